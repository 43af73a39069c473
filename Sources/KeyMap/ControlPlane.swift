/// What a gateway asks of a hub. When a call returns, the gateway's own replica of the key map has the change. Keys are
/// returned as they are stored: see a multi-Region key with ``KeyRecord/seen(in:)``.
package protocol ControlPlane: Sendable {
    /// Runs distributed key generation over a committee and enters the key.
    ///
    /// - Throws: `HubError`: a custodian that the placement needs is out of reach (named), or a ceremony failed (culprit
    ///   named). Nothing is left behind.
    func createKey(_ request: KeyCreation) async throws -> KeyRecord
    /// - Parameter region: where the change is made; empty for the key's own, which is its primary one.
    /// - Throws: ``KeyMapError``.
    func changeKey(_ id: KeyID, _ change: KeyChange, in region: String) async throws -> KeyRecord
    /// Makes a multi-Region key a key of one more region.
    ///
    /// - Throws: ``KeyMapError`` with `.notFound`, `.alreadyExists`, `.invalidState`, `.limitExceeded`.
    func replicateKey(_ id: KeyID, _ replication: KeyReplication) async throws -> KeyRecord
    /// Makes a replica the primary key, and the primary key a replica.
    ///
    /// - Throws: ``KeyMapError`` with `.notFound`, `.invalidState`.
    func updatePrimaryRegion(_ id: KeyID, to region: String) async throws
    /// Has the key's committee certify imported material, and enters it.
    ///
    /// - Parameters:
    ///   - material: with its maker's signature alone.
    ///   - region: where it is brought in; empty for the key's own.
    /// - Throws: ``KeyMapError``; `HubError` where a custodian is out of reach or refuses.
    func importMaterial(
        _ id: KeyID, _ material: WrappedMaterial, expires: Timestamp?, in region: String
    ) async throws -> KeyRecord
    /// - Throws: ``KeyMapError`` with `.alreadyExists`, `.notFound` for the target.
    func createAlias(_ name: AliasName, target: KeyID) async throws
    /// - Throws: ``KeyMapError`` with `.notFound`.
    func updateAlias(_ name: AliasName, target: KeyID) async throws
    /// - Throws: ``KeyMapError`` with `.notFound`.
    func deleteAlias(_ name: AliasName) async throws
    /// Enters a grant, unless the key has one of the same name that says the same.
    ///
    /// - Throws: ``KeyMapError`` with `.notFound` for the key, `.invalidState`, `.limitExceeded`, `.alreadyExists` for the id.
    func createGrant(_ grant: GrantRecord) async throws
    /// - Throws: ``KeyMapError`` with `.notFound`.
    func removeGrant(_ id: GrantID) async throws
}

extension ControlPlane {
    /// A change of a key in its own region.
    ///
    /// - Throws: ``KeyMapError``.
    package func changeKey(_ id: KeyID, _ change: KeyChange) async throws -> KeyRecord {
        try await changeKey(id, change, in: "")
    }
}

/// A key that a client asked for.
package struct KeyCreation: Hashable, Sendable {
    package let account: String
    package let region: String
    package let spec: KeySpec
    package let usage: KeyUsage
    package let custody: Custody
    /// Nil for the usual one of spec and custody.
    package let suite: SuiteChoice?
    package let origin: KeyOrigin
    /// The text of a placement policy; empty for the fleet's default.
    package let placement: String
    package let keyDescription: String
    package let policy: String
    package let tags: [KeyRecord.Tag]
    /// Equal for a request and its retries; nil makes a new key each time.
    package let token: String?
    /// Whether the key may be replicated to other regions.
    package let isMultiRegion: Bool

    package init(
        account: String, region: String, spec: KeySpec, usage: KeyUsage? = nil, custody: Custody? = nil,
        suite: SuiteChoice? = nil, origin: KeyOrigin = .awsKMS, placement: String = "", keyDescription: String,
        policy: String,
        tags: [KeyRecord.Tag], token: String?, isMultiRegion: Bool = false
    ) {
        self.account = account
        self.region = region
        self.spec = spec
        self.usage = usage ?? spec.usages[0]
        self.custody = custody ?? spec.custodies(for: self.usage)[0]
        self.suite = suite
        self.origin = origin
        self.placement = placement
        self.keyDescription = keyDescription
        self.policy = policy
        self.tags = tags
        self.token = token
        self.isMultiRegion = isMultiRegion
    }
}

/// Why a hub could not do what it was asked, other than for what ``KeyMapError`` says.
package protocol ControlPlaneFailure: Error {
    var kind: ControlPlaneFailureKind { get }
    var message: String { get }
}

package enum ControlPlaneFailureKind: Sendable {
    /// A custodian, named in the message, is out of reach or failed.
    case dependencyTimeout
    /// A custodian, named in the message, makes no keys now.
    case keyUnavailable
    /// What the client asked for cannot be had from this fleet.
    case badRequest
    /// The hub itself failed.
    case internalFailure
}
