import KeyMap
import KeyMaterial
import Secrets
import Synchronization
import TestSupport
import Testing

@Suite("What OpenSSL draws")
struct OpenSSLRandomTests {
    /// The kernel's generator, with a note of what it gave.
    private final class Recorder: RandomSource {
        private let draws = Mutex<[[UInt8]]>([])

        func fill(_ bytes: UnsafeMutableRawBufferPointer) {
            unsafe SystemRandom().fill(bytes)
            let drawn = unsafe Array(bytes)
            draws.withLock { $0.append(drawn) }
        }

        /// Whether some of the bytes, 16 in a row, were given by this source.
        func gave(_ bytes: [UInt8]) -> Bool {
            let given = draws.withLock { Set($0.flatMap(Self.runs)) }
            return Self.runs(bytes).contains { given.contains($0) }
        }

        private static func runs(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
            bytes.indices.dropLast(15).map { bytes[$0..<$0 + 16] }
        }
    }

    @Test("keys of elliptic curves, of ML-DSA and data key pairs come from the process's source")
    func keys() throws {
        let recorder = Recorder()
        ProcessRandom.draw(from: recorder)
        defer { ProcessRandom.draw(from: SystemRandom()) }
        try OpenSSLRandom.drawFromProcess()
        for spec in [KeySpec.p256, .secp256k1, .p521, .mlDSA65] {
            #expect(recorder.gave(try KeyMaterial.generate(spec).encoded().revealed()), "\(spec)")
        }
        for spec in [KeySpec.ed25519, .p384] {
            #expect(recorder.gave(try DataKeyPair(generating: spec).privateKey.revealed()), "\(spec)")
        }
    }

    @Test("an RSA key is another each time, and made of the process's source")
    func primes() throws {
        let recorder = Recorder()
        ProcessRandom.draw(from: recorder)
        defer { ProcessRandom.draw(from: SystemRandom()) }
        try OpenSSLRandom.drawFromProcess()
        let keys = try (0..<2).map { _ in try DataKeyPair(generating: .rsa2048).publicKey }
        #expect(keys[0] != keys[1])
    }
}
