/// A second name for a key, unique in its account and region.
package struct AliasRecord: Hashable, Sendable {
    package let name: AliasName
    package let target: KeyID
    package let created: Timestamp
    package let updated: Timestamp

    package init(name: AliasName, target: KeyID, created: Timestamp, updated: Timestamp) {
        self.name = name
        self.target = target
        self.created = created
        self.updated = updated
    }

    package var arn: String { "arn:aws:kms:\(name.region):\(name.account):\(name.name)" }
}

/// What an alias is found by. `name` includes the prefix `alias/`.
package struct AliasName: Hashable, Sendable {
    package let account: String
    package let region: String
    package let name: String

    package init(account: String, region: String, name: String) {
        self.account = account
        self.region = region
        self.name = name
    }
}
