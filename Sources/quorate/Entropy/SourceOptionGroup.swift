import ArgumentParser
import EntropyCollectors

/// Where the sources of this machine are.
struct SourceOptionGroup: ParsableArguments {
    @Option(help: "A TPM 2.0: the path of a device, unix:PATH of a socket, or tcp:ADDRESS:PORT.")
    var tpm = "/dev/tpmrm0"

    @Option(help: "The PKCS #11 module of a token.")
    var pkcs11Module: String?

    @Option(help: "The token's slot; the first that has a token where nothing is said.")
    var pkcs11Slot: UInt?

    @Option(help: "A file with the user's PIN, for tokens that give random bytes to their user only.")
    var pkcs11PinFile: String?

    @Option(help: "A folder on the disk whose timing is measured.")
    var timingFolder: String?

    /// - Throws: `ValidationError`.
    func catalog() throws -> SourceCatalog {
        do {
            return SourceCatalog(
                SourceOptions(
                    timingFolder: timingFolder, tpm: try TPMEndpoint(tpm),
                    token: pkcs11Module.map { TokenOptions(module: $0, slot: pkcs11Slot, pinFile: pkcs11PinFile) }))
        } catch {
            throw ValidationError("\(error).")
        }
    }
}
