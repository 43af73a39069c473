import Crypto
import Custodian
import Foundation
package import Secrets

/// Encryption of shares at rest with a key of its own.
package struct AtRestProtection: ShareProtection {
    private let key: SymmetricKey

    package init(_ byte: UInt8 = 7) {
        key = SymmetricKey(data: [UInt8](repeating: byte, count: 32))
    }

    package func seal(_ share: borrowing SecretBytes, binding: [UInt8]) throws -> [UInt8] {
        let box = try AES.GCM.seal(share.revealed(), using: key, authenticating: binding)
        return Array(box.nonce) + Array(box.ciphertext) + Array(box.tag)
    }

    package func open(_ sealed: [UInt8], binding: [UInt8]) throws -> SecretBytes {
        let box = try AES.GCM.SealedBox(combined: Data(sealed))
        return SecretBytes(copying: try AES.GCM.open(box, using: key, authenticating: binding))
    }
}
