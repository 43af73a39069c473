import ByteCoding
import FleetIdentity
import Foundation

/// The identity keys that checkpoints are verified with: given by hand, or those of the charters that lie with the logs.
package struct CheckpointKeys: Sendable {
    private let given: [String: [UInt8]]
    /// The newest first.
    private let charters: [FleetCharter]
    /// Where the keys come from, for people.
    package let sources: [String]

    /// - Parameters:
    ///   - folders: of logs; each charter in one of them, beside it or above it is read.
    ///   - files: charters to go by instead.
    ///   - rootKey: the fleet's root key in hexadecimal digits, which has to have signed each charter; unchecked if nil.
    ///   - keys: `SPIFFE-ID=KEY` in hexadecimal digits, which win over charters.
    /// - Throws: ``ConfigurationFault``.
    package init(folders: [String], files: [String], rootKey: String?, keys: [String]) throws {
        given = try Self.parsed(keys)
        let root = try rootKey.map { try Self.key($0, "--root-key") }
        var found: [(charter: FleetCharter, path: String)] = []
        for path in files { found.append((try Self.charter(path, root), path)) }
        if files.isEmpty {
            for path in Self.candidates(folders) {
                do {
                    found.append((try Self.charter(path, root), path))
                } catch {
                    guard root == nil else { throw error }
                }
            }
        }
        found.sort { $0.charter.revision > $1.charter.revision }
        charters = found.map(\.charter)
        var sources: [String] = []
        for (charter, path) in found where !sources.contains(where: { $0.hasPrefix("charter \(charter.revision) of") })
        {
            let trust = root == nil ? ", on trust: --root-key checks it" : ""
            sources.append("charter \(charter.revision) of \(charter.fleet) in \(path)\(trust)")
        }
        self.sources = sources
    }

    /// Whether the caller has said which keys to go by.
    package static func isExplicit(files: [String], rootKey: String?, keys: [String]) -> Bool {
        !files.isEmpty || rootKey != nil || !keys.isEmpty
    }

    /// The Ed25519 key of a node by its SPIFFE id, 32 bytes; nil where nothing names it.
    package subscript(node: String) -> [UInt8]? {
        if let key = given[node] { return key }
        guard let name = try? SPIFFEIdentity(uri: node) else { return nil }
        return charters.lazy.compactMap { $0.lastingIdentityKey(of: name) }.first
    }

    private static func candidates(_ folders: [String]) -> [String] {
        var paths: [String] = []
        for folder in folders {
            var place = URL(fileURLWithPath: folder).standardizedFileURL
            for _ in 0..<3 {
                let path = place.appendingPathComponent("charter.signed").path
                if !paths.contains(path), FileManager.default.fileExists(atPath: path) { paths.append(path) }
                place.deleteLastPathComponent()
            }
        }
        return paths
    }

    private static func charter(_ path: String, _ root: [UInt8]?) throws -> FleetCharter {
        do {
            let signed = try SignedCharter(file: path)
            return try root.map { try signed.verify(rootPublicKey: $0) } ?? signed.contentOnTrust()
        } catch {
            throw ConfigurationFault("The charter in \(path) cannot be used: \(error)")
        }
    }

    private static func parsed(_ keys: [String]) throws -> [String: [UInt8]] {
        var given: [String: [UInt8]] = [:]
        for text in keys {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw ConfigurationFault("--key takes SPIFFE-ID=KEY, not \(text).")
            }
            given[parts[0]] = try key(parts[1], "--key")
        }
        return given
    }

    private static func key(_ text: String, _ option: String) throws -> [UInt8] {
        guard let key = Hexadecimal.decode(text), key.count == 32 else {
            throw ConfigurationFault("\(option) takes an Ed25519 public key of 64 hexadecimal digits, not \(text).")
        }
        return key
    }
}
