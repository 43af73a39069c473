import ByteCoding
package import Groups
package import KeyMap
import Secrets

extension KeyMaterial {
    /// The material that follows from a key version's secret: HKDF-SHA-512 (RFC 5869) with the salt
    /// `quorate key material v1` and, as the info, the spec, the key's id and the version in the canonical encoding.
    ///
    /// - Parameters:
    ///   - scalar: the version's secret.
    ///   - spec: SYMMETRIC_DEFAULT or an HMAC spec. For any other the material is empty and good for nothing.
    package static func derive(
        from scalar: borrowing SecretScalar<FieldP256>, spec: KeySpec, key: KeyID, version: KeyVersionNumber
    ) -> KeyMaterial {
        var info = ByteWriter()
        info.write(spec.rawValue)
        info.write(key.description)
        info.write(version.value)
        let extracted = unsafe scalar.withUnsafeBytes { scalar in
            unsafe HMAC.extract(.sha512, salt: Array("quorate key material v1".utf8), secret: scalar)
        }
        let secret = HMAC.expand(.sha512, key: extracted, info: info.bytes, count: spec.rawByteCount ?? 0)
        return KeyMaterial(spec: spec, secret: secret)
    }
}
