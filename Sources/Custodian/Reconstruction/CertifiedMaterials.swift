import CustodianContract
import Synchronization

/// Which material this run of a custodian has certified for a prepared share. Few and short-lived: a share is activated or
/// abandoned within seconds.
final class CertifiedMaterials: Sendable {
    private static let limit = 1_024

    private let materials = Mutex<[ShareName: [UInt8]]>([:])

    /// False where other material was certified before.
    func note(_ sealed: [UInt8], for share: ShareName) -> Bool {
        materials.withLock { materials in
            if let known = materials[share] { return known == sealed }
            if materials.count >= Self.limit { materials.removeAll(keepingCapacity: true) }
            materials[share] = sealed
            return true
        }
    }
}
