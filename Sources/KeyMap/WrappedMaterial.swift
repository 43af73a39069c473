package import ByteCoding
import Crypto

/// Key material that does not follow from its version's secret: encrypted to the secret's public half, so that a quorum
/// alone can open it, and certified by the whole committee.
package struct WrappedMaterial: Hashable, Sendable {
    /// Who made it, in locked memory, and signed what came of it. For imported material, who unwrapped it.
    package let maker: CustodianID
    /// The public half as a SubjectPublicKeyInfo in DER; empty for specs that have none.
    package let publicKey: [UInt8]
    /// Tells imported material from any other of the same key; empty for material that was made here.
    package let fingerprint: [UInt8]
    /// HPKE (RFC 9180, base mode, DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM): encapsulated key, ciphertext, tag.
    package let sealed: [UInt8]
    /// One Ed25519 signature a member of the committee over ``statement(fleet:key:version:spec:secret:material:)``, 64 bytes each, in the order of
    /// their indices. The maker is one of the members.
    package let signatures: [[UInt8]]

    package init(
        maker: CustodianID, publicKey: [UInt8], fingerprint: [UInt8] = [], sealed: [UInt8], signatures: [[UInt8]]
    ) {
        self.maker = maker
        self.publicKey = publicKey
        self.fingerprint = fingerprint
        self.sealed = sealed
        self.signatures = signatures
    }

    /// The same material under other signatures.
    package func signed(_ signatures: [[UInt8]]) -> WrappedMaterial {
        WrappedMaterial(
            maker: maker, publicKey: publicKey, fingerprint: fingerprint, sealed: sealed, signatures: signatures)
    }

    /// What the encryption is bound to.
    ///
    /// - Parameter secret: the public half of the version's secret.
    package static func info(
        fleet: String, key: KeyID, version: KeyVersionNumber, spec: KeySpec, secret: [UInt8]
    ) -> [UInt8] {
        var writer = ByteWriter()
        writer.write("quorate wrapped material v1")
        writer.write(fleet)
        writer.write(key.description)
        writer.write(version.value)
        writer.write(spec.rawValue)
        writer.write(prefixed: secret)
        return writer.bytes
    }

    /// The bytes that each member signs: that this, and nothing else, is the material of the version whose secret has the
    /// public half `secret`.
    package static func statement(
        fleet: String, key: KeyID, version: KeyVersionNumber, spec: KeySpec, secret: [UInt8], material: WrappedMaterial
    ) -> [UInt8] {
        var writer = ByteWriter()
        writer.write("quorate key material v1")
        writer.write(fleet)
        writer.write(key.description)
        writer.write(version.value)
        writer.write(spec.rawValue)
        writer.write(prefixed: secret)
        writer.write(material.maker.description)
        writer.write(prefixed: material.publicKey)
        writer.write(prefixed: material.fingerprint)
        writer.write(prefixed: Array(SHA256.hash(data: material.sealed)))
        return writer.bytes
    }
}

extension WrappedMaterial: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        writer.write(maker.description)
        writer.write(prefixed: publicKey)
        writer.write(prefixed: fingerprint)
        writer.write(prefixed: sealed)
        writer.write(UInt32(signatures.count))
        for signature in signatures { writer.write(fixed: signature) }
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        maker = CustodianID(try reader.readString(limit: 256))
        publicKey = try reader.readPrefixed(limit: 4_096)
        fingerprint = try reader.readPrefixed(limit: 32)
        sealed = try reader.readPrefixed(limit: 8_192)
        let count = Int(try reader.read(UInt32.self))
        guard count <= 20 else { throw ByteCodingError(.tooLong, "key material has \(count) signatures") }
        var signatures: [[UInt8]] = []
        for _ in 0..<count { signatures.append(try reader.read(fixed: 64)) }
        self.signatures = signatures
    }
}
