import CustodianContract
import KeyGeneration
import KeyMap
import KeyMaterial
import Secrets

extension Custodian {
    /// A new RSA key for a client to wrap material with. Its private half leaves this process inside the token only.
    func importParameters(
        _ wrapping: ImportWrapping, _ wrappingKey: KeySpec, expires: Timestamp, _ use: ShareUse
    ) async throws(Refusal) -> ImportParameters {
        guard let support = settings.reconstruction else {
            throw Refusal(.unavailable, "custodian \(settings.custodian) makes no key material")
        }
        guard let key = try key(use), let version = key.version(use.share.version) else {
            throw Refusal(.unknownShare, "custodian \(settings.custodian) knows no key \(use.share)")
        }
        if let refusal = KeyOperation.Kind.importMaterial.refusal(by: key, at: settings.clock()) {
            throw Refusal(.forbidden, refusal)
        }
        guard [.rsa2048, .rsa3072, .rsa4096].contains(wrappingKey) else {
            throw Refusal(.malformed, "\(wrappingKey.rawValue) is no spec of wrapping keys")
        }
        guard isEntropySufficient else {
            throw Refusal(
                .unavailable,
                "custodian \(settings.custodian) makes no wrapping keys while its entropy is below the minimum")
        }
        do {
            let secret = version.shards[0].publicKey
            let material = try await MaterialMaker.generate(wrappingKey)
            let publicKey = try material.publicKey()
            let info = ImportToken.info(
                fleet: settings.fleet, key: key.id, version: version.number, secret: secret)
            let token = ImportToken(
                key: key.id, version: version.number, wrapping: wrapping, wrappingKey: wrappingKey, expires: expires,
                maker: settings.custodian,
                sealedKey: try support.sealing.seal(material.encoded(), to: secret, binding: info), signature: [])
            let signature = try settings.signer.sign(token.statement(fleet: settings.fleet))
            return ImportParameters(publicKey: publicKey, token: token.signed(signature))
        } catch {
            throw Refusal(.unavailable, "custodian \(settings.custodian) could not make a wrapping key: \(error)")
        }
    }
}
