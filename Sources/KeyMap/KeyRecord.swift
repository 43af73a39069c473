/// A key that clients name by id, ARN or alias.
package struct KeyRecord: Hashable, Sendable {
    package let id: KeyID
    package let account: String
    package let spec: KeySpec
    package let usage: KeyUsage
    package let custody: Custody
    package let origin: KeyOrigin
    /// What it has in the region that it is seen in. A stored record is seen in its primary region.
    package internal(set) var here: RegionalKey
    /// What it has in its other regions, in their order; empty for a key of one region.
    package internal(set) var elsewhere: [RegionalKey] = []
    /// The region whose key can be replicated; the only one, for a key of one region.
    package internal(set) var primaryRegion: String
    /// Names the request that made the key, so that its retry finds the same key.
    package let creationToken: String?
    /// The text of the key's placement policy; empty where it has none of its own.
    package let placement: String
    /// The lineage, oldest first; never empty.
    package internal(set) var versions: [KeyVersion]
    /// Tells the imported material of the key, kept when the material is deleted; empty before the first import.
    package internal(set) var importedFingerprint: [UInt8] = []

    /// - Parameters:
    ///   - usage: the spec's first where none is given.
    ///   - custody: the usual one of spec and usage where none is given.
    package init(
        id: KeyID, account: String, region: String, spec: KeySpec, usage: KeyUsage? = nil, custody: Custody? = nil,
        origin: KeyOrigin = .awsKMS, created: Timestamp, state: KeyState = .enabled, keyDescription: String,
        policy: String, tags: [Tag],
        creationToken: String?, placement: String = "", first: KeyVersion
    ) {
        self.id = id
        self.account = account
        self.spec = spec
        self.usage = usage ?? spec.usages[0]
        self.custody = custody ?? spec.custodies(for: self.usage)[0]
        self.origin = origin
        here = RegionalKey(
            region: region, created: created, state: state, keyDescription: keyDescription, policy: policy, tags: tags)
        primaryRegion = region
        self.creationToken = creationToken
        self.placement = placement
        versions = [first]
        here.hasMaterial = origin == .external && first.material != nil
    }

    package var region: String { here.region }

    package var created: Timestamp { here.created }

    package internal(set) var state: KeyState {
        get { here.state }
        set { here.state = newValue }
    }

    package internal(set) var keyDescription: String {
        get { here.keyDescription }
        set { here.keyDescription = newValue }
    }

    package internal(set) var policy: String {
        get { here.policy }
        set { here.policy = newValue }
    }

    package internal(set) var tags: [Tag] {
        get { here.tags }
        set { here.tags = newValue }
    }

    /// When the imported material is of no more use; nil where it does not expire.
    package internal(set) var materialExpires: Timestamp? {
        get { here.materialExpires }
        set { here.materialExpires = newValue }
    }

    package var suite: Suite { spec.suite(in: custody) }

    package var arn: String { arn(in: region) }

    /// The ARN that it has in a region, also before it is there.
    package func arn(in region: String) -> String { "arn:aws:kms:\(region):\(account):key/\(id)" }

    /// The version that new ciphertexts and signatures are made with.
    package var current: KeyVersion { versions[versions.count - 1] }

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
