/// What a gateway asks of the key map to know who may do what.
extension KeyMapReplica {
    package func grant(_ id: GrantID) -> GrantRecord? { read { $0.grant(id) } }

    /// The revision at which a grant was made.
    package func revision(of id: GrantID) -> UInt64? { read { $0.revision(of: id) } }

    /// The grants on a key in one of its regions, in no order.
    package func grants(on key: KeyID, in region: String) -> [GrantRecord] {
        // Of a copy: there may be many, and nobody who reads or changes the map is to wait for that.
        snapshot.grants(on: key).filter { $0.region == region }
    }

    /// The grants to one of these principals on a key in one of its regions, in no order.
    package func grants(on key: KeyID, in region: String, to grantees: [String]) -> [GrantRecord] {
        read { state in
            grantees.flatMap { state.grants(on: key, to: $0).filter { $0.region == region } }
        }
    }

    /// The grants of an account in a region that a principal may retire, in no order.
    package func grants(retiredBy principal: String, account: String, region: String) -> [GrantRecord] {
        snapshot.allGrants.filter { $0.retiring == principal && $0.account == account && $0.region == region }
    }

    package func accessKey(_ id: AccessKeyID) -> AccessKeyRecord? { read { $0.accessKey(id) } }

    /// Oldest first.
    package var accessKeys: [AccessKeyRecord] {
        read { Array($0.allAccessKeys) }.sorted {
            ($0.created, $0.id.description) < ($1.created, $1.id.description)
        }
    }
}
