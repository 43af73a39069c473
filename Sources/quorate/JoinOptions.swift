import ArgumentParser
import Assembly
import Foundation

/// What every new node is told.
struct JoinOptions: ParsableArguments {
    @Option(help: "The token of `quorate fleet invite`, or - to read it from standard input.")
    var token: String

    @Option(help: "A new folder for the node.")
    var data: String

    @Option(help: "The region that the node is in, such as eu-central-1.")
    var region: String

    @Option(help: "Whose law the node is under, such as eu.")
    var jurisdiction = ""

    @Option(help: "For how many seconds to wait for the approval.")
    var wait: Double = 600

    /// - Throws: a usage error where standard input has no token.
    func readToken() throws -> String {
        guard token == "-" else { return token }
        guard let line = readLine() else { throw ValidationError("There is no token on standard input.") }
        return line
    }

    func run(_ joining: NodeJoining) async throws {
        try await ProcessEntropy.begin(command: "join")
        do {
            let summary = try await joining.join(limit: .seconds(wait)) { fingerprint in
                Terminal.complain("waiting for approval (quorate fleet approve); fingerprint \(fingerprint)")
            }
            Terminal.print(summary)
        } catch let failure as NotJoined {
            throw ServiceRefusal(description: failure.description)
        }
    }
}
