import KeyMap

/// An access key as operators see it.
package struct AccessKeyDescription: Codable, Sendable {
    package let accessKeyId: String
    package let user: String
    package let account: String
    /// As policies and grants name the user.
    package let arn: String
    /// Seconds since 1970.
    package let created: Double
    /// From when on it is refused, seconds since 1970; nil where no end is set.
    package let ends: Double?
    /// Only in the answer that makes it.
    package let secretAccessKey: String?

    init(_ record: AccessKeyRecord, secret: String? = nil) {
        accessKeyId = record.id.description
        user = record.user
        account = record.account
        arn = record.userARN
        created = record.created.seconds
        ends = record.ends?.seconds
        secretAccessKey = secret
    }
}

/// What `POST /v1/access` takes.
package struct AccessKeyRequest: Codable, Sendable {
    package let user: String
    /// Nil for the account of the hub's own gateway, where it has one.
    package let account: String?

    package init(user: String, account: String?) {
        self.user = user
        self.account = account
    }
}

/// What `POST /v1/access/ID/rotation` takes.
package struct AccessKeyRotation: Codable, Sendable {
    /// For how long the access key and its successor are both good, seconds.
    package let overlap: Double

    package init(overlap: Double) {
        self.overlap = overlap
    }
}
