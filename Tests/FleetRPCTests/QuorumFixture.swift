import CustodianContract
import KeyMap
import KeyMaterial
import SecretSharing

/// Permits and steps that are well-formed and mean nothing.
enum QuorumFixture {
    static let share = ShareName(key: KeyID("k"), version: .first, shard: 1)

    static let request = PermitRequest(
        share: share, epoch: .first, purpose: .generateMAC, clientRequest: "r", avoiding: [])

    /// - Parameter number: tells permits apart.
    static func permit(_ number: UInt16 = 1, requester: String = "custodian-1") throws -> SignedPermit {
        let member = QuorumPermit.Member(
            custodian: CustodianID("custodian-1"), index: try ShareIndex(1), boot: [1])
        let permit = QuorumPermit(
            id: [UInt8](repeating: 0, count: 14) + [UInt8(number >> 8), UInt8(number & 0xff)], share: share,
            epoch: .first, members: [member], requester: CustodianID(requester), purpose: .generateMAC,
            clientRequest: "r", expires: Timestamp(seconds: 1_800_000_000))
        return SignedPermit(permit: permit, signature: [UInt8](repeating: 7, count: 64), previous: nil)
    }

    static let close = PermitClose(
        permit: [UInt8](repeating: 4, count: 32), signature: [UInt8](repeating: 5, count: 64))

    static let step = MaterialStep(share: share, spec: .p256, secret: [2], action: .make)
}
