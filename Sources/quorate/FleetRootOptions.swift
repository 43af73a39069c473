import AdminClient
import ArgumentParser
import Assembly
import Foundation

/// The fleet's root.
struct FleetRootOptions: ParsableArguments {
    @Option(help: "The folder of the root key.")
    var root: String

    func open() throws -> RootFolder { try RootFolder(root) }
}

/// A charter that was signed: to a file, or to the hub at once.
struct CharterDelivery {
    let out: String?
    let admin: AdminOptions

    func deliver(_ charter: [UInt8]) async throws {
        guard let out else {
            let overview = try await admin.call { try await $0.publish(charter: charter) }
            return try FleetOverviewView.print(overview, format: admin.format)
        }
        try Data(charter).write(to: URL(fileURLWithPath: out), options: .atomic)
        Terminal.print("the next charter is in \(out): quorate fleet publish \(out)")
    }
}
