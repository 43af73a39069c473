import ByteCoding
import Crypto
import KeyMap
import SwiftASN1
import X509

/// A node's signature, by the identity key that the root signed into the charter, over the key of its certificate. Peers ask
/// for it, so that whoever issues certificates can still speak for nobody.
enum IdentityBinding {
    /// Under the arc of identifiers that need no registration (ITU-T X.667), a number drawn at random.
    static let identifier: ASN1ObjectIdentifier = [2, 25, 6_805_234_771_029_318_855]
    private static let header: [UInt8] = [0x04, 0x40]

    static func statement(_ name: SPIFFEIdentity, key: P256.Signing.PublicKey) -> [UInt8] {
        var writer = ByteWriter()
        writer.write("quorate certificate key v1")
        writer.write(name.description)
        writer.write(prefixed: Array(key.x963Representation))
        return writer.bytes
    }

    /// The extension that carries it: a DER octet string of 64 bytes.
    static func certificateExtension(_ signature: [UInt8]) -> Certificate.Extension {
        Certificate.Extension(oid: identifier, critical: false, value: ArraySlice(header + signature))
    }

    /// The signature in a certificate or request; nil where there is none.
    static func signature(in extensions: Certificate.Extensions) -> [UInt8]? {
        guard let value = extensions[oid: identifier]?.value, value.count == 66, value.starts(with: header) else {
            return nil
        }
        return Array(value.dropFirst(2))
    }

    static func isValid(
        _ signature: [UInt8], _ name: SPIFFEIdentity, key: P256.Signing.PublicKey, by identityKey: [UInt8]
    ) -> Bool {
        IdentitySignature.isValid(signature, over: statement(name, key: key), by: identityKey)
    }
}
