import ArgumentParser
import Assembly
import Foundation

struct DevCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dev", abstract: "Run a whole small fleet on this machine.",
        discussion: "Hub and gateway in this process, custodians as processes of their own, all on 127.0.0.1. The data "
            + "survives a restart. Stop it with SIGTERM or Ctrl-C.")

    @Option(help: "The folder of the fleet's data.")
    var data = "dev-fleet"

    @Option(help: "The KMS API's port; the admin API is on the next, custodians from ten above. 0 takes any.")
    var portBase = 8_400

    @Option(help: "The AWS account id that keys belong to.")
    var account = "000000000000"

    @Option(help: "How many custodians: 3 to 20.")
    var custodians = 5

    @Option(help: "How many of them a key needs.")
    var threshold = 3

    @Option(help: "How many custodians besides that hold no shares and rebuild keys beside a gateway: 0 to 20.")
    var requesters = 0

    @Option(help: "The suite of symmetric keys without the tag quorate:suite, such as replicated-aes.")
    var suite: String?

    @Option(help: .hidden)
    var importTokenSeconds: Double = 86_400

    @Option(
        name: .customLong("decrypt-cache"),
        help: "For how many seconds the gateway may decrypt a ciphertext again without asking custodians; 0: never.")
    var decryptCacheSeconds: Double = 0

    @Option(help: "How many requests a second one client may send; 0: any number.")
    var requestsPerSecond: Double = 0

    @Option(help: "After how many seconds an audit log to which records were added gets a signed checkpoint.")
    var checkpointSeconds: Double = 60

    @Option(help: "A folder in which each node writes the spans of the traces that it takes part in.")
    var traces: String?

    @Option(help: "The share of requests without a trace of their own that begin one: 0 to 1.")
    var traceSample: Double = 0

    @Flag(help: "Start empty: delete what is in the folder.")
    var fresh = false

    @OptionGroup var logs: LogOptions

    func run() async throws {
        let options = try DevOptions(
            folder: data, portBase: portBase, account: account, custodians: custodians, quorum: threshold,
            requesters: requesters, isFresh: fresh, executable: Self.executable, logArguments: logs.arguments,
            importTokenSeconds: importTokenSeconds, decryptCacheSeconds: decryptCacheSeconds, suite: suite,
            requestsPerSecond: requestsPerSecond, checkpointSeconds: checkpointSeconds,
            traces: traces, traceSample: traceSample)
        try await DevFleet(options, logger: logs.makeLogger("dev")).run { Terminal.print($0) }
    }

    private static var executable: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    }
}
