package import KeyMap

/// The committee's word on the material of a key version. Every replica checks it before it believes a public key.
package enum MaterialCertificate {
    /// - Parameter identityKeys: the members' Ed25519 keys, by custodian.
    /// - Throws: ``CeremonyError`` with `.badSignature` where a member's signature is missing or wrong, or material is
    ///   missing or out of place.
    package static func verify(
        _ version: KeyVersion, of key: KeyRecord, fleet: String, identityKeys: (CustodianID) -> [UInt8]?
    ) throws(CeremonyError) {
        let isExternal = key.origin == .external
        let needsMaterial = key.custody == .quorum && (key.spec.isAsymmetric || isExternal)
        guard let material = version.material else {
            // Imported material may yet have to come, or be gone again.
            guard needsMaterial, !isExternal else { return }
            throw CeremonyError(.badSignature, "version \(version.number) of key \(key.id) has no material")
        }
        let shard = version.shards[0]
        // What came from outside may have been wrapped by a custodian without shares.
        guard needsMaterial, isExternal || shard.committee.contains(material.maker),
            material.publicKey.isEmpty != key.spec.isAsymmetric,
            material.fingerprint.isEmpty != isExternal,
            material.signatures.count == shard.committee.count
        else {
            throw CeremonyError(
                .badSignature, "the material of key \(key.id) is out of place, or lacks maker or signatures")
        }
        let statement = WrappedMaterial.statement(
            fleet: fleet, key: key.id, version: version.number, spec: key.spec, secret: shard.publicKey,
            material: material)
        for (custodian, signature) in zip(shard.committee, material.signatures) {
            guard let identity = identityKeys(custodian),
                IdentitySignature.isValid(signature, over: statement, by: identity)
            else {
                throw CeremonyError(
                    .badSignature, "custodian \(custodian) did not certify the material of key \(key.id)")
            }
        }
    }
}
