import AuditLog
import Custodian
import CustodianContract
import Groups
import KeyMap
import KeyMaterial
import SecretSharing
import Secrets
import TestSupport
import Testing

@Suite("A custodian that rebuilds a key: right results, whoever of the others lies, is silent or gone")
struct RequesterTests {
    private static let mac = KeyOperation.generateMAC(message: [1, 2, 3])

    @Test(
        "what a rebuilt key yields is what the whole key yields, at every custodian",
        arguments: [KeySpec.hmac224, .hmac256, .hmac384, .hmac512])
    func macs(spec: KeySpec) async throws {
        let fleet = try await ReleaseFleet(spec)
        let expected = try await fleet.expected(Self.mac)
        for index in 1...3 {
            let result = try #require(try await fleet.perform(Self.mac, at: index).performed)
            #expect(result.output == expected)
            #expect(result.liars.isEmpty && result.attempts == 1)
            #expect(result.custodians.count == 2 && result.custodians.contains(fleet.fleet.seat(index).id))
            let verify = KeyOperation.verifyMAC(message: [1, 2, 3], mac: expected)
            #expect(try await fleet.perform(verify, at: index).performed?.output == [1])
            let wrong = KeyOperation.verifyMAC(message: [1, 2, 4], mac: expected)
            #expect(try await fleet.perform(wrong, at: index).performed?.output == [0])
        }
    }

    @Test("a domain key and an RSA key yield what the whole key yields")
    func others() async throws {
        let domain = try await ReleaseFleet(.symmetricDefault)
        let evaluate = KeyOperation.evaluate(input: [9, 9])
        #expect(try await domain.perform(evaluate, at: 1).performed?.output == domain.expected(evaluate))
        let rsa = try await ReleaseFleet(.rsa2048)
        let rsaKey = try #require(rsa.key.current.material?.publicKey)
        let ciphertext = try PublicKeyOperations.encrypt(
            SecretBytes(copying: [7, 8]), algorithm: .oaepSHA256, publicKey: rsaKey)
        let decrypt = KeyOperation.decrypt(.oaepSHA256, ciphertext: ciphertext)
        #expect(try await rsa.perform(decrypt, at: 2).performed?.output == [7, 8])
        #expect(try await rsa.expected(decrypt) == [7, 8])
    }

