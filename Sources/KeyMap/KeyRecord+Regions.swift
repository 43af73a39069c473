/// A multi-Region key is one record. In a region it is seen with what it has of its own there.
extension KeyRecord {
    /// The most regions that a key may be in: with the longest policies, descriptions and tags, about 120,000 bytes for each
    /// region, the record still fits into one message to a custodian, of 4 MiB.
    package static let regionLimit = 32

    /// Whether the key may be in several regions.
    package var isMultiRegion: Bool { id.isMultiRegion }

    /// Whether this is the key as it is in its primary region. A key of one region is always.
    package var isPrimary: Bool { region.utf8.elementsEqual(primaryRegion.utf8) }

    /// The regions that it was replicated to, in order.
    package var replicaRegions: [String] { whole.elsewhere.map(\.region) }

    /// The key as it is in a region; nil where it is not there.
    ///
    /// - Parameter region: empty for the record as it stands.
    package func seen(in region: String) -> KeyRecord? {
        if region.isEmpty || region.utf8.elementsEqual(here.region.utf8) { return self }
        guard let place = elsewhere.firstIndex(where: { $0.region.utf8.elementsEqual(region.utf8) }) else { return nil }
        var seen = self
        seen.here = elsewhere[place]
        seen.elsewhere[place] = here
        seen.elsewhere.sort { $0.precedes($1) }
        return seen
    }

    /// The key as it is in its primary region, which is how it is stored.
    package var whole: KeyRecord { seen(in: primaryRegion) ?? self }

    /// The key as it is in each of its regions, the primary one first.
    package var inEveryRegion: [KeyRecord] {
        let whole = whole
        return [whole] + whole.elsewhere.compactMap { whole.seen(in: $0.region) }
    }

    /// The record with the key in one more region: enabled there, or waiting for the same imported material.
    ///
    /// - Throws: ``KeyMapError`` with `.alreadyExists` where it is there, `.limitExceeded`, or `.invalidState` where it may
    ///   not be replicated.
    package func replicating(_ replication: KeyReplication, at now: Timestamp) throws(KeyMapError) -> KeyRecord {
        var whole = whole
        guard isMultiRegion, whole.state == .enabled else {
            throw KeyMapError(.invalidState, "\(whole.arn) cannot be replicated in its present state.")
        }
        guard seen(in: replication.region) == nil else {
            throw KeyMapError(.alreadyExists, "\(whole.arn) is in \(replication.region) already.")
        }
        guard 1 + whole.elsewhere.count < Self.regionLimit, replication.tags.count <= Self.tagLimit else {
            throw KeyMapError(
                .limitExceeded,
                "\(whole.arn) may be in \(Self.regionLimit) regions, and have \(Self.tagLimit) tags in each.")
        }
        whole.elsewhere.append(
            RegionalKey(
                region: replication.region, created: now, state: origin == .external ? .pendingImport : .enabled,
                keyDescription: replication.keyDescription, policy: replication.policy, tags: replication.tags))
        whole.elsewhere.sort { $0.precedes($1) }
        return try whole.inStep()
    }

    /// The record with another of its regions as the primary one.
    ///
    /// - Throws: ``KeyMapError`` with `.notFound` where the key is not in that region, `.invalidState` where it is not
    ///   enabled in both.
    package func promoting(_ region: String) throws(KeyMapError) -> KeyRecord {
        guard !region.isEmpty, var promoted = seen(in: region) else {
            throw KeyMapError(.notFound, "\(whole.arn) has no replica in \(region).")
        }
        for key in [whole, promoted] where key.state != .enabled {
            throw KeyMapError(.invalidState, "\(key.arn) is \(key.state.name), not Enabled.")
        }
        promoted.primaryRegion = region
        return promoted
    }

    /// The record without what waits for deletion no longer; nil where the whole key is due. With the last replica the
    /// waiting period of a primary key begins.
    package func deletingDue(at now: Timestamp) -> KeyRecord? {
        var left = whole
        left.elsewhere.removeAll { $0.state.isDue(at: now) }
        left.dropUnusedMaterial()
        guard left.elsewhere.isEmpty else { return left }
        if case .pendingReplicaDeletion(let days) = left.state { left.state = .pendingDeletion(now.adding(days: days)) }
        return left.state.isDue(at: now) ? nil : left
    }
}
