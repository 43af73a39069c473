import Secrets
import TestSupport
import Testing

@Suite("The slab of shares")
struct GuardedSlabTests {
    @Test("thousands of secrets come back as they went in, over several regions")
    func manySecrets() throws {
        let slab = GuardedSlab(policy: .bestEffort)
        let random = SeededRandom(1)
        let secrets = (0..<5_000).map { _ in random.bytes(32) }
        let stored = try secrets.map { try slab.store(SecretBytes(copying: $0)) }
        for (secret, slot) in zip(secrets, stored) {
            let bytes = unsafe slot.withUnsafeBytes { unsafe [UInt8]($0) }
            #expect(bytes == secret)
        }
        #expect(slab.footprint.mapped >= 5_000 * 32)
    }

    @Test("a secret of another size than the slots is refused", arguments: [0, 31, 33, 64])
    func wrongSize(count: Int) {
        let slab = GuardedSlab(policy: .bestEffort)
        let error = #expect(throws: SecretsError.self) {
            try slab.store(SecretBytes(copying: [UInt8](repeating: 1, count: count)))
        }
        #expect(error?.code == .wrongSize)
        #expect(slab.footprint.mapped == 0)
    }

    @Test("a slot is wiped when its last reference goes, while the slab lives")
    func wiped() throws {
        let slab = GuardedSlab(policy: .bestEffort)
        let neighbour = try slab.store(SecretBytes(copying: [UInt8](repeating: 0x77, count: 32)))
        var secret: SlabSecret? = try slab.store(SecretBytes(copying: [UInt8](repeating: 0x5a, count: 32)))
        let address = unsafe secret?.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) } ?? 0
        #expect(Self.bytes(at: address) == [UInt8](repeating: 0x5a, count: 32))
        secret = nil
        // The region stays mapped as long as the slab has it, so the address can still be read.
        #expect(Self.bytes(at: address) == [UInt8](repeating: 0, count: 32))
        let untouched = unsafe neighbour.withUnsafeBytes { unsafe [UInt8]($0) }
        #expect(untouched == [UInt8](repeating: 0x77, count: 32))
    }

    private static func bytes(at address: UInt) -> [UInt8]? {
        guard let start = unsafe UnsafeRawPointer(bitPattern: address) else { return nil }
        return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: 32))
    }

    @Test("slots that were freed are used again, so that the slab does not grow")
    func reuse() throws {
        let slab = GuardedSlab(policy: .bestEffort)
        for round in 0..<20 {
            let stored = try (0..<500).map { _ in
                try slab.store(SecretBytes(copying: [UInt8](repeating: UInt8(round), count: 32)))
            }
            #expect(stored.count == 500)
        }
        #expect(slab.footprint.mapped <= 2_048 * 32)
    }

    @Test("no two live secrets share a slot, also when many tasks store and drop them at once")
    func concurrency() async throws {
        let slab = GuardedSlab(policy: .bestEffort)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for task in UInt8(0)..<8 {
                group.addTask {
                    for _ in 0..<50 {
                        let mine = try (0..<20).map { _ in
                            try slab.store(SecretBytes(copying: [UInt8](repeating: task, count: 32)))
                        }
                        await Task.yield()
                        for slot in mine {
                            let bytes = unsafe slot.withUnsafeBytes { unsafe [UInt8]($0) }
                            guard bytes == [UInt8](repeating: task, count: 32) else { return false }
                        }
                    }
                    return true
                }
            }
            for try await isUntouched in group { #expect(isUntouched) }
        }
    }

    @Test("a slab that must be locked hands out locked memory only")
    func locked() throws {
        let slab = GuardedSlab(policy: .required)
        do {
            let secret = try slab.store(SecretBytes(copying: [UInt8](repeating: 1, count: 32)))
            #expect(slab.footprint.locked == slab.footprint.mapped && slab.footprint.locked > 0)
            withExtendedLifetime(secret) {}
        } catch {
            // A machine whose limit of locked memory is too low: the only answer allowed is a refusal.
            #expect(error.code == .locking)
            #expect(slab.footprint.mapped == 0)
        }
    }
}
