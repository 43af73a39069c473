import Crypto
import KeyMaterial
import Secrets

extension TimingExperiment {
    /// Codes that a secret key makes, compared with one that somebody sent.
    static func authentications() -> [TimingExperiment] {
        let message = [UInt8](repeating: 7, count: 100)
        let code = [UInt8](repeating: 9, count: 32)
        return [
            TimingExperiment("verification of a MAC by its key") { kind in
                let key = try SharedMACKey(kind)
                return { keep(try? key.material.perform(.verifyMAC(message: message, mac: code))) }
            },
            TimingExperiment("verification of a request's signature") { kind in
                let secret = SharedBytes(kind, count: 32)
                let key = unsafe secret.bytes.withUnsafeBytes { unsafe SymmetricKey(data: $0) }
                return { keep(HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: message, using: key)) }
            },
        ]
    }
}
