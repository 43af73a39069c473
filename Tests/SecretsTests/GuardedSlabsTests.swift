import Secrets
import TestSupport
import Testing

@Suite("Slabs for shares of several sizes")
struct GuardedSlabsTests {
    @Test("secrets of all sizes come back as they went in, in locked memory of a bounded size")
    func sizes() throws {
        let slabs = GuardedSlabs(policy: .bestEffort)
        let random = SeededRandom(1)
        let secrets = (0..<400).map { random.bytes(32 * (1 + $0 % 171)) }
        let stored = try secrets.map { try slabs.store(SecretBytes(copying: $0)) }
        for (secret, slot) in zip(secrets, stored) {
            let bytes = unsafe slot.withUnsafeBytes { unsafe [UInt8]($0) }
            #expect(bytes == secret)
        }
        // One region of at most a megabyte and a page for each size.
        #expect(slabs.footprint.mapped <= 171 * ((1 << 20) + 4_096))
    }

    @Test("a secret larger than a region has one of its own, an empty one none")
    func extremes() throws {
        let slabs = GuardedSlabs(policy: .bestEffort)
        let large = SeededRandom(2).bytes((1 << 20) + 1)
        let slot = try slabs.store(SecretBytes(copying: large))
        let bytes = unsafe slot.withUnsafeBytes { unsafe [UInt8]($0) }
        #expect(bytes == large)
        #expect(throws: SecretsError.self) { try slabs.store(SecretBytes(copying: [UInt8]())) }
    }
}
