import ByteCoding
import Custodian
import CustodianContract
import FleetIdentity
import Groups
import KeyGeneration
import KeyMap
import KeyMaterial
import SecretSharing
import Secrets
import TestSupport

extension ReleaseFleet {
    /// The key's secret, from the shares that the first custodians release to the last one.
    func secret() async throws -> SecretSharing.SharedSecret<FieldP256> {
        let requester = fleet.seats.count
        var members: [QuorumPermit.Member] = []
        for index in 1...fleet.threshold.quorum { members.append(try await member(index)) }
        guard let purpose = KeyOperation.Kind.allCases.first(where: { $0.usage == key.usage }) else {
            throw NoPurpose()
        }
        let permit = try await permit(members: members, requester: requester, purpose: purpose)
        let signed = try sign(permit)
        var shares: [(index: ShareIndex, share: SecretSharing.SharedSecret<FieldP256>)] = []
        for index in 1...fleet.threshold.quorum {
            let release = try await fleet.custodian(index).release(signed, to: fleet.seat(requester).id)
            let share = try fleet.seat(requester).identity.sealing.open(
                release.sealed, from: fleet.seat(index).identity.sealingKey,
                binding: ShareRelease.info(permit: permit.hash, index: release.index))
            shares.append(
                (index: release.index, share: SecretSharing.SharedSecret(try SecretScalar(canonical: share))))
            try fleet.custodian(index).close(close(permit, by: requester))
        }
        return SecretSharing.SharedSecret(try Interpolation.reconstruct(shares, threshold: fleet.threshold))
    }

    private struct NoPurpose: Error {}

    /// What the key itself does, without a fleet.
    func expected(_ operation: KeyOperation) async throws -> [UInt8] {
        try await material().perform(operation).revealed()
    }

    /// The whole key.
    func material() async throws -> KeyMaterial {
        let secret = try await secret()
        guard let wrapped = key.current.material else {
            return KeyMaterial.derive(from: secret.scalar, spec: key.spec, key: key.id, version: .first)
        }
        let info = WrappedMaterial.info(
            fleet: TestFleet.name, key: key.id, version: .first, spec: key.spec, secret: key.current.shards[0].publicKey
        )
        let scalar = unsafe secret.scalar.withUnsafeBytes { source in
            unsafe SecretBytes(count: source.count) { unsafe $0.copyMemory(from: source) }
        }
        return try KeyMaterial(
            decoding: HPKEMaterialSealing().open(wrapped.sealed, with: scalar, binding: info), spec: key.spec)
    }

    /// Has a custodian do something with the key.
    func perform(_ operation: KeyOperation, at index: Int) async throws -> ShareResult {
        try await fleet.custodian(index).use(ShareUse(key, .perform(operation)), gateway: TestFleet.gateway)
    }
}

extension ShareResult {
    var performed: OperationResult? {
        guard case .performed(let result) = self else { return nil }
        return result
    }

    var reason: String {
        guard case .refused(let refusal) = self else { return "" }
        return refusal.message
    }
}
