import AuditLog
import Coordination
import Foundation
import Gateway
import KeyMap
package import SecretSharing

/// What `quorate dev` is told.
package struct DevOptions: Sendable {
    package let folder: String
    package let portBase: Int
    package let account: String
    package let threshold: Threshold
    /// How many custodians there are besides that hold no shares and rebuild keys.
    package let requesters: Int
    package let isFresh: Bool
    /// The executable that runs custodians: this one.
    package let executable: String
    /// For how long the parameters of an import serve.
    package let importTokenSeconds: Double
    /// What bounds the outputs of decryptions that the gateway keeps; nil where it keeps none.
    let decryptCache: DerivationLimits?
    /// The suite of keys that name none and can have it; nil for the usual one.
    let suite: SuiteChoice?
    /// How much one client may have of the gateway.
    let limits: AdmissionLimits
    /// How often audit logs get checkpoints.
    let checkpoints: CheckpointSchedule
    /// The folder of the nodes' spans; nil for none.
    let traces: String?
    private let traceSample: Double
    /// What custodians are told of logs: `--log-level` and `--log-format`.
    package let logArguments: [String]

    /// Where a node writes its spans, by the name of its folder; nil for nowhere.
    func tracing(of node: String) -> TracingPlan? {
        traces.map { TracingPlan(file: "\($0)/\(node).jsonl", sample: traceSample) }
    }

    /// All custodians, those without shares too.
    var custodianCount: Int { threshold.count + requesters }

    /// - Throws: ``ConfigurationFault`` for options that make no fleet.
    package init(
        folder: String, portBase: Int, account: String, custodians: Int, quorum: Int, requesters: Int = 0,
        isFresh: Bool,
        executable: String, logArguments: [String] = [], importTokenSeconds: Double = 86_400,
        decryptCacheSeconds: Double = 0, suite: String? = nil, requestsPerSecond: Double = 0,
        checkpointSeconds: Double = CheckpointSchedule.standard.seconds, traces: String? = nil,
        traceSample: Double = 0
    ) throws {
        guard (0...1).contains(traceSample) else {
            throw ConfigurationFault("--trace-sample takes a number from 0 to 1, not \(traceSample).")
        }
        self.traces = traces.map { URL(fileURLWithPath: $0).standardizedFileURL.path }
        self.traceSample = traceSample
        guard (1...86_400).contains(checkpointSeconds) else {
            throw ConfigurationFault("--checkpoint-seconds takes seconds from 1 to 86400, not \(checkpointSeconds).")
        }
        checkpoints = CheckpointSchedule(records: CheckpointSchedule.standard.records, seconds: checkpointSeconds)
        guard (0...1_000_000).contains(requestsPerSecond) else {
            throw ConfigurationFault(
                "--requests-per-second takes a number from 0, for any, to 1000000; not \(requestsPerSecond).")
        }
        limits = AdmissionLimits(rate: requestsPerSecond > 0 ? requestsPerSecond : nil)
        self.suite = try suite.map { try SuiteChoice.checked($0, "--suite") }
        self.account = try AccountID.checked(account, "--account")
        guard portBase == 0 || (1_024...65_000).contains(portBase) else {
            throw ConfigurationFault("--port-base takes a port from 1024 to 65000, or 0 for any; not \(portBase).")
        }
        guard quorum < custodians else {
            throw ConfigurationFault(
                "--threshold \(quorum) of --custodians \(custodians): the threshold must be below the number of custodians, "
                    + "so that the loss of one is survived.")
        }
        guard (0...20).contains(requesters) else {
            throw ConfigurationFault("--requesters takes a number from 0 to 20, not \(requesters).")
        }
        guard (0...DerivationLimits.longest).contains(decryptCacheSeconds) else {
            throw ConfigurationFault(
                "--decrypt-cache takes seconds from 0 to \(Int(DerivationLimits.longest)), not \(decryptCacheSeconds).")
        }
        do {
            threshold = try Threshold(quorum: quorum, of: custodians)
        } catch {
            throw ConfigurationFault("\(error.message).")
        }
        self.folder = folder
        self.portBase = portBase
        self.requesters = requesters
        self.isFresh = isFresh
        self.executable = executable
        self.logArguments = logArguments
        self.importTokenSeconds = importTokenSeconds
        decryptCache = DerivationLimits(seconds: decryptCacheSeconds)
    }
}
