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
        switch step.action {
        case .make:
            try checkPrepared(step)
            return try await make(step)
        case .certify(let material) where material.fingerprint.isEmpty:
            try checkPrepared(step)
            return try certify(material, step)
        case .certify(let material):
            try checkImport(material, step)
            return try certify(material, step, once: false)
        }
    }

    /// Whether imported material is for a key that takes some, and no other than it has had before.
    private func checkImport(_ material: WrappedMaterial, _ step: MaterialStep) throws(Refusal) {
        guard vault.prepared(step.share) == nil else {
            throw Refusal(.forbidden, "imported material is for keys that exist, and \(step.share) is being made")
        }
        guard let key = replica.key(step.share.key), let version = key.version(step.share.version),
            let shard = version.shards.first(where: { $0.number == step.share.shard }), key.spec == step.spec,
            shard.publicKey == step.secret, vault.share(step.share)?.publicPart.agrees(with: shard) == true
        else {
            throw Refusal(
                .unknownShare, "custodian \(settings.custodian) holds no share of \(step.share) with this secret")
        }
        let refusals = key.inEveryRegion.map { KeyOperation.Kind.importMaterial.refusal(by: $0, at: settings.clock()) }
        // For which of its regions, the hub knows: the material is one for all.
        if let refusal = refusals[0], !refusals.contains(nil) { throw Refusal(.forbidden, refusal) }
        guard key.importedFingerprint.isEmpty || key.importedFingerprint == material.fingerprint else {
            throw Refusal(.forbidden, "key \(key.id) has had other material, and takes the same only")
        }
    }

    /// Whether this custodian prepared a share of the very secret that the material is for, which no key uses yet.
    private func checkPrepared(_ step: MaterialStep) throws(Refusal) {
        guard step.spec.isAsymmetric, step.spec.allowsQuorumCustody else {
            throw Refusal(.malformed, "the material of a \(step.spec.rawValue) key follows from its secret")
        }
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
        guard isEntropySufficient else {
            throw Refusal(
                .unavailable, "custodian \(settings.custodian) makes no keys while its entropy is below the minimum")
        }
        do {
            let material = try await MaterialMaker.generate(step.spec)
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
    private func certify(
        _ material: WrappedMaterial, _ step: MaterialStep, once: Bool = true
    ) throws(Refusal) -> WrappedMaterial {
        guard let maker = replica.custodian(material.maker), material.signatures.count == 1,
            IdentitySignature.isValid(
                material.signatures[0], over: statement(of: material, step), by: maker.identityKey)
        else {
            throw Refusal(.forbidden, "the material of \(step.share) does not carry its maker's signature")
        }
        let isFirst =
            !once
            || certified.note(
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
        material.signed([try settings.signer.sign(statement(of: material, step))])
    }

    private func statement(of material: WrappedMaterial, _ step: MaterialStep) -> [UInt8] {
        WrappedMaterial.statement(
            fleet: settings.fleet, key: step.share.key, version: step.share.version, spec: step.spec,
            secret: step.secret, material: material)
    }
}
