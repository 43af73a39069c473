import ByteCoding
package import Crypto
import Foundation
import Secrets

/// The pre-shared key of the fleet's custodians, which share traffic between them needs besides their own keys
/// (HPKE, RFC 9180, mode AuthPSK). Hub and gateways do not have it.
package struct FleetKey: Sendable {
    /// The `psk_id`. Rotated when a custodian leaves.
    package let generation: UInt32
    /// 32 bytes.
    package let secret: SymmetricKey

    /// A fresh key.
    package static func random(generation: UInt32) -> FleetKey {
        let bytes = SecretBytes.random(count: 32)
        return FleetKey(generation: generation, secret: unsafe bytes.withUnsafeBytes { unsafe SymmetricKey(data: $0) })
    }

    func encode(into writer: inout ByteWriter) {
        writer.write(generation)
        unsafe secret.withUnsafeBytes { bytes in unsafe writer.write(prefixed: bytes) }
    }

    init(generation: UInt32, secret: SymmetricKey) {
        self.generation = generation
        self.secret = secret
    }

    init(from reader: inout ByteReader) throws(ByteCodingError) {
        generation = try reader.read()
        var bytes = try reader.readPrefixed(limit: 32)
        defer { bytes.wipe() }
        guard bytes.count == 32 else {
            throw ByteCodingError(.badValue, "a fleet key has 32 bytes, not \(bytes.count)")
        }
        secret = SymmetricKey(data: bytes)
    }
}
