import ByteCoding
import KeyMap
import KeyMaterial
import Secrets
import TestSupport
import Testing

@Suite("Key operations as bytes")
struct KeyOperationTests {
    static let samples: [KeyOperation] =
        [
            .evaluate(input: [1, 2, 3]), .evaluate(input: []), .generateMAC(message: [4, 5]),
            .verifyMAC(message: [6], mac: [7, 8]), .agree(publicKey: [9, 10]),
        ]
        + SignatureAlgorithm.allCases.flatMap { algorithm in
            [true, false].map { KeyOperation.sign(algorithm, message: [11, 12, 13], isDigest: $0) }
        } + AsymmetricEncryption.allCases.map { .decrypt($0, ciphertext: [14]) }
        + ImportWrapping.allCases.map {
            .importMaterial(
                MaterialImport(wrapping: $0, wrappingKey: .rsa2048, sealedKey: [15, 16], wrapped: [17]))
        }

    @Test("every operation comes back from its encoding", arguments: samples)
    func roundTrip(operation: KeyOperation) throws {
        #expect(try KeyOperation(decoding: operation.encoded) == operation)
    }

    @Test("there is a sample of every kind")
    func kinds() {
        #expect(Set(Self.samples.map(\.kind)) == Set(KeyOperation.Kind.allCases))
    }

    @Test("trap 29: a shortened or lengthened encoding is refused and nothing else", arguments: samples)
    func truncation(operation: KeyOperation) {
        let bytes = operation.encoded
        for count in 0..<bytes.count {
            #expect(throws: ByteCodingError.self) { try KeyOperation(decoding: Array(bytes.prefix(count))) }
        }
        #expect(throws: ByteCodingError(.trailingBytes, "")) { try KeyOperation(decoding: bytes + [0]) }
    }

    @Test("no two operations share an encoding")
    func injective() {
        #expect(Set(Self.samples.map(\.encoded)).count == Self.samples.count)
    }

    @Test("trap 29: bytes that were made up never trap", arguments: Seed.first(64))
    func noise(seed: Seed) {
        let random = seed.random
        for kind in UInt8(0)...8 {
            let bytes = [kind] + random.bytes(random.number(in: 0..<64))
            if let operation = try? KeyOperation(decoding: bytes) { #expect(operation.encoded == bytes) }
        }
    }

    @Test("a message over the limit is refused")
    func limit() throws {
        let largest = KeyOperation.generateMAC(message: [UInt8](repeating: 1, count: 8_192))
        #expect(try KeyOperation(decoding: largest.encoded) == largest)
        let larger = KeyOperation.generateMAC(message: [UInt8](repeating: 1, count: 8_193))
        #expect(throws: ByteCodingError(.tooLong, "")) { try KeyOperation(decoding: larger.encoded) }
    }
}
