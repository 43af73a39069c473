import Crypto
import KeyGeneration

/// A custodian's identity key signs its ceremonies.
extension NodeIdentity: CeremonySigner {
    package func sign(_ message: [UInt8]) throws -> [UInt8] {
        Array(try signingKey.signature(for: message))
    }
}
