import ByteCoding
import Crypto
import Entropy
import EntropyCollectors
import Foundation
import KeyMaterial
import Logging
import Secrets
import ServiceLifecycle

/// The randomness of this process: a pool that everything draws from, and what feeds it.
package struct ProcessEntropy: Sendable {
    /// How long a process waits at its start until it may make keys; one that may not serves all the same.
    private static let patience = Duration.seconds(5)

    let harvester: EntropyHarvester

    /// Makes the pool, lets it be fed once, and has the process draw from it.
    ///
    /// - Parameter name: of the node or command.
    /// - Throws: where OpenSSL does not take the pool for its own.
    static func begin(_ plan: EntropyPlan, as name: String) async throws -> ProcessEntropy {
        let pool = EntropyPool(policy: plan.policy, personalization: personalization(name))
        let harvester = EntropyHarvester(
            sources: SourceCatalog(plan.sources).sources, pool: pool, now: SystemTime.now)
        ProcessRandom.draw(from: pool)
        try OpenSSLRandom.drawFromProcess()
        _ = await harvester.prime(for: patience)
        return ProcessEntropy(harvester: harvester)
    }

    /// Has a command draw from a pool too, one that makes keys and ends.
    ///
    /// - Throws: ``ConfigurationFault`` where no keys may be made; nothing has been made then.
    package static func begin(command: String) async throws {
        try await begin(.environment(), as: "quorate \(command)").requireKeys()
    }

    var report: EntropyReport { harvester.report }
    /// Whether keys may be made now.
    var isSufficient: Bool { harvester.isSufficient }

    /// - Throws: ``ConfigurationFault`` where no keys may be made; nothing has been made then.
    func requireKeys() throws {
        guard !isSufficient else { return }
        throw ConfigurationFault(
            "No keys are made: \(report.shortfall). Look at `quorate entropy sources`; on a machine without sources that "
                + "count, QUORATE_ENTROPY_MINIMUM_SOURCES=0 takes the kernel's generator alone.")
    }

    /// What runs as long as the process.
    func services(logger: Logger) -> [any Service] {
        [EntropyHarvest(harvester: harvester), EntropyWatch(harvester: harvester, logger: logger)]
    }

    /// What tells this process from every other, 48 bytes: two that share a state by accident differ in it.
    private static func personalization(_ name: String) -> [UInt8] {
        var writer = ByteWriter()
        writer.write("quorate process v1")
        writer.write(name)
        writer.write((try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)) ?? "")
        writer.write(UInt32(bitPattern: ProcessInfo.processInfo.processIdentifier))
        writer.write(fixed: SystemTime.now().encoded)
        return Array(SHA384.hash(data: writer.bytes))
    }
}

/// Feeds the pool.
private struct EntropyHarvest: Service {
    let harvester: EntropyHarvester

    func run() async throws {
        await cancelWhenGracefulShutdown { await harvester.run() }
    }
}
