import ByteCoding
package import KeyMap
import SecretSharing

/// The statement under a committee's certificate: that these members, and nobody else, hold shares of the key with these
/// commitments. Every replica checks it before it believes a public key.
package enum KeyCertificate {
    /// The bytes that each member signs.
    package static func statement(
        fleet: String, key: KeyID, version: KeyVersionNumber, suite: Suite, shard: KeyShard
    ) -> [UInt8] {
        var writer = ByteWriter()
        writer.write("quorate key certificate v1")
        writer.write(fleet)
        writer.write(key.description)
        writer.write(version.value)
        writer.write(suite.rawValue)
        writer.write(shard.number)
        writer.write(fixed: shard.threshold.encoded)
        writer.write(shard.epoch.value)
        writer.write(UInt32(shard.committee.count))
        for custodian in shard.committee { writer.write(custodian.description) }
        writer.write(UInt32(shard.commitments.count))
        for commitment in shard.commitments { writer.write(prefixed: commitment) }
        writer.write(prefixed: shard.certificate.transcript)
        return writer.bytes
    }

    /// - Parameter identityKeys: the members' Ed25519 keys, by custodian.
    /// - Throws: ``CeremonyError`` with `.badSignature` where a member's signature is missing or wrong, or
    ///   `.badCommitments` where there are more or fewer commitments than the suite has.
    package static func verify(
        _ shard: KeyShard, fleet: String, key: KeyID, version: KeyVersionNumber, suite: Suite,
        identityKeys: (CustodianID) -> [UInt8]?
    ) throws(CeremonyError) {
        guard shard.commitments.count == suite.commitmentCount(shard.threshold) else {
            throw CeremonyError(
                .badCommitments, "key \(key) has \(shard.commitments.count) commitments for \(shard.threshold)")
        }
        guard shard.committee.count == shard.threshold.count,
            shard.certificate.signatures.count == shard.threshold.count
        else {
            throw CeremonyError(.badSignature, "the certificate of key \(key) lacks members or signatures")
        }
        let statement = statement(fleet: fleet, key: key, version: version, suite: suite, shard: shard)
        for (index, (custodian, signature)) in zip(
            ShareIndex.all(of: shard.threshold), zip(shard.committee, shard.certificate.signatures))
        {
            guard let identity = identityKeys(custodian),
                IdentitySignature.isValid(signature, over: statement, by: identity)
            else {
                throw CeremonyError(
                    .badSignature, "custodian \(custodian) did not sign the certificate of key \(key)", culprit: index)
            }
        }
    }
}
