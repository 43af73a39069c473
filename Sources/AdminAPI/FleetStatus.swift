/// What `quorate status` shows: the admin API's answer to `GET /v1/status`.
package struct FleetStatus: Codable, Sendable {
    package let fleet: String
    /// The key map's revision at the hub.
    package let revision: UInt64
    /// The threshold of new keys.
    package let threshold: String
    package let custodians: [CustodianStatus]
    package let keys: KeyCounts
    /// How many key shards are in each epoch.
    package let epochs: [String: Int]
    /// How many custodians may still be lost before the first enabled key is out of service; nil without keys.
    package let margin: Int?
    /// Of the gateway in the hub's process, or of the hub itself where there is none.
    package let audit: AuditLogStatus?

    package init(
        fleet: String, revision: UInt64, threshold: String, custodians: [CustodianStatus], keys: KeyCounts,
        epochs: [String: Int], margin: Int?, audit: AuditLogStatus?
    ) {
        self.fleet = fleet
        self.revision = revision
        self.threshold = threshold
        self.custodians = custodians
        self.keys = keys
        self.epochs = epochs
        self.margin = margin
        self.audit = audit
    }
}

/// How many keys are in which state.
package struct KeyCounts: Codable, Sendable {
    package let enabled: Int
    package let disabled: Int
    package let pendingDeletion: Int
    package let pendingImport: Int

    package init(enabled: Int, disabled: Int, pendingDeletion: Int, pendingImport: Int) {
        self.enabled = enabled
        self.disabled = disabled
        self.pendingDeletion = pendingDeletion
        self.pendingImport = pendingImport
    }
}

/// One custodian as gateway and hub see it.
package struct CustodianStatus: Codable, Sendable {
    package let id: String
    package let region: String
    package let vendor: String
    package let operatorName: String
    package let endpoint: String
    /// Whether the gateway has it for its quorums.
    package let reachable: Bool
    /// Whether it is passed over because it answered wrongly or leaves requests unanswered.
    package let blamed: Bool
    /// Wrong answers that were proven since the gateway began.
    package let lies: Int
    /// Smoothed time to an answer, milliseconds.
    package let latency: Double
    /// What it says of itself; nil where it does not answer.
    package let detail: Detail?

    package struct Detail: Codable, Sendable {
        package let revision: UInt64
        package let shares: Int
        package let preparedShares: Int
        package let lockedBytes: Int
        package let hardened: Bool

        package init(revision: UInt64, shares: Int, preparedShares: Int, lockedBytes: Int, hardened: Bool) {
            self.revision = revision
            self.shares = shares
            self.preparedShares = preparedShares
            self.lockedBytes = lockedBytes
            self.hardened = hardened
        }
    }

    package init(
        id: String, region: String, vendor: String, operatorName: String, endpoint: String, reachable: Bool,
        blamed: Bool, lies: Int, latency: Double, detail: Detail?
    ) {
        self.id = id
        self.region = region
        self.vendor = vendor
        self.operatorName = operatorName
        self.endpoint = endpoint
        self.reachable = reachable
        self.blamed = blamed
        self.lies = lies
        self.latency = latency
        self.detail = detail
    }

    enum CodingKeys: String, CodingKey {
        case id, region, vendor, endpoint, reachable, blamed, lies, latency, detail
        case operatorName = "operator"
    }
}
