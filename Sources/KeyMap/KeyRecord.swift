/// A key that clients name by id, ARN or alias.
package struct KeyRecord: Hashable, Sendable {
    package let id: KeyID
    package let account: String
    package let region: String
    package let spec: KeySpec
    package let usage: KeyUsage
    package let custody: Custody
    package let origin: KeyOrigin
    package let created: Timestamp
    package internal(set) var state: KeyState
    package internal(set) var keyDescription: String
    package internal(set) var policy: String
    package internal(set) var tags: [Tag]
    /// Names the request that made the key, so that its retry finds the same key.
    package let creationToken: String?
    /// The text of the key's placement policy; empty where it has none of its own.
    package let placement: String
    /// The lineage, oldest first; never empty.
    package internal(set) var versions: [KeyVersion]
    /// Tells the imported material of the key, kept when the material is deleted; empty before the first import.
    package internal(set) var importedFingerprint: [UInt8] = []
    /// When the imported material is of no more use; nil where it does not expire.
    package internal(set) var materialExpires: Timestamp?

    /// - Parameters:
    ///   - usage: the spec's first where none is given.
    ///   - custody: the spec's usual where none is given.
    package init(
        id: KeyID, account: String, region: String, spec: KeySpec, usage: KeyUsage? = nil, custody: Custody? = nil,
        origin: KeyOrigin = .awsKMS, created: Timestamp, state: KeyState = .enabled, keyDescription: String,
        policy: String, tags: [Tag],
        creationToken: String?, placement: String = "", first: KeyVersion
    ) {
        self.id = id
        self.account = account
        self.region = region
        self.spec = spec
        self.usage = usage ?? spec.usages[0]
        self.custody = custody ?? spec.custodies[0]
        self.origin = origin
        self.created = created
        self.state = state
        self.keyDescription = keyDescription
        self.policy = policy
        self.tags = tags
        self.creationToken = creationToken
        self.placement = placement
        versions = [first]
    }

    package var suite: Suite { spec.suite(in: custody) }

    package var arn: String { "arn:aws:kms:\(region):\(account):key/\(id)" }

    /// The version that new ciphertexts and signatures are made with.
    package var current: KeyVersion { versions[versions.count - 1] }

    /// The record as it is to be read at a moment: material that has expired by then counts as gone.
    package func settled(at now: Timestamp) -> KeyRecord {
        guard let materialExpires, materialExpires <= now else { return self }
        var settled = self
        settled.removeMaterial()
        return settled
    }

    /// Without its imported material; a key that waits for deletion goes on waiting.
    mutating func removeMaterial() {
        for index in versions.indices { versions[index].material = nil }
        materialExpires = nil
        if case .pendingDeletion = state { return }
        state = .pendingImport
    }

    package func version(_ number: KeyVersionNumber) -> KeyVersion? {
        versions.first { $0.number == number }
    }

    /// A tag of a KMS key.
    package struct Tag: Hashable, Sendable {
        package let key: String
        package let value: String

        package init(key: String, value: String) {
            self.key = key
            self.value = value
        }
    }
}
