package import KeyMap
import Secrets

extension KeyMaterial {
    /// Fresh material of an asymmetric spec. An RSA key takes up to seconds.
    ///
    /// - Throws: ``KeyMaterialError`` with `.wrongOperation` for specs whose material is derived or never whole.
    package static func generate(_ spec: KeySpec) throws(KeyMaterialError) -> KeyMaterial {
        switch spec.family {
        case .curve(let curve): KeyMaterial(spec: spec, secret: try ECKey.generate(curve).scalar())
        case .rsa(let bits): KeyMaterial(spec: spec, secret: try RSAKey.generate(bits: bits).privateKeyEncoding())
        case .mlDSA: KeyMaterial(spec: spec, secret: SecretBytes.random(count: MLDSAParameters.seedByteCount))
        case .domain, .mac, .none:
            throw KeyMaterialError(.wrongOperation, "material of \(spec.rawValue) is not generated")
        }
    }
}
