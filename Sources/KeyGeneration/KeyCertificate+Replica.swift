package import KeyMap

extension KeyCertificate {
    /// The check that every replica makes of the committees behind a key.
    package static func check(fleet: String) -> KeyMapReplica.CertificateCheck {
        { (key, members) throws(KeyMapError) in
            for version in key.versions {
                do throws(CeremonyError) {
                    try MaterialCertificate.verify(version, of: key, fleet: fleet) { members.signingKey(of: $0) }
                } catch {
                    throw KeyMapError(.badSignature, error.message)
                }
                for shard in version.shards {
                    do throws(CeremonyError) {
                        try verify(shard, fleet: fleet, key: key.id, version: version.number, suite: key.suite) {
                            members.signingKey(of: $0)
                        }
                    } catch {
                        throw KeyMapError(.badSignature, error.message)
                    }
                }
            }
        }
    }
}
