import FuzzTargets
import KeyMap
import KeyMaterial
import Secrets

extension Seeds {
    /// Private keys in PKCS#8 and raw material of every spec that is imported, public keys behind 128 and the spec.
    static func keyMaterial() throws -> [(form: Int, bytes: [UInt8])] {
        var seeds: [(form: Int, bytes: [UInt8])] = [(0, digest), (2, digest), (4, signature)]
        for spec in [KeySpec.p256, .p384, .p521, .secp256k1, .rsa2048] {
            guard let number = FuzzTarget.specs.firstIndex(of: spec) else { continue }
            let pair = try DataKeyPair(generating: spec)
            seeds.append((number, pair.privateKey.revealed()))
            seeds.append((128 + number, pair.publicKey))
        }
        return seeds
    }
}
