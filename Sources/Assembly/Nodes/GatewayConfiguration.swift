import AuditLog
import Coordination
import Gateway
import KeyMap

/// What `quorate gateway --config FILE` reads.
package struct GatewayConfiguration: Sendable {
    package let id: String
    /// The address of the KMS API.
    let host: String
    let port: Int
    /// What clients of the KMS API see; nil for plain HTTP.
    let tls: FrontTLS?
    let limits: AdmissionLimits
    let account: String
    let files: NodeFiles
    let access: String
    let audit: String
    let checkpoints: CheckpointSchedule
    /// Where spans are written; nil for nowhere.
    let tracing: TracingPlan?
    let entropy: EntropyPlan
    /// Where the node says how it does; nil for nowhere.
    let operations: (host: String, port: Int)?
    /// The file of the counts of uses.
    let usage: String
    /// What bounds the outputs of decryptions that are kept; nil where none are.
    let decryptCache: DerivationLimits?
    /// `defaultSuite`: the suite of keys that name none and can have it; nil for the usual one.
    let defaultSuite: SuiteChoice?

    /// - Throws: ``ConfigurationFault`` that names the file, the setting and what it should be.
    package init(file path: String) async throws {
        let file = try await ConfigurationFile(path, origin: "`quorate gateway join` writes one.")
        files = try NodeFiles(file)
        id = files.id
        (host, port) = try file.address("kms", meaning: "the address of the KMS API")
        tls = try FrontTLS(file)
        try Plaintext.check(file, "kms", host: host, tls: tls)
        limits = try AdmissionLimits(file)
        account = try AccountID.checked(
            file.text("account", meaning: "the AWS account id that keys belong to"), "`account` in \(path)")
        access = try file.file("access", meaning: "the file of the sealed access key")
        audit = try file.file("audit", meaning: "the folder of the audit log")
        checkpoints = try CheckpointSchedule(file)
        tracing = try TracingPlan(file)
        entropy = try EntropyPlan(file)
        operations = try file.operationsAddress()
        usage = file.absolute(file.text("usage") ?? "usage.sqlite")
        decryptCache = try DerivationLimits(file)
        defaultSuite = try file.text("defaultSuite").map { try SuiteChoice.checked($0, "`defaultSuite` in \(path)") }
    }
}

extension SuiteChoice {
    /// - Throws: ``ConfigurationFault`` that names the setting, unless it is one of ``names``.
    static func checked(_ name: String, _ setting: String) throws -> SuiteChoice {
        guard let choice = SuiteChoice(name: name) else {
            throw ConfigurationFault("\(setting) takes one of \(names.joined(separator: ", ")), not \(name).")
        }
        return choice
    }
}

/// An AWS account id.
enum AccountID {
    /// - Throws: ``ConfigurationFault`` that names the setting, unless it has 12 digits.
    static func checked(_ text: String, _ setting: String) throws -> String {
        guard text.utf8.count == 12, text.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) else {
            throw ConfigurationFault("\(setting) takes an AWS account id of 12 digits, not \(text).")
        }
        return text
    }
}
