import AdminAPI
import AdminClient
import ArgumentParser

struct KeyUsageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "usage", abstract: "Say how often keys were used, by version and operation.",
        discussion:
            "Every use is counted before it begins. After a crash of the gateway a count may be a little too high.")

    @Argument(help: "The key's id or ARN, or an alias or its ARN; all keys where none is named.")
    var key: String?

    @Option(help: "The region of the key, where keys of several regions have the same alias or id.")
    var region: String?

    @OptionGroup var admin: AdminOptions

    func run() async throws {
        let counts = try await admin.call { client in
            let counts = try await client.usage()
            guard let name = key else { return counts }
            let key = try await client.key(name, region: region)
            return counts.filter { $0.key == key.id && $0.region == key.region }
        }
        guard admin.format == .table else { return try Terminal.print(json: counts) }
        Terminal.print(
            table: [["KEY", "REGION", "VERSION", "OPERATION", "USES"]]
                + counts.map { [$0.key, $0.region, "\($0.version)", $0.operation, "\($0.count)"] })
    }
}
