import ByteCoding
package import CustodianContract
import KeyMaterial
package import KeyMap
import Placement
import SecretSharing
package import Secrets
package import SteadyTime
import Synchronization

/// Where requesters get their permits: one reconstruction of a key at a time, the others wait their turn.
package final class PermitDesk: Sendable {
    /// How many may wait for one key: more than could be served in that time.
    package static let queueLimit = 1_024
    /// For how many seconds others too are sent elsewhere, where they can be, when a requester would rather avoid a custodian.
    /// Else each of them would wait for it in its turn, and all behind it.
    package static let avoidanceSeconds = 10.0

    /// What a shard's permits stand at.
    private struct Counter {
        /// Nil while a permit is being made for who is next.
        var open: (permit: [UInt8], requester: CustodianID)?
        var isBusy = false
        var queue: [Waiter] = []
        /// The last requester's word that it is done.
        var lastClose: PermitClose?
    }

    private struct Waiter {
        let id: Int
        let requester: CustodianID
        let continuation: CheckedContinuation<Turn, Never>
    }

    /// What becomes of who waits.
    private enum Turn {
        /// The counter is its own until it leaves.
        case granted
        /// It waited too long, was cancelled, or found too many before it.
        case refused
        /// Its custodian did not close the permit that it had for the key.
        case lapsed
    }

    private struct State {
        var boots: [CustodianID: [UInt8]] = [:]
        /// How many streams there are of that run: while one takes another's place there are two.
        var streams: [CustodianID: Int] = [:]
        var counters: [ShareName: Counter] = [:]
        var shares: [[UInt8]: ShareName] = [:]
        /// Permits that are open at each custodian, to spread the load.
        var load: [CustodianID: Int] = [:]
        var members: [[UInt8]: [CustodianID]] = [:]
        /// Whom requesters would rather not be sent to, and when each of them last said so.
        var avoided: [CustodianID: [CustodianID: Timestamp]] = [:]
        var next = 0
    }

    private let replica: KeyMapReplica
    private let signer: any ChangeSigner
    private let random: any RandomSource
    private let clock: @Sendable () -> Timestamp
    private let steadyClock: any SteadyClock
    private let patience: Duration
    private let hold: Duration
    private let placements = PlacementPolicies()
    private let state = Mutex(State())

    /// - Parameters:
    ///   - patience: how long a request may wait; below the 5 s that clients are promised.
    ///   - hold: how long a requester that says nothing more holds up the others.
    package init(
        replica: KeyMapReplica, signer: any ChangeSigner, random: any RandomSource,
        clock: @escaping @Sendable () -> Timestamp, steadyClock: any SteadyClock = ContinuousClock(),
        patience: Duration = .milliseconds(3_500),
        hold: Duration = .seconds(QuorumPermit.lifetime)
    ) {
        self.replica = replica
        self.signer = signer
        self.random = random
        self.clock = clock
        self.steadyClock = steadyClock
        self.patience = patience
        self.hold = hold
    }

    /// A custodian can be asked for shares from now on.
    ///
    /// - Parameter boot: its run, as it says itself.
    package func connected(_ custodian: CustodianID, boot: [UInt8]) {
        state.withLock { state in
            state.streams[custodian] = state.boots[custodian] == boot ? state.streams[custodian, default: 0] + 1 : 1
            state.boots[custodian] = boot
        }
    }

    /// One stream of this run has ended.
    package func disconnected(_ custodian: CustodianID, boot: [UInt8]) {
        state.withLock { state in
            guard state.boots[custodian] == boot else { return }
            let left = state.streams[custodian, default: 1] - 1
            state.streams[custodian] = left > 0 ? left : nil
            if left <= 0 { state.boots[custodian] = nil }
        }
    }

    /// A permit for the custodian that asks, as soon as no other is open for the key.
    ///
    /// - Throws: ``Refusal`` with `.forbidden` where the key may not be used so, or not be rebuilt by this custodian,
    ///   `.unavailable` where no quorum is in reach, `.busy` where the key's other users leave no time.
    package func permit(_ request: PermitRequest, for requester: CustodianID) async throws(Refusal) -> SignedPermit {
        _ = try usable(request, by: requester)
        let arrival = note(request.avoiding, by: requester)
        switch await enter(request.share, requester) {
        case .granted: break
        case .refused:
            throw Refusal(.busy, "Key \(request.share.key) has too many reconstructions waiting; try again.")
        case .lapsed:
            throw Refusal(
                .busy,
                "Custodian \(requester) did not say in time that it was done with key \(request.share.key): what else it "
                    + "asked for it is refused; try again.")
        }
        do {
            // The key may have been disabled, or the requester lost, while it waited.
            let shard = try usable(request, by: requester)
            try Task.checkCancellation()
            let permit = try make(request, for: requester, shard: shard, since: arrival)
            let encoded = permit.encoded
            let signature = try signer.sign(encoded)
            let hash = QuorumPermit.hash(of: encoded)
            let previous = opened(permit, hash: hash)
            expire(hash, permit.share)
            return SignedPermit(permit: permit, signature: signature, previous: previous)
        } catch {
            leave(request.share)
            throw error as? Refusal ?? Refusal(.unavailable, "The hub could not sign the permit: \(error)")
        }
    }

    /// The requester is done. Ignored where the word is not its own.
    package func close(_ close: PermitClose, from requester: CustodianID) {
        guard let record = replica.custodian(requester),
            IdentitySignature.isValid(
                close.signature, over: PermitClose.statement(permit: close.permit), by: record.identityKey)
        else { return }
        let share = state.withLock { state -> ShareName? in
            guard let share = state.shares[close.permit], state.counters[share]?.open?.requester == requester else {
                return nil
            }
            state.counters[share]?.lastClose = close
            return share
        }
        if let share { end(close.permit, share) }
    }

    private func usable(_ request: PermitRequest, by requester: CustodianID) throws(Refusal) -> KeyShard {
        guard let key = replica.key(request.share.key, in: request.region),
            let version = key.version(request.share.version),
            let shard = version.shards.first(where: { $0.number == request.share.shard }),
            shard.epoch == request.epoch
        else {
            throw Refusal(.unknownShare, "The hub knows no key \(request.share) in epoch \(request.epoch).")
        }
        if let refusal = request.purpose.refusal(by: key, at: clock()) { throw Refusal(.forbidden, refusal) }
        guard let custodian = replica.custodian(requester) else {
            throw Refusal(.forbidden, "\(requester) is no custodian of this fleet.")
        }
        if let obstacle = placements.obstacle(to: custodian, rebuilding: key.placement) {
            throw Refusal(.forbidden, "Custodian \(requester) may not rebuild key \(key.id): \(obstacle).")
        }
        return shard
    }

    /// - Returns: the time now.
    private func note(_ avoided: [CustodianID], by requester: CustodianID) -> Timestamp {
        let now = clock()
        state.withLock { state in
            for custodian in avoided where replica.custodian(custodian) != nil {
                state.avoided[custodian, default: [:]][requester] = now
            }
        }
        return now
    }

    /// Who was avoided of late by others, or by the requester itself since it asked: what it knew before, it has said.
    private func isAvoided(
        _ notes: [CustodianID: Timestamp], asking requester: CustodianID, since arrival: Timestamp, at now: Timestamp
    ) -> Bool {
        notes.contains { other, noted in
            (other != requester || noted > arrival) && now.seconds - noted.seconds < Self.avoidanceSeconds
        }
    }

    /// A quorum of custodians in reach: the requester's own share first, which needs no network, then those that nobody
    /// has avoided of late, then the least busy.
    private func make(
        _ request: PermitRequest, for requester: CustodianID, shard: KeyShard, since arrival: Timestamp
    ) throws(Refusal) -> QuorumPermit {
        let (boots, load, avoided) = state.withLock { ($0.boots, $0.load, $0.avoided) }
        let now = clock()
        func rank(_ custodian: CustodianID) -> (Int, Int, Int) {
            let notes = avoided[custodian] ?? [:]
            let isAvoided = isAvoided(notes, asking: requester, since: arrival, at: now)
            return (custodian == requester ? 0 : 1, isAvoided ? 1 : 0, load[custodian, default: 0])
        }
        let candidates = shard.committee.shuffled(by: random).filter {
            boots[$0] != nil && !request.avoiding.contains($0)
        }
        .sorted { rank($0) < rank($1) }
        guard candidates.count >= shard.threshold.quorum else {
            let missing = shard.committee.filter { !candidates.contains($0) }.map(\.description)
            throw Refusal(
                .unavailable,
                "Key \(request.share.key) needs \(shard.threshold.quorum) of \(shard.threshold.count) custodians; out of "
                    + "reach or refusing: \(missing.joined(separator: ", ")).")
        }
        let members = candidates.prefix(shard.threshold.quorum).compactMap { custodian -> QuorumPermit.Member? in
            guard let boot = boots[custodian], let position = shard.index(of: custodian),
                let index = try? ShareIndex(position)
            else { return nil }
            return QuorumPermit.Member(custodian: custodian, index: index, boot: boot)
        }
        return QuorumPermit(
            id: random.bytes(16), share: request.share, epoch: request.epoch,
            members: members.sorted { $0.index < $1.index }, requester: requester, purpose: request.purpose,
            region: request.region, clientRequest: request.clientRequest,
            expires: Timestamp(seconds: clock().seconds + QuorumPermit.lifetime))
    }

    /// Waits for this caller's turn.
    private func enter(_ share: ShareName, _ requester: CustodianID) async -> Turn {
        let id = state.withLock { state in
            state.next += 1
            return state.next
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let turn = state.withLock { state -> Turn? in
                    let counter = state.counters[share] ?? Counter()
                    guard counter.isBusy else {
                        state.counters[share, default: Counter()].isBusy = true
                        return .granted
                    }
                    guard counter.queue.count < Self.queueLimit, !Task.isCancelled else { return .refused }
                    state.counters[share]?.queue.append(
                        Waiter(id: id, requester: requester, continuation: continuation))
                    return nil
                }
                if let turn { return continuation.resume(returning: turn) }
                // Of its own: it ends by itself, and the asker waits in the continuation, not in a group.
                Task { [self] in
                    try? await steadyClock.sleep(for: patience)
                    giveUp(id, share)
                }
            }
        } onCancel: {
            giveUp(id, share)
        }
    }

    /// Takes a waiter out of the queue, if it is still there.
    private func giveUp(_ id: Int, _ share: ShareName) {
        let waiter = state.withLock { state -> CheckedContinuation<Turn, Never>? in
            guard let place = state.counters[share]?.queue.firstIndex(where: { $0.id == id }) else { return nil }
            return state.counters[share]?.queue.remove(at: place).continuation
        }
        waiter?.resume(returning: .refused)
    }

    /// Notes a permit as open, and returns the word that closed the one before.
    private func opened(_ permit: QuorumPermit, hash: [UInt8]) -> PermitClose? {
        state.withLock { state in
            state.counters[permit.share]?.open = (hash, permit.requester)
            state.shares[hash] = permit.share
            state.members[hash] = permit.members.map(\.custodian)
            for member in permit.members { state.load[member.custodian, default: 0] += 1 }
            return state.counters[permit.share]?.lastClose
        }
    }

    /// A requester that says nothing more holds up the others until its permit has expired, and no longer: what else it wants
    /// of the key is refused, or each of it would hold them up again.
    private func expire(_ permit: [UInt8], _ share: ShareName) {
        // Of its own: it outlives the request for the permit, and ends by itself.
        Task { [self] in
            try? await steadyClock.sleep(for: hold)
            for waiter in lapse(of: permit, share) { waiter.continuation.resume(returning: .lapsed) }
            end(permit, share)
        }
    }

    /// Takes out of the key's queue what a requester has waiting behind its own permit, if that is still open.
    private func lapse(of permit: [UInt8], _ share: ShareName) -> [Waiter] {
        state.withLock { state in
            guard let counter = state.counters[share], let open = counter.open, open.permit == permit else { return [] }
            state.counters[share]?.queue.removeAll { $0.requester == open.requester }
            return counter.queue.filter { $0.requester == open.requester }
        }
    }

    private func end(_ permit: [UInt8], _ share: ShareName) {
        let isOpen = state.withLock { state in
            guard state.shares.removeValue(forKey: permit) != nil else { return false }
            for member in state.members.removeValue(forKey: permit) ?? [] { state.load[member, default: 1] -= 1 }
            return state.counters[share]?.open?.permit == permit
        }
        if isOpen { leave(share) }
    }

    /// The next in the queue has the counter.
    private func leave(_ share: ShareName) {
        let next = state.withLock { state -> CheckedContinuation<Turn, Never>? in
            state.counters[share]?.open = nil
            guard state.counters[share]?.queue.isEmpty == false else {
                state.counters[share]?.isBusy = false
                return nil
            }
            return state.counters[share]?.queue.removeFirst().continuation
        }
        next?.resume(returning: .granted)
    }
}
