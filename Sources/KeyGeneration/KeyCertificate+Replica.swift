package import KeyMap

extension KeyCertificate {
    /// The check that every replica makes of the committees behind a key.
    ///
    /// - Parameter custodians: the fleet's, from the charter.
    package static func check(fleet: String, custodians: [CustodianRecord]) -> KeyMapReplica.CertificateCheck {
        let keys = Dictionary(uniqueKeysWithValues: custodians.map { ($0.id, $0.identityKey) })
        return { (key) throws(KeyMapError) in
            for version in key.versions {
                do throws(CeremonyError) {
                    try MaterialCertificate.verify(version, of: key, fleet: fleet) { keys[$0] }
                } catch {
                    throw KeyMapError(.badSignature, error.message)
                }
                for shard in version.shards {
                    do throws(CeremonyError) {
                        try verify(shard, fleet: fleet, key: key.id, version: version.number, suite: key.suite) {
                            keys[$0]
                        }
                    } catch {
                        throw KeyMapError(.badSignature, error.message)
                    }
                }
            }
        }
    }
}
