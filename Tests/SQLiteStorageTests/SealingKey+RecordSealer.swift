import FleetIdentity
import SQLiteStorage
import Secrets

// The stores are tested with the sealing key that they run with.
extension SealingKey: RecordSealer {}

extension SealingKey {
    static func sample(_ byte: UInt8 = 7) throws -> SealingKey {
        try SealingKey(SecretBytes(copying: [UInt8](repeating: byte, count: 32)))
    }
}
