import Crypto
import FleetIdentity
import Foundation
import Secrets
import Synchronization
import TestSupport
import Testing

@Suite("Where identities come from")
struct FreshKeyTests {
    private final class Recorder: RandomSource {
        private let draws = Mutex<Set<[UInt8]>>([])

        func fill(_ bytes: UnsafeMutableRawBufferPointer) {
            unsafe SystemRandom().fill(bytes)
            let drawn = unsafe Array(bytes)
            draws.withLock { _ = $0.insert(drawn) }
        }

        func gave(_ key: some ContiguousBytes) -> Bool {
            let bytes = unsafe key.withUnsafeBytes { unsafe Array($0) }
            return draws.withLock { $0.contains(bytes) }
        }

        /// Whether some draw is the seed of this Ed25519 key.
        func gaveSeed(of publicKey: [UInt8]) -> Bool {
            draws.withLock { $0 }.filter { $0.count == 32 }.contains { seed in
                let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed)
                return key.map { Array($0.publicKey.rawRepresentation) } == publicKey
            }
        }
    }

    @Test("the keys of a fleet and its nodes are what the process's source gave")
    func keys() throws {
        let recorder = Recorder()
        let (fleet, fleetKey) = try drawing(from: recorder) { (try SampleFleet(), FleetKey.random(generation: 1)) }
        #expect(recorder.gaveSeed(of: fleet.authority.rootPublicKey))
        for node in [fleet.custodian, fleet.gateway, fleet.hub] {
            #expect(recorder.gave(node.tlsKey.rawRepresentation) && recorder.gave(node.signingKey.rawRepresentation))
            #expect(recorder.gave(node.agreementKey.rawRepresentation))
        }
        #expect(recorder.gave(fleetKey.secret))
    }
}
