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

    func run() async throws {
        let configuration = try await CustodianConfiguration(file: config)
        let logger = Logs.make(configuration.id, level: .notice, format: .text)
        let lie = lie
        try await CustodianProcess.run(logger: logger) {
            try await CustodianAssembly.services(configuration, logger: logger) { honest, signer in
                DishonestCustodian(honest: honest, lie: lie, signer: signer)
            }
        }
    }
}

/// The ways to lie that the fleet must survive.
enum Lie: String, ExpressibleByArgument, CaseIterable {
    /// Another group element or scalar than the share's; an honest proof beside it.
    case wrongPartial = "wrong-partial"
    /// The right partial under a proof that does not hold; for signatures, a wrong share.
    case wrongProof = "wrong-proof"
    /// A right result that claims another epoch.
    case staleEpoch = "stale-epoch"
    /// Bytes that are no element and no scalar.
    case garbage
    /// Nonce commitments that are no elements, under a good signature.
    case badNonces = "bad-nonces"
    /// Of replicated keys, a wrong value of one subset; all else is right.
    case wrongValue = "wrong-value"
    /// No answer at all.
    case silent
}
