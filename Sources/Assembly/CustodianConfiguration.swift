import ByteCoding
import Configuration
import Foundation
import SystemPackage

/// What `quorate custodian --config FILE` reads. Paths in the file are relative to its folder, so that a data folder can be
/// copied; environment variables (`QUORATE_LISTEN`, ...) win over the file.
package struct CustodianConfiguration: Sendable {
    package let fleet: String
    package let id: String
    /// The address to serve on.
    package let host: String
    package let port: Int
    package let region: String
    /// The fleet's Ed25519 root key, 32 bytes, pinned.
    package let rootKey: [UInt8]
    package let charter: String
    package let identity: String
    package let sealingKey: String
    package let vault: String
    package let audit: String
    /// Whether to serve although memory could not be locked or dumps not be forbidden.
    package let allowsUnhardened: Bool

    /// - Throws: ``ConfigurationFault`` that names the file, the setting and what it should be.
    package init(file: String) async throws {
        guard FileManager.default.isReadableFile(atPath: file) else {
            throw ConfigurationFault(
                "There is no readable configuration file at \(file). `quorate dev --data DIR` writes that of custodian N to "
                    + "DIR/custodian-N/quorate.yaml.")
        }
        let reader: ConfigReader
        do {
            reader = ConfigReader(providers: [
                EnvironmentVariablesProvider().prefixKeys(with: "quorate"),
                try await FileProvider<YAMLSnapshot>(filePath: FilePath(file)),
            ])
        } catch {
            throw ConfigurationFault("The configuration file \(file) is not YAML: \(error)")
        }
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
        func text(_ key: String, meaning: String) throws -> String {
            guard let value = reader.string(forKey: ConfigKey(key)), !value.isEmpty else {
                throw ConfigurationFault("\(file) lacks `\(key)`: \(meaning).")
            }
            return value
        }
        func path(_ key: String, meaning: String) throws -> String {
            URL(fileURLWithPath: try text(key, meaning: meaning), relativeTo: folder).standardizedFileURL.path
        }
        fleet = try text("fleet", meaning: "the fleet's name")
        id = try text("id", meaning: "the custodian's id, as in its certificate")
        region = try text("region", meaning: "the region the custodian runs in")
        let listen = try text("listen", meaning: "the address to serve on, HOST:PORT")
        let parts = listen.split(separator: ":")
        guard parts.count == 2, let port = Int(parts[1]), (0...65_535).contains(port) else {
            throw ConfigurationFault("`listen: \(listen)` in \(file) is no HOST:PORT, such as 127.0.0.1:8411.")
        }
        host = String(parts[0])
        self.port = port
        let root = try text("rootKey", meaning: "the fleet's root public key, 64 hexadecimal digits")
        guard let rootKey = Hexadecimal.decode(root), rootKey.count == 32 else {
            throw ConfigurationFault("`rootKey` in \(file) is not 64 hexadecimal digits.")
        }
        self.rootKey = rootKey
        charter = try path("charter", meaning: "the file of the charter that the root key signed")
        identity = try path("identity", meaning: "the file of the sealed identity")
        sealingKey = try path("sealingKeyFile", meaning: "the file of mode 0600 that holds the sealing key")
        vault = try path("vault", meaning: "the file of the sealed shares")
        audit = try path("audit", meaning: "the folder of the audit log")
        allowsUnhardened = reader.bool(forKey: "allowUnhardened", default: false)
    }
}

/// A configuration that cannot be used; the message is for a person.
package struct ConfigurationFault: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
