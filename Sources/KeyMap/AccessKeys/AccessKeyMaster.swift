import ByteCoding
package import Crypto

/// What the secrets of access keys come from: hub and gateways have it, custodians do not. So no secret stands in the key
/// map, and nothing has to be stored, sent or put back for one.
package struct AccessKeyMaster: Sendable {
    private let key: SymmetricKey

    /// - Parameter key: 32 bytes, as the hub has them for good.
    package init(_ key: SymmetricKey) {
        self.key = key
    }

    /// Nil unless there are 32 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        key = SymmetricKey(data: bytes)
    }

    /// The secret of an access key: 40 characters, like those of AWS; the first 20 bytes of HMAC-SHA-256 over account, user
    /// and id, in hexadecimal.
    package func secret(of record: AccessKeyRecord) -> String {
        var writer = ByteWriter()
        writer.write("quorate access key secret v1")
        for text in [record.account, record.user, record.id.description] { writer.write(text) }
        let code = HMAC<SHA256>.authenticationCode(for: writer.bytes, using: key)
        return Hexadecimal.encode(code.prefix(20))
    }

    /// The key itself, for the way to a gateway.
    package var bytes: [UInt8] { unsafe key.withUnsafeBytes { bytes in unsafe Array(bytes) } }
}
