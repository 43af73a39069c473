import Crypto
package import Groups
package import Secrets
package import SecretSharing

/// The DDH-based distributed PRF of Naor, Pinkas and Reingold (Eurocrypt 1999) as DiSE uses it (CCS 2018, section 7),
/// with the hashes of RFC 9497: F(x) = H(x, s * HashToGroup(x)).
///
/// Paper letters: s_i a share, Y_i = s_i * G its public share, P = HashToGroup(x), Z_i = s_i * P a partial result.
package enum DistributedPRF<Group: HashableGroup> {
    /// The domain of the product's evaluations.
    package static var context: OPRFContext { OPRFContext(Array("Quorate-DPRF-v1-\(Group.name)-SHA512".utf8)) }

    /// P, the element that all custodians raise to their shares.
    ///
    /// - Throws: `GroupError` with `.identity`, which nobody will see.
    package static func base(of input: [UInt8]) throws(GroupError) -> Element<Group> {
        try context.hashToGroup(input)
    }

    /// Z_i.
    package static func partial(
        _ base: Element<Group>, share: borrowing SecretScalar<Group.Field>
    ) -> SecretElement<Group> {
        SecretElement(base, times: share)
    }

    /// w, 64 bytes, from partials of at least a quorum.
    ///
    /// - Throws: `SharingError` where they are too few.
    @_specialize(where Group == Ristretto255)
    package static func combine(
        _ partials: [ShareIndex: SecretElement<Group>], input: [UInt8], threshold: Threshold
    ) throws(SharingError) -> SecretBytes {
        let interpolation = try Interpolation<Group.Field>(over: partials.keys.sorted(), threshold: threshold)
        return finalize(input: input, element: interpolation.combine(partials))
    }

    /// Finalize (RFC 9497 section 3.3.1): SHA-512 over the input and the evaluated element.
    package static func finalize(input: [UInt8], element: SecretElement<Group>) -> SecretBytes {
        var message = OPRFContext.prefixed(input)
        message.reserveCapacity(message.count + 64)
        element.appendPrefixed(to: &message)
        message += Array("Finalize".utf8)
        defer { message.wipe() }
        var digest = unsafe SHA512.hash(data: message).withUnsafeBytes { unsafe Array($0) }
        defer { digest.wipe() }
        return SecretBytes(copying: digest)
    }
}
