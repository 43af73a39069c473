import CustodianContract
import Synchronization

/// Which material this run of a custodian has certified for a prepared share. Few and short-lived: a share is activated or
/// abandoned within seconds.
final class CertifiedMaterials: Sendable {
    private static let limit = 1_024

    private let statements = Mutex<[ShareName: [UInt8]]>([:])

    /// False where another statement was signed before, or where there are too many to remember one more.
    ///
    /// - Parameters:
    ///   - statement: all that the signature covers.
    ///   - isPrepared: whether a share still waits; what was certified for others need not be remembered.
    func note(_ statement: [UInt8], for share: ShareName, isPrepared: (ShareName) -> Bool) -> Bool {
        statements.withLock { statements in
            if let known = statements[share] { return known == statement }
            if statements.count >= Self.limit { statements = statements.filter { isPrepared($0.key) } }
            guard statements.count < Self.limit else { return false }
            statements[share] = statement
            return true
        }
    }
}
