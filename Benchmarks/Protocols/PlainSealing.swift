import KeyGeneration
import Secrets

/// Seals nothing: in the place of HPKE, whose time is not what is measured.
struct PlainSealing: ShareSealing {
    func makePrivateKey() -> SecretBytes { SecretBytes.random(count: 32) }

    func publicKey(of privateKey: borrowing SecretBytes) -> [UInt8]? { privateKey.revealed() }

    func seal(_ share: borrowing SecretBytes, to recipient: [UInt8], binding info: [UInt8]) throws -> [UInt8] {
        share.revealed()
    }

    func open(
        _ sealed: [UInt8], with privateKey: borrowing SecretBytes, from sender: [UInt8], binding info: [UInt8]
    ) throws -> SecretBytes {
        SecretBytes(copying: sealed)
    }

    func open(_ sealed: [UInt8], from sender: [UInt8], binding info: [UInt8]) throws -> SecretBytes {
        SecretBytes(copying: sealed)
    }
}
