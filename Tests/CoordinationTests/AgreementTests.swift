import Coordination
import Crypto
import CustodianContract
import KeyMap
import KeyMaterial
import Secrets
import TestSupport
import Testing

@Suite("Key agreement, as a gateway asks for it")
struct AgreementTests {
    private let fleet: ClientFleet
    private let key: KeyRecord
    /// The other side.
    private let peer = P256.KeyAgreement.PrivateKey()

    init() async throws {
        fleet = try await ClientFleet()
        key = try await fleet.fleet.createKey(.p256, usage: .keyAgreement)
    }

    private func agree(
        with publicKey: [UInt8]? = nil, under key: KeyRecord? = nil
    ) async throws -> (secret: [UInt8], use: QuorumUse) {
        let performed = try await fleet.client.agree(
            with: publicKey ?? Array(peer.publicKey.derRepresentation), under: key ?? self.key,
            request: fleet.request())
        return (performed.output.revealed(), performed.use)
    }

    private func expected() throws -> [UInt8] {
        let point = key.current.shards[0].publicKey
        let shared = try peer.sharedSecretFromKeyAgreement(
            with: P256.KeyAgreement.PublicKey(compressedRepresentation: point))
        return unsafe shared.withUnsafeBytes { unsafe [UInt8]($0) }
    }

    @Test("the other side has the same secret, whatever quorum answers")
    func honest() async throws {
        for gone in [[1, 2], [2, 4], [3, 5]] {
            for index in gone { fleet.fleet.seat(index).link.behave(.disconnected) }
            let (secret, use) = try await agree()
            #expect(try secret == expected())
            #expect(use.custodians.count == 3 && use.blamed.isEmpty)
            for index in gone { fleet.fleet.seat(index).link.behave(.honest) }
        }
        #expect(fleet.liars.isEmpty)
    }

    @Test(
        "one custodian that lies: the right secret, and the liar named",
        arguments: [Conduct.wrongPartial, .wrongProof, .noProof, .staleEpoch, .garbage, .otherKind])
    func liar(lie: Conduct) async throws {
        let liar = fleet.fleet.seat(3)
        liar.link.behave(lie)
        for _ in 0..<200 where fleet.liars.isEmpty {
            let (secret, use) = try await agree()
            #expect(try secret == expected())
            #expect(!use.custodians.contains(liar.id))
        }
        #expect(fleet.liars == [liar.id] && fleet.roster.isQuarantined(liar.id))
    }

    @Test("two silent custodians are hedged")
    func silent() async throws {
        for index in [2, 5] { fleet.fleet.seat(index).link.behave(.silent) }
        for _ in 0..<6 { #expect(try await agree().secret == expected()) }
    }

    @Test("more than n - k liars, or too few custodians: no secret, and they are named")
    func tooFew() async throws {
        for index in 1...3 { fleet.fleet.seat(index).link.behave(.wrongPartial) }
        await #expect(throws: CoordinationError(.keyUnavailable, "")) { _ = try await agree() }
        #expect(fleet.liars == Set((1...3).map { fleet.fleet.seat($0).id }))
        for index in 1...3 { fleet.fleet.seat(index).link.behave(.disconnected) }
        let error = await #expect(throws: CoordinationError.self) { _ = try await agree() }
        #expect(error?.code == .keyUnavailable && error?.message.contains("3 of 5") == true)
    }

    @Test("a public key that does not go with the key is refused as under quorum custody, before anybody is asked")
    func wrongPeers() async throws {
        let quorum = try await fleet.fleet.createKey(.p256, usage: .keyAgreement, custody: .quorum, id: "quorum")
        let good = Array(peer.publicKey.derRepresentation)
        let wrong = [
            [], [1], Array(good.dropLast()), good + [0], good.flipping(bit: 8 * good.count - 1),
            Array(P384.KeyAgreement.PrivateKey().publicKey.derRepresentation),
        ]
        for publicKey in wrong {
            let error = await #expect(throws: CoordinationError.self) { _ = try await agree(with: publicKey) }
            let reference = await #expect(throws: CoordinationError.self) {
                _ = try await agree(with: publicKey, under: quorum)
            }
            #expect(error?.code == .invalidInput && reference?.code == .invalidInput)
            #expect(error?.message == reference?.message)
        }
        for use in fleet.fleet.seats.flatMap(\.link.uses) {
            if case .agree = use.action { Issue.record("a custodian was asked about a point that is none") }
        }
    }

    @Test("a key that is rebuilt agrees on the same terms", arguments: [KeySpec.p256, .p384, .p521])
    func quorumCustody(spec: KeySpec) async throws {
        let key = try await fleet.fleet.createKey(spec, usage: .keyAgreement, custody: .quorum, id: "quorum")
        let other = try KeyMaterial.generate(spec)
        let own = try #require(key.current.material?.publicKey)
        let (secret, _) = try await agree(with: other.publicKey(), under: key)
        #expect(try secret == other.perform(.agree(publicKey: own)).revealed())
    }

    @Test("a multi-Region key agrees in one region while it is disabled in the other, and on the same secret")
    func regions() async throws {
        let key = try await fleet.fleet.createKey(
            .p256, usage: .keyAgreement, id: "mrk-1234abcd12ab34cd56ef1234567890ab")
        let replica = try await fleet.fleet.replicate(key, to: "us-east-1")
        let secret = try await agree(under: key).secret
        try await fleet.fleet.change(key.id, .disable)
        await #expect(throws: CoordinationError(.invalidState, "")) { _ = try await agree(under: key) }
        #expect(try await agree(under: replica).secret == secret)
    }

    @Test("a disabled key is refused by the custodians, whatever the gateway's map says")
    func disabled() async throws {
        try await fleet.fleet.change(key.id, .disable)
        await #expect(throws: CoordinationError(.invalidState, "")) { _ = try await agree() }
    }
}
