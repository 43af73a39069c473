import Secrets
import TestSupport
import Testing

@Suite("Bytes that are wiped")
struct SecretBytesTests {
    @Test("a copy has the bytes it was made of", arguments: [0, 1, 31, 32, 4_096])
    func copies(count: Int) {
        let bytes = SeededRandom(1).bytes(count)
        let secret = SecretBytes(copying: bytes)
        let copy = SecretBytes(copying: secret.bytes)
        #expect(secret.count == count)
        #expect(secret.revealed() == bytes)
        #expect(copy.revealed() == bytes)
        let isSame = copy.isEqual(to: secret)
        #expect(isSame)
    }

    @Test("secrets differ where any bit or their length does", arguments: 0..<256)
    func equality(bit: Int) {
        let bytes = SeededRandom(2).bytes(32)
        let secret = SecretBytes(copying: bytes)
        let changed = secret.isEqual(to: SecretBytes(copying: bytes.flipping(bit: bit)))
        let shorter = secret.isEqual(to: SecretBytes(copying: bytes.dropLast()))
        let longer = secret.isEqual(to: SecretBytes(copying: bytes + [0]))
        #expect(!changed && !shorter && !longer)
    }

    @Test("a secret is filled by its source, completely")
    func random() {
        let source = FixedRandom([UInt8](1...40))
        #expect(SecretBytes.random(count: 40, from: source).revealed() == [UInt8](1...40))
        #expect(source.drawn == 40)
    }

    @Test("memory that nobody fills is zero")
    func unfilled() {
        let secret = unsafe SecretBytes(count: 64) { _ in }
        #expect(secret.revealed() == [UInt8](repeating: 0, count: 64))
    }

    @Test("a wiped buffer holds zeros, and keeps its length")
    func wiping() {
        var buffer = SeededRandom(3).bytes(100)
        buffer.wipe()
        #expect(buffer == [UInt8](repeating: 0, count: 100))
        var empty: [UInt8] = []
        empty.wipe()
        #expect(empty.isEmpty)
    }

    @Test("the system's generator fills every byte, whatever the length", arguments: [1, 7, 8, 9, 33])
    func systemRandom(count: Int) {
        // Each position takes some other value than its first within 64 draws, except with probability 2^-512.
        let draws = (0..<65).map { _ in SystemRandom().bytes(count) }
        for position in 0..<count { #expect(Set(draws.map { $0[position] }).count > 1) }
    }
}
