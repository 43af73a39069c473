import Entropy
import EntropyCollectors
import Testing

@Suite("The catalogue of sources")
struct SourceCatalogTests {
    private static let names = [
        "memory-walk", "hash-loop", "scheduling", "io-timing", "rdseed", "rdrand", "kernel", "tpm", "pkcs11", "ambient",
    ]

    @Test("it has every source once, present or not")
    func everything() {
        #expect(SourceCatalog().names == Self.names)
    }

    @Test("a source is found by its name", arguments: names)
    func find(name: String) throws {
        let source = try SourceCatalog().find(name)
        #expect(source.description.name == name)
        #expect(!source.description.justification.isEmpty)
    }

    @Test("a name that no source has is refused with the names that there are")
    func unknown() {
        #expect {
            try SourceCatalog().find("dice")
        } throws: { error in
            Self.names.allSatisfy { "\(error)".contains($0) } && "\(error)".contains("\"dice\"")
        }
    }

    @Test("of generators whose seed nobody sees nothing is claimed, unless the operator does")
    func claims() throws {
        let plain = SourceCatalog()
        for name in ["kernel", "tpm", "pkcs11", "ambient"] {
            #expect(try plain.find(name).description.minEntropy == 0)
        }
        let claimed = SourceCatalog(
            SourceOptions(
                tpmMinEntropy: 2, token: TokenOptions(module: "/nonexistent", minEntropy: 3), ambientMinEntropy: 0.1))
        #expect(try claimed.find("tpm").description.minEntropy == 2)
        #expect(try claimed.find("pkcs11").description.minEntropy == 3)
        #expect(try claimed.find("ambient").description.minEntropy == 0.1)
    }

    @Test("the place of a TPM reads as it is written", arguments: ["/dev/tpm0", "unix:/run/tpm", "tcp:127.0.0.1:2321"])
    func endpoint(text: String) throws {
        #expect(try TPMEndpoint(text).description == text)
    }

    @Test(
        "no other text is a TPM's place", arguments: ["", "tpm0", "unix:tpm", "tcp:host", "tcp::1", "tcp:host:70000"])
    func badEndpoint(text: String) {
        #expect(throws: CollectorError(.badEndpoint, "")) { try TPMEndpoint(text) }
    }
}
