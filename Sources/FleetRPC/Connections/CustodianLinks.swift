package import FleetIdentity
package import KeyMap
package import Logging
package import ServiceLifecycle
import Synchronization

/// A link to one custodian.
package protocol NodeLink: Sendable {
    var isConnected: Bool { get }
    /// What has to run for it to work.
    var services: [any Service] { get }
    /// For how long it may go on answering what it was asked, when another takes its place.
    var grace: Duration { get }
}

/// A link to every custodian of the charter, as charter and certificates change. When this node's certificate is renewed, the
/// links that show the old one are replaced one after the other, so that no more than one is missing at a time.
package final class CustodianLinks<Link: NodeLink>: Service {
    /// A reference, so that looking up a link copies none of this.
    private final class Entry: Sendable {
        let record: CustodianRecord
        /// This node's certificate that the link shows.
        let certificate: [UInt8]
        let link: Link
        let ended: AsyncStream<Duration>
        private let end: AsyncStream<Duration>.Continuation

        init(_ record: CustodianRecord, certificate: [UInt8], link: Link) {
            self.record = record
            self.certificate = certificate
            self.link = link
            (ended, end) = AsyncStream<Duration>.makeStream()
        }

        func end(after grace: Duration) {
            end.yield(grace)
            end.finish()
        }
    }

    /// How long a new link may take before the next one is replaced.
    private static var patience: Duration { .seconds(5) }

    /// After how long without a connection a custodian's name is looked up again.
    private static var nameLife: Duration { .seconds(10) }

    private let node: FleetNode
    private let own: CustodianID?
    private let logger: Logger
    private let make: @Sendable (CustodianRecord) throws -> Link
    private let entries: Mutex<[CustodianID: Entry]>
    private let starts: AsyncStream<Entry>
    private let start: AsyncStream<Entry>.Continuation

    /// - Parameters:
    ///   - own: the custodian that this node is itself.
    ///   - make: a link to a custodian, not yet running.
    package init(
        node: FleetNode, except own: CustodianID? = nil, logger: Logger,
        make: @escaping @Sendable (CustodianRecord) throws -> Link
    ) {
        self.node = node
        self.own = own
        self.logger = logger
        self.make = make
        entries = Mutex([:])
        (starts, start) = AsyncStream<Entry>.makeStream()
        follow()
    }

    package subscript(_ custodian: CustodianID) -> Link? { entries.withLock { $0[custodian]?.link } }

    package func run() async throws {
        await withDiscardingTaskGroup { group in
            group.addTask { [self] in
                for await _ in node.membership.changes.cancelOnGracefulShutdown() { follow() }
                // Shutdown, which the links see themselves.
                start.finish()
            }
            group.addTask { [self] in
                for await _ in node.credentials.renewals.cancelOnGracefulShutdown() { await replaceOutdated() }
            }
            group.addTask { [self] in
                await cancelWhenGracefulShutdown { [self] in await lookUpAgain() }
            }
            for await entry in starts { group.addTask { [self] in await run(entry) } }
        }
    }

    /// Ends the links to whom the charter does not name any more, and begins those to whom it names anew.
    private func follow() {
        let wanted = node.membership.charter.custodians.filter { $0.id != own }
        let gone = entries.withLock { entries in
            entries.filter { id, entry in !wanted.contains { $0 == entry.record } }
        }
        for (id, entry) in gone {
            entries.withLock { $0[id] = nil }
            entry.end(after: .zero)
        }
        for record in wanted where self[record.id] == nil { begin(record) }
    }

    private func replaceOutdated() async {
        let certificate = node.credentials.tls.certificate
        for old in entries.withLock({ Array($0.values) }) where old.certificate != certificate && isNamed(old.record) {
            old.end(after: old.link.grace)
            guard let link = begin(old.record) else { continue }
            let deadline = ContinuousClock.now + Self.patience
            while !link.isConnected, ContinuousClock.now < deadline, !Task.isCancelled {
                try? await Task.sleep(for: .milliseconds(20))
            }
        }
    }

    /// Begins links anew to custodians whose names may stand for other addresses by now.
    private func lookUpAgain() async {
        var lost: [CustodianID: ContinuousClock.Instant] = [:]
        while !Task.isCancelled {
            for (id, entry) in entries.withLock({ $0 }) where !NodeChannel.isAddress(entry.record.endpoint) {
                guard !entry.link.isConnected else {
                    lost[id] = nil
                    continue
                }
                guard let since = lost[id] else {
                    lost[id] = .now
                    continue
                }
                guard ContinuousClock.now - since > Self.nameLife else { continue }
                lost[id] = nil
                entry.end(after: .zero)
                begin(entry.record)
            }
            try? await Task.sleep(for: .seconds(1))
        }
    }

    private func isNamed(_ record: CustodianRecord) -> Bool {
        node.membership.charter.custodians.contains(record)
    }

    /// - Returns: nil where the custodian cannot be reached, or the charter has changed under way and does not name it so.
    @discardableResult
    private func begin(_ record: CustodianRecord) -> Link? {
        do {
            let entry = Entry(record, certificate: node.credentials.tls.certificate, link: try make(record))
            let isWanted = entries.withLock { entries in
                guard isNamed(record) else { return false }
                entries[record.id] = entry
                return true
            }
            guard isWanted else { return nil }
            start.yield(entry)
            return entry.link
        } catch {
            entries.withLock { $0[record.id] = nil }
            logger.error(
                "a custodian cannot be reached", metadata: ["custodian": "\(record.id)", "reason": "\(error)"])
            return nil
        }
    }

    private func run(_ entry: Entry) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [logger] in
                await withDiscardingTaskGroup { services in
                    for service in entry.link.services {
                        services.addTask {
                            do {
                                try await service.run()
                            } catch {
                                logger.debug(
                                    "a link ended",
                                    metadata: ["custodian": "\(entry.record.id)", "reason": "\(error)"])
                            }
                        }
                    }
                }
            }
            group.addTask {
                for await grace in entry.ended { try? await Task.sleep(for: grace) }
            }
            await group.next()
            group.cancelAll()
        }
    }
}
