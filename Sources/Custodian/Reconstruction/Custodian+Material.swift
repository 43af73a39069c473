import ByteCoding
package import CustodianContract
import KeyGeneration
package import KeyMap
import KeyMaterial
import Secrets

extension Custodian {
    /// Makes key material, or certifies what another member has made.
    ///
    /// - Returns: for `.make` the material with this custodian's signature alone; for `.certify` that signature in its
    ///   place.
    /// - Throws: ``Refusal``.
    package func material(_ step: MaterialStep) async throws(Refusal) -> WrappedMaterial {
        guard step.spec.isAsymmetric, step.spec.custodies.contains(.quorum) else {
            throw Refusal(.malformed, "the material of a \(step.spec.rawValue) key follows from its secret")
        }
        try checkPrepared(step)
        switch step.action {
        case .make: return try await make(step)
        case .certify(let material): return try certify(material, step)
        }
    }

    /// Whether this custodian prepared a share of the very secret that the material is for, which no key uses yet.
    private func checkPrepared(_ step: MaterialStep) throws(Refusal) {
        guard let prepared = vault.prepared(step.share),
            let publicPart = try? SharePublicPart(decoding: prepared.publicPart), publicPart.suite == .quorumP256,
            publicPart.commitments.first == step.secret, vault.share(step.share) == nil,
            replica.key(step.share.key) == nil
        else {
            throw Refusal(
                .unknownShare, "custodian \(settings.custodian) has prepared no share of \(step.share) with this secret"
            )
        }
    }

    private func make(_ step: MaterialStep) async throws(Refusal) -> WrappedMaterial {
        guard let support = settings.reconstruction else {
            throw Refusal(.unavailable, "custodian \(settings.custodian) makes no key material")
        }
        do {
            let material = try await MaterialStock.generate(step.spec)
            let publicKey = try material.publicKey()
            let info = WrappedMaterial.info(
                fleet: settings.fleet, key: step.share.key, version: step.share.version, spec: step.spec,
                secret: step.secret)
            let sealed = try support.sealing.seal(material.encoded(), to: step.secret, binding: info)
            return try signed(
                WrappedMaterial(
                    maker: settings.custodian, publicKey: publicKey, sealed: sealed, signatures: []), step)
        } catch {
            throw Refusal(.unavailable, "custodian \(settings.custodian) could not make key material: \(error)")
        }
    }

    /// One material alone is certified for a prepared share, so that no two can ever compete.
    private func certify(_ material: WrappedMaterial, _ step: MaterialStep) throws(Refusal) -> WrappedMaterial {
        guard let maker = replica.custodians.first(where: { $0.id == material.maker }), material.signatures.count == 1,
            IdentitySignature.isValid(
                material.signatures[0], over: statement(of: material, step), by: maker.identityKey)
        else {
            throw Refusal(.forbidden, "the material of \(step.share) does not carry its maker's signature")
        }
        let isFirst = certified.note(
            statement(of: material, step), for: step.share, isPrepared: { vault.prepared($0) != nil })
        guard isFirst else {
            throw Refusal(.forbidden, "custodian \(settings.custodian) has certified other material of \(step.share)")
        }
        do {
            return try signed(material, step)
        } catch {
            throw Refusal(.unavailable, "custodian \(settings.custodian) could not sign: \(error)")
        }
    }

    private func signed(_ material: WrappedMaterial, _ step: MaterialStep) throws -> WrappedMaterial {
        WrappedMaterial(
            maker: material.maker, publicKey: material.publicKey, fingerprint: material.fingerprint,
            sealed: material.sealed, signatures: [try settings.signer.sign(statement(of: material, step))])
    }

    private func statement(of material: WrappedMaterial, _ step: MaterialStep) -> [UInt8] {
        WrappedMaterial.statement(
            fleet: settings.fleet, key: step.share.key, version: step.share.version, spec: step.spec,
            secret: step.secret, material: material)
    }
}
