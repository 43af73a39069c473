import ByteCoding
import CustodianContract
import Groups
import KeyGeneration
import KeyMap
import KeyMaterial
import SecretSharing
import Secrets

extension Custodian {
    /// Unwraps imported material with the rebuilt secret, checks it, and wraps it for the key.
    ///
    /// - Returns: the encoded ``WrappedMaterial`` with this custodian's signature alone.
    /// - Throws: ``Refusal``: `.invalidInput` where nothing can be unwrapped, `.wrongMaterial` where what came out is no
    ///   material for this key.
    func importing(
        _ request: MaterialImport, secret: borrowing SecretScalar<FieldP256>, key: KeyRecord, version: KeyVersion,
        _ support: ReconstructionSupport
    ) throws(Refusal) -> [UInt8] {
        let plaintext = try unwrapped(request, secret: secret, key: key, version: version, support)
        do {
            let material = try KeyMaterial(importing: plaintext, spec: key.spec)
            let fingerprint = material.fingerprint(key: key.id)
            guard key.importedFingerprint.isEmpty || key.importedFingerprint == fingerprint else {
                throw KeyMaterialError(.badMaterial, "the key has had other material, and takes the same only")
            }
            let publicKey = try material.publicKey()
            let publicHalf = version.shards[0].publicKey
            let info = WrappedMaterial.info(
                fleet: settings.fleet, key: key.id, version: version.number, spec: key.spec, secret: publicHalf)
            let sealed = try support.sealing.seal(material.encoded(), to: publicHalf, binding: info)
            let wrapped = WrappedMaterial(
                maker: settings.custodian, publicKey: publicKey, fingerprint: fingerprint, sealed: sealed,
                signatures: [])
            let statement = WrappedMaterial.statement(
                fleet: settings.fleet, key: key.id, version: version.number, spec: key.spec, secret: publicHalf,
                material: wrapped)
            return wrapped.signed([try settings.signer.sign(statement)]).encoded
        } catch let error as KeyMaterialError {
            throw Refusal(.wrongMaterial, "The key material cannot be imported: \(error.message).")
        } catch {
            throw Refusal(.unavailable, "the material of key \(key.id) could not be sealed: \(error)")
        }
    }

    private func unwrapped(
        _ request: MaterialImport, secret: borrowing SecretScalar<FieldP256>, key: KeyRecord, version: KeyVersion,
        _ support: ReconstructionSupport
    ) throws(Refusal) -> SecretBytes {
        let scalar = unsafe secret.withUnsafeBytes { source in
            unsafe SecretBytes(count: source.count) { unsafe $0.copyMemory(from: source) }
        }
        let info = ImportToken.info(
            fleet: settings.fleet, key: key.id, version: version.number, secret: version.shards[0].publicKey)
        do {
            let wrappingKey = try KeyMaterial(
                decoding: support.sealing.open(request.sealedKey, with: scalar, binding: info),
                spec: request.wrappingKey)
            return try request.wrapping.unwrap(request.wrapped, privateKey: wrappingKey)
        } catch {
            throw Refusal(
                .invalidInput,
                "The encrypted key material cannot be unwrapped. Wrap it with the public key that came with the token.")
        }
    }
}
