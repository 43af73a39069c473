import AdminAPI
import AdminClient
import ArgumentParser

struct AccessCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make an access key for a user.",
        discussion: """
            A user exists from its first access key on. Key policies and grants say what it may do; the policy that a key \
            gets by default leaves all to all users of its account.
            """)

    @Argument(help: "The user's name, as in arn:aws:iam::ACCOUNT:user/NAME.")
    var user: String

    @Option(help: "The AWS account id of the user; needed where the hub has no gateway of its own.")
    var account: String?

    @OptionGroup var admin: AdminOptions

    func run() async throws {
        try Self.show(try await admin.call { try await $0.createAccessKey(user: user, account: account) }, admin)
    }

    /// Prints a new access key, whose secret nobody shows again.
    static func show(_ key: AccessKeyDescription, _ admin: AdminOptions) throws {
        guard admin.format == .table else { return try Terminal.print(json: key) }
        Terminal.print("# access key of \(key.arn); its secret is not shown again")
        Terminal.print("export AWS_ACCESS_KEY_ID=\(key.accessKeyId)")
        Terminal.print("export AWS_SECRET_ACCESS_KEY=\(key.secretAccessKey ?? "")")
    }
}
