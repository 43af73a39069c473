import ArgumentParser
import Assembly
import Logging

/// A test build of the real custodian that misbehaves on purpose. Never installed; the tests put it in the place of an
/// honest one.
@main
struct LyingCustodian: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lying-custodian", abstract: "A custodian that lies, for tests.")

    @Option(help: "The custodian's quorate.yaml.")
    var config: String

    @Option(help: "How it lies.")
    var lie: Lie

    @Option(
        help:
            "The gateway or custodian that it lies to, by its id; it is honest to all others. Said more than once for several; to everybody if nothing is said."
    )
    var onlyTo: [String] = []

    @Option(help: "Milliseconds by which a slow one is late.")
    var delay = 150

    func run() async throws {
        let configuration = try await CustodianConfiguration(file: config)
        let logger = Logs.make(configuration.id, level: .notice, format: .text)
        let (lie, victims, delay) = (lie, Set(onlyTo), Duration.milliseconds(delay))
        try await CustodianProcess.run(logger: logger) {
            try await CustodianAssembly.services(configuration, logger: logger) { honest, signer in
                DishonestCustodian(
                    honest: honest, conduct: LyingConduct(lie: lie, delay: delay, signer: signer), victims: victims)
            }
        }
    }
}
