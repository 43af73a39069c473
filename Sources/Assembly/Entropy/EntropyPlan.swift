import Entropy
import EntropyCollectors

/// What a process demands of its randomness, and where the machine's sources are.
package struct EntropyPlan: Sendable {
    let policy: EntropyPolicy
    let sources: SourceOptions

    /// `entropy` of a node's configuration.
    ///
    /// - Throws: ``ConfigurationFault`` that names the setting.
    init(_ file: ConfigurationFile) throws {
        policy = EntropyPolicy(
            minimumSources: Int(try file.number("entropy.minimumSources", in: 0...64, default: 1)),
            freshness: .seconds(try file.number("entropy.freshnessSeconds", in: 300...86_400, default: 600)))
        let tpm: TPMEndpoint
        do {
            tpm = try file.text("entropy.tpm").map { try TPMEndpoint($0) } ?? .standard
        } catch {
            throw ConfigurationFault("`entropy.tpm` in \(file.path): \(error).")
        }
        sources = SourceOptions(
            timingFolder: file.text("entropy.timingFolder").map(file.absolute), tpm: tpm,
            tpmMinEntropy: try file.number("entropy.tpmBitsPerByte", in: 0...8, default: 0),
            token: try Self.token(file),
            ambientMinEntropy: try file.number("entropy.ambientBitsPerSample", in: 0...8, default: 0))
    }

    private static func token(_ file: ConfigurationFile) throws -> TokenOptions? {
        guard let module = file.text("entropy.pkcs11Module") else { return nil }
        let slot = try file.text("entropy.pkcs11Slot").map { text in
            guard let slot = UInt(text) else {
                throw ConfigurationFault("`entropy.pkcs11Slot: \(text)` in \(file.path) is no number of a slot.")
            }
            return slot
        }
        return TokenOptions(
            module: module, slot: slot, pinFile: file.text("entropy.pkcs11PinFile").map(file.absolute),
            minEntropy: try file.number("entropy.pkcs11BitsPerByte", in: 0...8, default: 0))
    }

    /// As environment variables say, for processes without a configuration: `QUORATE_ENTROPY_MINIMUM_SOURCES` and so on.
    ///
    /// - Throws: ``ConfigurationFault`` that names the variable.
    static func environment() throws -> EntropyPlan { try EntropyPlan(ConfigurationFile.environment()) }
}