    @Test(
        "a signature of a rebuilt key verifies under the certified public key", arguments: [KeySpec.p256, .secp256k1])
    func signatures(spec: KeySpec) async throws {
        let fleet = try await ReleaseFleet(spec)
        let publicKey = try #require(fleet.key.current.material?.publicKey)
        #expect(try await fleet.material().publicKey() == publicKey)
        let sign = KeyOperation.sign(.ecdsaSHA256, message: [5], isDigest: false)
        let signature = try #require(try await fleet.perform(sign, at: 3).performed).output
        #expect(
            try PublicKeyOperations.isValid(
                signature: signature, message: [5], isDigest: false, algorithm: .ecdsaSHA256, publicKey: publicKey,
                spec: spec))
    }

    @Test("the requester need hold no share")
    func shareless() async throws {
        let fleet = try await TestFleet(Threshold(quorum: 2, of: 4))
        let key = try await fleet.createKey(.hmac256, threshold: Threshold(quorum: 2, of: 3))
        let use = ShareUse(key, .perform(Self.mac))
        let own = try #require(try await fleet.custodian(4).use(use, gateway: TestFleet.gateway).performed)
        let members = try #require(try await fleet.custodian(1).use(use, gateway: TestFleet.gateway).performed)
        #expect(own.output == members.output)
        #expect(!own.custodians.contains(fleet.seat(4).id) && own.custodians.count == 2)
        #expect(await (try fleet.custodian(4)).describe().shares == 0)
    }

    @Test("no share stays open afterwards, so that the next request is served at once")
    func closed() async throws {
        let fleet = try await ReleaseFleet()
        for round in 0..<30 {
            let result = try await fleet.perform(Self.mac, at: 1 + round % 3)
            #expect(result.performed?.attempts == 1, "\(result)")
        }
    }

    enum Lie: String, CaseIterable, Sendable {
        case wrongShare, otherRecipient, wrongIndex, otherMember, wrongSignature, noSignature, garbage, empty, replayed
    }

    @Test("a liar is named, another quorum is asked, and the result is right", arguments: Lie.allCases)
    func liars(lie: Lie) async throws {
        let fleet = try await ReleaseFleet(quorum: 3, of: 5)
        let expected = try await fleet.expected(Self.mac)
        let liar = fleet.fleet.seat(4)
        let forger = Forger(fleet: fleet.fleet, liar: 4, requester: 1, lie: lie)
        liar.link.intercept(releases: { permit, honest in try forger.release(permit, honest) })
        var caught = 0
        for _ in 0..<64 where caught < 2 {
            let asked = liar.link.releases.count
            let result = try #require(try await fleet.perform(Self.mac, at: 1).performed)
            #expect(result.output == expected)
            guard liar.link.releases.count > asked else { continue }
            guard lie != .replayed || forger.hasReplayed else { continue }
            caught += 1
            // Otherwise it would not be asked a second time.
            fleet.fleet.time.advance(seconds: 301)
            #expect(result.liars == [liar.id])
            let record = try #require(fleet.fleet.seat(1).audit.records.last { $0.name == "RefuseShare" })
            #expect(record.errorCode == "wrongShare" && record.errorMessage?.isEmpty == false)
            #expect("\(record.identity)".contains(liar.id.description))
            #expect(result.attempts == 2 && !result.custodians.contains(liar.id))
        }
        #expect(caught == 2)
    }

    @Test(
        "one that is silent or gone delays the operation, and is no liar", arguments: [Conduct.silent, .disconnected])
    func absent(conduct: Conduct) async throws {
        let fleet = try await ReleaseFleet(quorum: 3, of: 5)
        let absent = fleet.fleet.seat(2)
        absent.link.behave(conduct)
        for _ in 0..<64 where absent.link.releases.isEmpty {
            let start = ContinuousClock.now
            let result = try #require(try await fleet.perform(Self.mac, at: 1).performed)
            #expect(ContinuousClock.now - start < .seconds(300))
            #expect(result.liars.isEmpty && !result.custodians.contains(absent.id))
        }
        #expect(!absent.link.releases.isEmpty)
    }

    @Test("as many liars and absent ones as may fail at once")
    func twoFail() async throws {
        let fleet = try await ReleaseFleet(quorum: 3, of: 5)
        let forger = Forger(fleet: fleet.fleet, liar: 2, requester: 1, lie: .wrongShare)
        fleet.fleet.seat(2).link.intercept(releases: { try forger.release($0, $1) })
        fleet.fleet.seat(3).link.behave(.disconnected)
        for _ in 0..<12 {
            let result = try #require(try await fleet.perform(Self.mac, at: 1).performed)
            #expect(Set(result.custodians) == Set([1, 4, 5].map { fleet.fleet.seat($0).id }))
            #expect(Set(result.liars).isSubset(of: [fleet.fleet.seat(2).id]))
        }
    }

    @Test("with fewer than a quorum left there is no result, and the reasons are named")
    func tooMany() async throws {
        let fleet = try await ReleaseFleet()
        let forger = Forger(fleet: fleet.fleet, liar: 1, requester: 3, lie: .wrongShare)
        fleet.fleet.seat(1).link.intercept(releases: { try forger.release($0, $1) })
        fleet.fleet.seat(2).link.behave(.disconnected)
        let result = try await fleet.perform(Self.mac, at: 3)
        #expect(result.refusal == .unavailable)
        #expect(result.reason.contains("custodian-1") && result.reason.contains("custodian-2"))
        #expect(result.reason.contains("does not fit the key's commitments"))
        #expect(fleet.fleet.seat(3).audit.records.last?.errorCode == "unavailable")
        fleet.fleet.seat(2).link.behave(.honest)
        #expect(try await fleet.perform(Self.mac, at: 3).performed != nil)
    }

    @Test("what the client sent wrong is the client's fault, and the shares are free again")
    func invalidInput() async throws {
        let fleet = try await ReleaseFleet(.p256)
        let digest = KeyOperation.sign(.ecdsaSHA256, message: [1], isDigest: true)
        #expect(try await fleet.perform(digest, at: 1).refusal == .invalidInput)
        let other = KeyOperation.sign(.rsaPSSSHA256, message: [1], isDigest: false)
        #expect(try await fleet.perform(other, at: 2).refusal == .invalidInput)
        let good = KeyOperation.sign(.ecdsaSHA256, message: [1], isDigest: false)
        #expect(try await fleet.perform(good, at: 3).performed?.attempts == 1)
    }

    @Test("trap 27: what the key is not for is refused before anyone is asked for a share")
    func usage() async throws {
        let fleet = try await ReleaseFleet()
        let operations: [KeyOperation] = [
            .evaluate(input: [1]), .sign(.ecdsaSHA256, message: [1], isDigest: false),
            .decrypt(.oaepSHA1, ciphertext: [1]), .agree(publicKey: [1]),
        ]
        for operation in operations { #expect(try await fleet.perform(operation, at: 1).refusal == .forbidden) }
        try await fleet.fleet.change(fleet.key.id, .disable)
        #expect(try await fleet.perform(Self.mac, at: 1).refusal == .forbidden)
        #expect(fleet.fleet.links.allSatisfy { $0.releases.isEmpty })
    }

    @Test("an operation is on record once, before there is a key; one that fails then once more, with its error")
    func records() async throws {
        let fleet = try await ReleaseFleet(.p256)
        let good = KeyOperation.sign(.ecdsaSHA256, message: [1], isDigest: false)
        let bad = KeyOperation.sign(.ecdsaSHA256, message: [1], isDigest: true)
        func rebuilt() -> [String?] {
            fleet.fleet.seat(1).audit.records.filter { $0.name == "RebuildKey" }.map(\.errorCode)
        }
        #expect(try await fleet.perform(good, at: 1).performed != nil)
        #expect(rebuilt() == [nil])
        #expect(try await fleet.perform(bad, at: 1).refusal == .invalidInput)
        #expect(rebuilt() == [nil, nil, "invalidInput"])
        try await fleet.fleet.change(fleet.key.id, .disable)
        #expect(try await fleet.perform(good, at: 1).refusal == .forbidden)
        #expect(rebuilt() == [nil, nil, "invalidInput", "forbidden"])
    }

    @Test("trap 40: a requester that cannot write its log rebuilds nothing, and holds nobody up afterwards")
    func fullLog() async throws {
        let fleet = try await TestFleet(Threshold(quorum: 2, of: 3), requesters: ["eu-west-1"])
        let key = try await fleet.createKey(.hmac256)
        let use = ShareUse(key, .perform(Self.mac))
        for index in [1, 4] {
            fleet.seat(index).audit.setFull(true)
            let refused = try await fleet.custodian(index).use(use, gateway: TestFleet.gateway)
            #expect(refused.refusal == .unavailable && refused.reason.contains("audit log"))
            fleet.seat(index).audit.setFull(false)
            #expect(try await fleet.custodian(index).use(use, gateway: TestFleet.gateway).performed?.attempts == 1)
        }
    }
}
