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

    @Test(
        "keys come from the process's source",
        arguments: [KeySpec.p256, .p384, .p521, .secp256k1, .ed25519, .rsa2048])
    func keys(spec: KeySpec) throws {
        let recorder = Recorder()
        let key = try drawing(from: recorder) {
            try OpenSSLRandom.drawFromProcess()
            return try DataKeyPair(generating: spec).privateKey.revealed()
        }
        #expect(recorder.gave(key))
    }

    @Test("the seed of an ML-DSA key comes from the process's source")
    func seed() throws {
        let recorder = Recorder()
        let material = try drawing(from: recorder) { try KeyMaterial.generate(.mlDSA65).encoded().revealed() }
        #expect(recorder.gave(material))
    }
}
