package import Coordination
package import Custodian
import Entropy
package import Gateway
package import Hub
package import KeyMap
package import SecretSharing

/// What the admin API knows of the fleet: the hub's key map, the gateway's roster and audit log, and the custodians' own
/// words.
package struct FleetView: Sendable {
    package let fleet: String
    package let threshold: Threshold
    package let hub: Hub
    /// Nil where there is no gateway in this process.
    package let roster: Roster?
    /// How the gateway's audit log does; asked anew each time. Nil where there is no gateway in this process.
    package let audit: @Sendable () async -> AuditLogStatus?
    /// How often keys were used at the gateway in this process; nil where there is none.
    package let usage: UsageCounter?
    /// How the randomness of this process does.
    package let entropy: @Sendable () -> EntropyDescription?
    /// The custodians that make no keys because their entropy is below the minimum.
    package let starved: @Sendable () -> [CustodianID]
    /// The node that this is.
    package let name: String
    package let describe: @Sendable (CustodianID) async -> CustodianDescription?

    /// - Parameter describe: asks a custodian, within half a second; nil where it does not answer.
    package init(
        fleet: String, threshold: Threshold, hub: Hub, roster: Roster? = nil, usage: UsageCounter? = nil,
        audit: @escaping @Sendable () async -> AuditLogStatus?,
        entropy: @escaping @Sendable () -> EntropyDescription? = { nil },
        starved: @escaping @Sendable () -> [CustodianID] = { [] }, name: String = "hub",
        describe: @escaping @Sendable (CustodianID) async -> CustodianDescription?
    ) {
        self.fleet = fleet
        self.threshold = threshold
        self.hub = hub
        self.roster = roster
        self.usage = usage
        self.audit = audit
        self.entropy = entropy
        self.starved = starved
        self.name = name
        self.describe = describe
    }

    /// As the gateway sees it where there is one, else as the hub does.
    private func isConnected(_ custodian: CustodianID) -> Bool {
        roster?.isConnected(custodian) ?? (hub.feed.acknowledged[custodian] != nil)
    }

    package func status() async -> FleetStatus {
        let keys = hub.replica.allKeys
        let shards = keys.flatMap(\.versions).flatMap(\.shards)
        return FleetStatus(
            fleet: fleet, revision: hub.replica.head.revision, threshold: threshold.description,
            custodians: await custodians(),
            keys: KeyCounts(
                enabled: keys.count { $0.state == .enabled }, disabled: keys.count { $0.state == .disabled },
                pendingDeletion: keys.count { $0.state.isPendingDeletion },
                pendingImport: keys.count { $0.state == .pendingImport }),
            epochs: Dictionary(grouping: shards, by: { $0.epoch.description }).mapValues(\.count),
            margin: margins.map(\.margin).min(),
            audit: await audit())
    }

    /// How many custodians may still be lost before the first enabled key of a class is out of service.
    package var margins: [QuorumMargin] {
        QuorumMargin.all(of: hub.replica.allKeys, isConnected: isConnected)
    }

    package func health() async -> HealthReport {
        let custodians = hub.replica.custodians.map(\.id)
        let audit = await audit()
        return HealthReport(
            margins: margins, unreachable: custodians.filter { !isConnected($0) },
            blamed: custodians.filter { roster?.isBlamed($0) ?? false }, isAuditWritten: audit?.failure == nil,
            isAuditWhole: audit.map { !$0.hasGap && $0.lost == nil } ?? true,
            isEntropySufficient: entropy()?.sufficient ?? true, starved: starved())
    }

    /// How the randomness of this process and of every custodian does.
    package func entropyOfNodes() async -> [NodeEntropy] {
        let details = await details()
        return [NodeEntropy(node: name, entropy: entropy())]
            + hub.replica.custodians.map(\.id).map { custodian in
                NodeEntropy(
                    node: custodian.description,
                    entropy: details[custodian]?.entropy.map { EntropyDescription($0) })
            }
    }

    /// A multi-Region key comes once for each of its regions.
    ///
    /// - Parameter born: the keys whose births are described too, which takes checking signatures.
    package func keys(born: Set<String> = []) -> [KeyDescription] {
        let map = hub.replica.snapshot
        let aliases = Dictionary(grouping: map.allAliases, by: \.target)
        return map.allKeys.sorted { $0.id.description < $1.id.description }.flatMap(\.inEveryRegion).map { key in
            let names = (aliases[key.id] ?? []).map(\.name).filter { $0.region == key.region }.map(\.name)
            let isDescribedWhole = born.contains(key.id.description)
            return KeyDescription(
                key, aliases: names.sorted(), isReachable: isConnected,
                isSigned: isDescribedWhole ? { isSigned($0, $1, of: key.id) } : nil)
        }
    }

    /// Nil where the custodian is not in the fleet any more.
    private func isSigned(_ birth: BirthStatement, _ version: KeyVersion, of key: KeyID) -> Bool? {
        guard let identity = hub.replica.custodian(birth.custodian)?.identityKey, let shard = version.shards.first
        else { return nil }
        return birth.isSigned(
            fleet: fleet, key: key, version: version.number, transcript: shard.certificate.transcript, by: identity)
    }

    /// The keys that a name of any kind stands for: one at most, unless several regions or accounts have it.
    ///
    /// - Parameters:
    ///   - name: a key's id or ARN, an alias such as `alias/letters`, or an alias's ARN.
    ///   - region: where the key must be; nil for anywhere.
    package func keys(named name: String, region: String?) -> [KeyDescription] {
        let map = hub.replica.snapshot
        let targets = map.allAliases.filter { $0.name.name == name || $0.arn == name }.compactMap { alias in
            map.key(alias.target)?.arn(in: alias.name.region)
        }
        func isNamed(_ key: KeyDescription) -> Bool {
            (key.id == name || key.arn == name || targets.contains(key.arn))
                && (region == nil || key.region == region)
        }
        return keys(born: Set(keys().filter(isNamed).map(\.id))).filter(isNamed)
    }

    /// What the custodians that answer say of themselves.
    private func details() async -> [CustodianID: CustodianDescription] {
        await withTaskGroup(of: (CustodianID, CustodianDescription?).self) { group in
            for record in hub.replica.custodians { group.addTask { (record.id, await describe(record.id)) } }
            var details: [CustodianID: CustodianDescription] = [:]
            for await (id, description) in group { details[id] = description }
            return details
        }
    }

    private func custodians() async -> [CustodianStatus] {
        let records = hub.replica.custodians
        let details = await details()
        return records.map { record in
            let standing = roster?.standing(record.id) ?? Roster.Standing()
            return CustodianStatus(
                id: record.id.description, region: record.region, vendor: record.vendor,
                operatorName: record.operatorName, endpoint: record.endpoint,
                reachable: isConnected(record.id), blamed: roster?.isBlamed(record.id) ?? false, lies: standing.lies,
                latency: standing.latency * 1_000,
                detail: details[record.id].map {
                    CustodianStatus.Detail(
                        revision: $0.revision, shares: $0.shares, preparedShares: $0.preparedShares,
                        lockedBytes: $0.lockedBytes, hardened: $0.isHardened)
                })
        }
    }
}
