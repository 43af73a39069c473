import Crypto
package import Groups

/// What RFC 9497 calls the context string, and the hashes under it.
///
/// Vector tests pass the RFC's own string; the product passes one of its own that carries the transcript.
package struct OPRFContext: Sendable {
    package let string: [UInt8]

    package init(_ string: [UInt8]) {
        self.string = string
    }

    /// `"OPRFV1-" || I2OSP(mode, 1) || "-" || identifier` (RFC 9497 section 3.1).
    package static func rfc9497(mode: UInt8, identifier: String) -> OPRFContext {
        OPRFContext(Array("OPRFV1-".utf8) + [mode] + Array("-\(identifier)".utf8))
    }

    /// HashToGroup (RFC 9497 section 4.1).
    ///
    /// - Throws: `GroupError` with `.identity`, which nobody will see.
    package func hashToGroup<Group: HashableGroup>(
        _ input: [UInt8], in group: Group.Type = Group.self
    ) throws(GroupError) -> Element<Group> {
        try Element(mapping: ExpandMessage.xmd(input, tag: Array("HashToGroup-".utf8) + string, count: 64))
    }

    /// HashToScalar (RFC 9497 section 4.1).
    package func hashToScalar<Field: ScalarField>(_ input: [UInt8]) -> Scalar<Field> {
        HashToScalar.reduce(ExpandMessage.xmd(input, tag: Array("HashToScalar-".utf8) + string, count: 64))
    }

    /// The seed of the weights of a batched proof (RFC 9497 section 2.2.1).
    func compositeSeed(publicKey: [UInt8]) -> [UInt8] {
        let tag = Array("Seed-".utf8) + string
        return Array(SHA512.hash(data: Self.prefixed(publicKey) + Self.prefixed(tag)))
    }

    /// `I2OSP(len(field), 2) || field`.
    static func prefixed(_ field: [UInt8]) -> [UInt8] {
        [UInt8(field.count >> 8), UInt8(field.count & 255)] + field
    }
}

extension SecretElement {
    /// `I2OSP(len(element), 2) || element`, into a buffer that its owner wipes and has reserved room in.
    func appendPrefixed(to message: inout [UInt8]) {
        unsafe withUnsafeBytes { bytes in
            message += [UInt8(bytes.count >> 8), UInt8(bytes.count & 255)]
            unsafe message.append(contentsOf: bytes)
        }
    }
}
