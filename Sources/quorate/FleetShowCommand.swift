import AdminAPI
import AdminClient
import ArgumentParser

struct FleetShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show who is in the fleet, and who goes by which charter.")

    @OptionGroup var admin: AdminOptions

    func run() async throws {
        let overview = try await admin.call { try await $0.fleet() }
        try FleetOverviewView.print(overview, format: admin.format)
    }
}

enum FleetOverviewView {
    static func print(_ overview: FleetOverview, format: OutputFormat) throws {
        guard format == .table else { return try Terminal.print(json: overview) }
        Terminal.print(
            "fleet \(overview.fleet), charter \(overview.charter), fleet key \(overview.fleetKey), "
                + "least quorum \(overview.leastQuorum)")
        Terminal.print(
            table: [["NODE", "REGION", "JURISDICTION", "CHARTER"]]
                + overview.nodes.map { node in
                    [
                        "\(node.role) \(node.id)", node.region, node.jurisdiction,
                        node.charter.map { "\($0)" } ?? "not connected",
                    ]
                })
        if !overview.former.isEmpty { Terminal.print("left: \(overview.former.joined(separator: " "))") }
    }
}
