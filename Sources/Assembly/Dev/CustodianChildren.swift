import FleetIdentity
import Foundation
import KeyMap
import Logging
import ServiceLifecycle

/// The dev fleet's custodians: processes of their own, started with the fleet and stopped with it. One that ends before is
/// not started again by itself.
final class CustodianChildren: Service {
    private let children: [Child]
    private let logger: Logger

    struct Child: Sendable {
        let custodian: CustodianRecord
        let configuration: String
        let process: Process
    }

    init(children: [Child], logger: Logger) {
        self.children = children
        self.logger = logger
    }

    /// Starts one process a custodian, from a thread that lasts as long as this process: the kernel ends a child with the
    /// *thread* that started it (PR_SET_PDEATHSIG), and the threads of the pools come and go.
    ///
    /// - Throws: where a process cannot be started; those that were are ended.
    static func start(
        _ custodians: [CustodianRecord], folder: DevFolder, options: DevOptions
    ) async throws -> [Child] {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result { try spawn(custodians, folder: folder, options: options) })
                while true { sleep(.max) }
            }
        }
    }

    private static func spawn(
        _ custodians: [CustodianRecord], folder: DevFolder, options: DevOptions
    ) throws -> [Child] {
        var children: [Child] = []
        for custodian in custodians {
            let configuration = "\(folder.custodian(Int(custodian.ordinal)))/quorate.yaml"
            let process = Process()
            process.executableURL = URL(fileURLWithPath: options.executable)
            process.arguments =
                [
                    "custodian", "--config", configuration, "--parent", "\(ProcessInfo.processInfo.processIdentifier)",
                ] + options.logArguments
            // Each custodian of a dev fleet has a sealing key of its own, in its folder.
            var environment = ProcessInfo.processInfo.environment
            environment[SealingKey.environmentVariable] = nil
            process.environment = environment
            process.standardInput = FileHandle.nullDevice
            do {
                try process.run()
            } catch {
                for child in children { child.process.terminate() }
                throw ConfigurationFault(
                    "Custodian \(custodian.id) could not be started from \(options.executable): \(error)")
            }
            children.append(Child(custodian: custodian, configuration: configuration, process: process))
        }
        return children
    }

    var pids: [CustodianID: Int32] {
        Dictionary(uniqueKeysWithValues: children.map { ($0.custodian.id, $0.process.processIdentifier) })
    }

    /// The first custodian that has ended, with its exit code.
    var ended: (custodian: CustodianID, status: Int32)? {
        children.first { !$0.process.isRunning }.map { ($0.custodian.id, $0.process.terminationStatus) }
    }

    func run() async throws {
        try? await gracefulShutdown()
        await stop()
    }

    /// Ends the custodians, and returns when they have ended. Takes its time also in a task that was cancelled, because
    /// another part has failed.
    func stop() async {
        await Task.detached { [self] in
            for child in children where child.process.isRunning { child.process.terminate() }
            for _ in 0..<100 where children.contains(where: \.process.isRunning) {
                try? await Task.sleep(for: .milliseconds(50))
            }
            for child in children where child.process.isRunning {
                logger.warning(
                    "killing a custodian that does not stop", metadata: ["custodian": "\(child.custodian.id)"])
                kill(child.process.processIdentifier, SIGKILL)
            }
        }.value
    }
}
