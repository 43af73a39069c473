import AdminAPI
import AdminClient
import ArgumentParser
import Foundation

struct AccessListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the access keys of all users.")

    @OptionGroup var admin: AdminOptions

    func run() async throws {
        let keys = try await admin.call { try await $0.accessKeys() }
        guard admin.format == .table else { return try Terminal.print(json: keys) }
        Terminal.print(
            table: [["ACCESS KEY", "USER", "CREATED", "ENDS"]]
                + keys.map { [$0.accessKeyId, $0.arn, Self.time($0.created), $0.ends.map(Self.time) ?? "-"] })
    }

    private static func time(_ seconds: Double) -> String {
        Date(timeIntervalSince1970: seconds).formatted(.iso8601)
    }
}
