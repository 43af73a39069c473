package import KeyGeneration
package import Secrets

/// A member's sealing that lies, under the member's own honest signatures.
package struct LyingSealing: ShareSealing {
    package enum Lie: Sendable {
        /// Deals every recipient another share than its polynomial's.
        case wrongShares
        /// Deals bytes that are no scalar.
        case noScalars
        /// Deals bytes that nobody can open.
        case garbage
        /// Opens nothing: the member complains of an honest dealer, with its true private key.
        case blind
        /// Announces another key than the one it then shows as evidence.
        case falseEvidence
    }

    private let base: any ShareSealing
    private let lie: Lie

    package init(_ base: any ShareSealing, lie: Lie) {
        self.base = base
        self.lie = lie
    }

    package func makePrivateKey() -> SecretBytes { base.makePrivateKey() }

    package func publicKey(of privateKey: borrowing SecretBytes) -> [UInt8]? {
        guard lie == .falseEvidence else { return base.publicKey(of: privateKey) }
        return base.publicKey(of: SecretBytes(copying: privateKey.revealed().reversed()))
    }

    package func seal(_ share: borrowing SecretBytes, to recipient: [UInt8], binding info: [UInt8]) throws -> [UInt8] {
        switch lie {
        case .wrongShares:
            try base.seal(
                SecretBytes(copying: [1] + [UInt8](repeating: 0, count: share.count - 1)), to: recipient, binding: info)
        case .noScalars:
            try base.seal(
                SecretBytes(copying: [UInt8](repeating: 0xff, count: share.count)), to: recipient, binding: info)
        case .garbage: [UInt8](repeating: 0x5a, count: 80)
        case .blind, .falseEvidence: try base.seal(share, to: recipient, binding: info)
        }
    }

    package func open(
        _ sealed: [UInt8], with privateKey: borrowing SecretBytes, from sender: [UInt8], binding info: [UInt8]
    ) throws -> SecretBytes {
        guard lie != .blind else { throw SealingFailure() }
        return try base.open(sealed, with: privateKey, from: sender, binding: info)
    }

    package func open(_ sealed: [UInt8], from sender: [UInt8], binding info: [UInt8]) throws -> SecretBytes {
        try base.open(sealed, from: sender, binding: info)
    }
}
