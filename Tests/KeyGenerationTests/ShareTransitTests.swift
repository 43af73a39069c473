import Groups
import KeyGeneration
import KeyMap
import SecretSharing
import Secrets
import Synchronization
import TestSupport
import Testing

@Suite("Trap 25: shares travel encrypted only")
struct ShareTransitTests {
    /// A member's HPKE, which notes what it was given to seal.
    private final class RecordingSealing: ShareSealing {
        private let base: any ShareSealing
        private let log = Mutex<[(share: [UInt8], sealed: [UInt8])]>([])

        init(_ base: any ShareSealing) { self.base = base }

        var entries: [(share: [UInt8], sealed: [UInt8])] { log.withLock { $0 } }

        func makePrivateKey() -> SecretBytes { base.makePrivateKey() }

        func publicKey(of privateKey: borrowing SecretBytes) -> [UInt8]? { base.publicKey(of: privateKey) }

        func seal(_ share: borrowing SecretBytes, to recipient: [UInt8], binding info: [UInt8]) throws -> [UInt8] {
            let revealed = share.revealed()
            let sealed = try base.seal(share, to: recipient, binding: info)
            log.withLock { $0.append((revealed, sealed)) }
            return sealed
        }

        func open(
            _ sealed: [UInt8], with privateKey: borrowing SecretBytes, from sender: [UInt8], binding info: [UInt8]
        ) throws -> SecretBytes {
            try base.open(sealed, with: privateKey, from: sender, binding: info)
        }

        func open(_ sealed: [UInt8], from sender: [UInt8], binding info: [UInt8]) throws -> SecretBytes {
            try base.open(sealed, from: sender, binding: info)
        }
    }

    @Test("trap 25: no message of a key generation holds a dealt share, nor the share that a member ends with")
    func transit() throws {
        var ceremony = try SampleCeremony.enrolled(Threshold(quorum: 3, of: 5), suite: .frostEd25519)
        let recorders = ceremony.identities.map { RecordingSealing($0.sealing) }
        ceremony.identities = zip(ceremony.identities, recorders).map { $0.sealing(with: $1) }
        let run = try CeremonyRun<Edwards25519>(ceremony)
        _ = try run.certified()

        let dealt = recorders.flatMap(\.entries)
        #expect(dealt.count == 5 * 4)
        let held = run.shares.values.map { share in unsafe share.scalar.withUnsafeBytes { unsafe [UInt8]($0) } }
        let messages = (run.rounds.joined() + run.verdicts).map(\.body)
        for share in dealt.map(\.share) + held {
            #expect(!messages.contains { $0.contains(share) })
        }
        // The search finds what does travel.
        for sealed in dealt.map(\.sealed) {
            #expect(messages.contains { $0.contains(sealed) })
        }
    }
}
