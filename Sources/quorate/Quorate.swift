import ArgumentParser
import Foundation
import ProcessHardening

@main
struct Quorate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quorate", abstract: "A key management service whose keys exist only as shares.",
        subcommands: [
            DevCommand.self, HubCommand.self, GatewayCommand.self, CustodianCommand.self, FleetCommand.self,
            StatusCommand.self, KeyCommand.self, PolicyCommand.self, AccessCommand.self, PlacementCommand.self,
            AuditCommand.self, EntropyCommand.self, ForecastCommand.self, AnomaliesCommand.self,
            BenchCommand.self,
        ])

    /// Exit codes: 0 done, 1 local or usage error, 2 the service refused or failed.
    static func main() async {
        ProcessHardening.limitHeaps()
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let refusal as ServiceRefusal {
            Terminal.complain("quorate: \(refusal)")
            Foundation.exit(2)
        } catch let code as ExitCode {
            // The command has said all there is to say.
            Foundation.exit(code.rawValue)
        } catch {
            let code = exitCode(for: error)
            guard code != .success else { exit(withError: error) }
            Terminal.complain(fullMessage(for: error))
            Foundation.exit(1)
        }
    }
}

/// An error of the service, as opposed to one in the command or on this machine.
struct ServiceRefusal: Error, CustomStringConvertible {
    let description: String
}
