import ByteCoding
import Configuration
import Foundation
import SystemPackage

/// A node's configuration in YAML. Paths in the file are relative to its folder, so that a data folder can be copied;
/// environment variables (`QUORATE_LISTEN`, ...) win over the file.
struct ConfigurationFile: Sendable {
    let path: String
    private let reader: ConfigReader
    private let folder: URL

    /// - Parameter origin: which command writes such a file, for who has none.
    /// - Throws: ``ConfigurationFault`` that names the file.
    init(_ path: String, origin: String) async throws {
        guard FileManager.default.isReadableFile(atPath: path) else {
            throw ConfigurationFault("There is no readable configuration file at \(path). \(origin)")
        }
        do {
            reader = ConfigReader(providers: [
                EnvironmentVariablesProvider().prefixKeys(with: "quorate"),
                try await FileProvider<YAMLSnapshot>(filePath: FilePath(path)),
            ])
        } catch {
            throw ConfigurationFault("The configuration file \(path) is not YAML: \(error)")
        }
        self.path = path
        folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    }

    private init(path: String, reader: ConfigReader) {
        self.path = path
        self.reader = reader
        folder = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
    }

    /// The environment variables alone.
    static func environment() -> ConfigurationFile {
        ConfigurationFile(
            path: "the environment",
            reader: ConfigReader(providers: [EnvironmentVariablesProvider().prefixKeys(with: "quorate")]))
    }

    /// - Throws: ``ConfigurationFault`` where the setting is missing.
    func text(_ key: String, meaning: String) throws -> String {
        guard let value = reader.string(forKey: ConfigKey(key)), !value.isEmpty else {
            throw ConfigurationFault("\(path) lacks `\(key)`: \(meaning).")
        }
        return value
    }

    func text(_ key: String) -> String? { reader.string(forKey: ConfigKey(key)) }

    func flag(_ key: String) -> Bool { reader.bool(forKey: ConfigKey(key), default: false) }

    /// - Throws: ``ConfigurationFault`` where the setting is missing.
    func file(_ key: String, meaning: String) throws -> String { absolute(try text(key, meaning: meaning)) }

    /// A path as seen from the file's folder.
    func absolute(_ path: String) -> String {
        URL(fileURLWithPath: path, relativeTo: folder).standardizedFileURL.path
    }

    /// - Throws: ``ConfigurationFault`` where the setting is missing or no number in the range.
    func number(_ key: String, in range: ClosedRange<Double>, default value: Double) throws -> Double {
        guard let text = text(key) else { return value }
        guard let number = Double(text), range.contains(number) else {
            throw ConfigurationFault(
                "`\(key): \(text)` in \(path) is no number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    /// - Throws: ``ConfigurationFault`` where the setting is missing or no `HOST:PORT`.
    func address(_ key: String, meaning: String) throws -> (host: String, port: Int) {
        let text = try text(key, meaning: "\(meaning), HOST:PORT")
        guard let address = SocketName(text), address.isIPv4 else {
            throw ConfigurationFault(
                "`\(key): \(text)` in \(path) is no HOST:PORT with an IPv4 address, such as 127.0.0.1:8411.")
        }
        return (address.host, address.port)
    }

    /// The address where the node says how it does; nil where none is configured.
    ///
    /// - Throws: ``ConfigurationFault``.
    func operationsAddress() throws -> (host: String, port: Int)? {
        guard text("operations") != nil else { return nil }
        let address = try address("operations", meaning: "the address for health and metrics")
        try Plaintext.check(self, "operations", host: address.host)
        return address
    }

    /// The fleet's pinned root key.
    ///
    /// - Throws: ``ConfigurationFault``.
    func rootKey() throws -> [UInt8] {
        let text = try text("rootKey", meaning: "the fleet's root public key, 64 hexadecimal digits")
        guard let key = Hexadecimal.decode(text), key.count == 32 else {
            throw ConfigurationFault("`rootKey` in \(path) is not 64 hexadecimal digits.")
        }
        return key
    }
}

/// `HOST:PORT`.
package struct SocketName: Sendable {
    package let host: String
    package let port: Int

    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, let port = Int(parts[1]), (0...65_535).contains(port) else {
            return nil
        }
        host = String(parts[0])
        self.port = port
    }

    /// Whether it can be listened on: servers bind IPv4 addresses.
    package var isIPv4: Bool {
        let octets = host.split(separator: ".", omittingEmptySubsequences: false)
        return octets.count == 4 && octets.allSatisfy { UInt8($0) != nil }
    }

    package var isLoopback: Bool { host == "localhost" || host.hasPrefix("127.") }
}

/// A configuration that cannot be used; the message is for a person.
package struct ConfigurationFault: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
