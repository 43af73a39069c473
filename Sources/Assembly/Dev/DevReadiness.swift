import Coordination
import Hub
import KeyMap
import ServiceLifecycle
import Synchronization

/// Whether all of a dev fleet serves: both interfaces, and every custodian connected and with the key map.
final class DevReadiness: Sendable {
    private let roster: Roster
    private let feed: ReplicaFeed
    private let custodians: [CustodianID]
    private let children: CustodianChildren
    private let running = Mutex(0)

    init(roster: Roster, feed: ReplicaFeed, custodians: [CustodianID], children: CustodianChildren) {
        self.roster = roster
        self.feed = feed
        self.custodians = custodians
        self.children = children
    }

    func apiIsRunning() {
        running.withLock { $0 += 1 }
    }

    /// - Throws: ``ConfigurationFault`` where a custodian ended instead of serving.
    func check() throws -> Bool {
        if let ended = children.ended {
            throw ConfigurationFault(
                "Custodian \(ended.custodian) ended with exit code \(ended.status) before the fleet was ready; its reason "
                    + "is above.")
        }
        return missing.isEmpty
    }

    /// What the fleet waits for, for a person to read.
    var missing: [String] {
        let acknowledged = feed.acknowledged
        let pids = children.pids
        let late = custodians.compactMap { custodian -> String? in
            let name = "\(custodian) (process \(pids[custodian] ?? 0))"
            if !roster.isConnected(custodian) { return "\(name) is not connected" }
            return acknowledged[custodian] == nil ? "\(name) has no key map yet" : nil
        }
        return late + (running.withLock { $0 == 2 } ? [] : ["the KMS API or the admin API does not listen"])
    }
}

/// Waits for a fleet to serve, says so once, and rests.
struct Readiness: Service {
    let readiness: DevReadiness
    let onReady: @Sendable () -> Void

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            for _ in 0..<600 {
                if try readiness.check() {
                    onReady()
                    return
                }
                // Cancelled where the process is to end before it serves.
                guard (try? await Task.sleep(for: .milliseconds(50))) != nil else { return }
            }
            throw ConfigurationFault(
                "The fleet was not ready after 30 seconds: \(readiness.missing.joined(separator: ", ")). Their logs are above, "
                    + "on this process's standard error; --log-level debug says more.")
        }
    }
}
