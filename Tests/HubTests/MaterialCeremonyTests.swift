import Custodian
import CustodianContract
import Hub
import KeyMap
import SecretSharing
import TestSupport
import Testing

@Suite("Making a key's material: a member that fails or lies is named, and nothing is left behind")
struct MaterialCeremonyTests {
    private func expectBlame(
        _ fleet: HubFleet, _ index: Int, code: HubError.Code = .ceremonyFailed,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let seat = fleet.fleet.seat(index)
        try await fleet.following {
            let error = await #expect(throws: HubError(code, ""), sourceLocation: sourceLocation) {
                try await fleet.hub.createKey(fleet.creation(.p256))
            }
            #expect(error?.custodians == [seat.id], sourceLocation: sourceLocation)
            #expect(error?.message.contains(seat.id.description) == true, sourceLocation: sourceLocation)
            #expect(try await fleet.isEmpty(), sourceLocation: sourceLocation)
            // The hub is none the worse for it.
            seat.link.intercept(material: nil)
            let key = try await fleet.hub.createKey(fleet.creation(.p256))
            #expect(fleet.hub.replica.allKeys.map(\.id) == [key.id], sourceLocation: sourceLocation)
            #expect(try await fleet.storage.load().head.revision == 1, sourceLocation: sourceLocation)
        }
    }

    enum Failure: String, CaseIterable, Sendable {
        case refuses, cutOff, noSignature, twoSignatures, wrongSignature, anothersSignature, otherStatement
    }

    @Test("a member that certifies wrongly, or not at all", arguments: Failure.allCases)
    func certifier(failure: Failure) async throws {
        let fleet = try await HubFleet()
        let seat = fleet.fleet.seat(2)
        let other = fleet.fleet.seat(1)
        seat.link.intercept(material: { step, service in
            guard case .certify(let made) = step.action else { return try await service.material(step) }
            func answer(_ signatures: [[UInt8]]) -> WrappedMaterial {
                WrappedMaterial(
                    maker: made.maker, publicKey: made.publicKey, sealed: made.sealed, signatures: signatures)
            }
            let honest = try await service.material(step)
            let statement = WrappedMaterial.statement(
                fleet: TestFleet.name, key: step.share.key, version: step.share.version, spec: step.spec,
                secret: step.secret, material: made)
            switch failure {
            case .refuses: throw Refusal(.forbidden, "no")
            case .cutOff: throw LinkError(custodian: seat.id, reason: "lost")
            case .noSignature: return answer([])
            case .twoSignatures: return answer(honest.signatures + honest.signatures)
            case .wrongSignature: return answer([honest.signatures[0].flipping(bit: 1)])
            case .anothersSignature: return answer([try other.identity.sign(statement)])
            case .otherStatement: return answer([try seat.identity.sign(statement + [0])])
            }
        })
        try await expectBlame(fleet, 2, code: failure == .cutOff ? .custodianUnreachable : .ceremonyFailed)
    }

    enum Forgery: String, CaseIterable, Sendable {
        case otherMaker, noSignature, wrongSignature, noPublicKey, changedAfterSigning
    }

    @Test("a maker whose material is not its own, not signed or has no public half", arguments: Forgery.allCases)
    func maker(forgery: Forgery) async throws {
        let fleet = try await HubFleet()
        let named = fleet.fleet.seats.map(\.id)
        // Whoever is chosen to make lies.
        for seat in fleet.fleet.seats {
            seat.link.intercept(material: { step, service in
                let honest = try await service.material(step)
                guard step.action == .make else { return honest }
                switch forgery {
                case .otherMaker:
                    let other = named.first { $0 != seat.id } ?? seat.id
                    return WrappedMaterial(
                        maker: other, publicKey: honest.publicKey, sealed: honest.sealed,
                        signatures: honest.signatures)
                case .noSignature:
                    return WrappedMaterial(
                        maker: seat.id, publicKey: honest.publicKey, sealed: honest.sealed, signatures: [])
                case .wrongSignature:
                    return WrappedMaterial(
                        maker: seat.id, publicKey: honest.publicKey, sealed: honest.sealed,
                        signatures: [honest.signatures[0].flipping(bit: 7)])
                case .noPublicKey:
                    let bare = WrappedMaterial(maker: seat.id, publicKey: [], sealed: honest.sealed, signatures: [])
                    let statement = WrappedMaterial.statement(
                        fleet: TestFleet.name, key: step.share.key, version: step.share.version, spec: step.spec,
                        secret: step.secret, material: bare)
                    return WrappedMaterial(
                        maker: seat.id, publicKey: [], sealed: honest.sealed,
                        signatures: [try seat.identity.sign(statement)])
                case .changedAfterSigning:
                    return WrappedMaterial(
                        maker: seat.id, publicKey: honest.publicKey, sealed: honest.sealed.flipping(bit: 90),
                        signatures: honest.signatures)
                }
            })
        }
        try await fleet.following {
            let error = await #expect(throws: HubError(.ceremonyFailed, "")) {
                try await fleet.hub.createKey(fleet.creation(.p256))
            }
            #expect(error?.custodians.count == 1)
            let isEmpty = try await fleet.isEmpty()
            #expect(isEmpty)
            for seat in fleet.fleet.seats { seat.link.intercept(material: nil) }
            _ = try await fleet.hub.createKey(fleet.creation(.p256))
        }
    }

    @Test(
        "trap 45: a member that is silent while material is made does not hold the client up", .timeLimit(.minutes(1)))
    func silent() async throws {
        let fleet = try await HubFleet(ceremonyLimit: .milliseconds(1_500))
        fleet.fleet.seat(3).link.intercept(material: { _, _ in
            try await Task.sleep(for: .seconds(60))
            throw LinkError(custodian: CustodianID("custodian-3"), reason: "silent")
        })
        try await fleet.following {
            let start = ContinuousClock.now
            await #expect(throws: HubError(.custodianUnreachable, "")) {
                try await fleet.hub.createKey(fleet.creation(.p256))
            }
            #expect(ContinuousClock.now - start < .seconds(300))
            let isEmpty = try await fleet.isEmpty()
            #expect(isEmpty)
        }
    }
}
