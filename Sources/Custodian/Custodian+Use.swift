import AuditLog
package import CustodianContract
import KeyMap
import SecretSharing
import Placement
import Secrets

extension Custodian {
    package func use(_ uses: [ShareUse], gateway: String) async -> [ShareResult] {
        let evaluations = evaluations(uses, gateway: gateway)
        var answers: [(use: ShareUse, result: Result<ShareResult, Refusal>)] = []
        for (position, use) in uses.enumerated() {
            if let evaluation = evaluations[position] {
                answers.append((use, evaluation))
                continue
            }
            do {
                let result = try await answer(use, gateway: gateway)
                answers.append((use, .success(result)))
            } catch {
                answers.append((use, .failure(error)))
            }
        }
        // An operation with a whole key was recorded before there was one.
        let unrecorded = answers.filter { !$0.result.isPerformed }
        let failure = await written(unrecorded.map { record($0.use, gateway: gateway, refusal: $0.result.refusal) })
        return answers.map { answer in
            switch answer.result {
            case .success(let result): answer.result.isPerformed ? result : failure.map { .refused($0) } ?? result
            case .failure(let refusal): .refused(failure ?? refusal)
            }
        }
    }

    /// Returns once the records are on disk; the refusal of what they are about where they could not be kept.
    func written(_ records: [AuditRecord]) async -> Refusal? {
        do {
            try await settings.audit.append(records)
            return nil
        } catch {
            return Refusal(.unavailable, "custodian \(settings.custodian) cannot write its audit log: \(error)")
        }
    }

    func written(_ record: AuditRecord) async -> Refusal? {
        await written([record])
    }

    private func answer(_ use: ShareUse, gateway: String) async throws(Refusal) -> ShareResult {
        try checkPlace(of: gateway, use.share)
        switch use.action {
        case .makeImportKey(let wrapping, let spec, let expires):
            return .importParameters(try await importParameters(wrapping, spec, expires: expires, use))
        case .perform(let operation):
            return .performed(try await perform(operation, use, gateway: gateway))
        case .evaluatePRF:
            throw Refusal(.malformed, "an evaluation was not computed with its message")
        case .agree(let peer):
            return .agreement(try agree(with: peer, use.share, try authorize(use)))
        case .evaluateReplicated(let contextDigest, let alpha, let responders, let crossChecked):
            return .replicated(
                try evaluateReplicated(
                    use, try authorize(use), contextDigest: contextDigest, alpha: alpha, responders: responders,
                    crossChecked: crossChecked))
        case .commitNonces(let scheme, let count):
            return .nonces(try offer(use.share, try authorize(use), scheme: scheme, count: count, gateway: gateway))
        case .sign(let scheme, let message, let commitments, let replenish):
            return .signature(
                try sign(
                    use.share, try authorize(use), scheme: scheme, message: message, commitments: commitments,
                    replenish: replenish, gateway: gateway))
        }
    }

    /// Whether the key's placement lets it be used from where the gateway stands, by the charter and not by its own word.
    func checkPlace(of gateway: String, _ share: ShareName) throws(Refusal) {
        let place = replica.members.gateways[gateway]
        guard let key = replica.key(share.key),
            !placements.allows(key.placement, region: place?.region ?? "", jurisdiction: place?.jurisdiction ?? "")
        else { return }
        throw Refusal(
            .forbidden, "the placement of key \(key.id) does not let it be used from \(place?.region ?? "nowhere")")
    }

    /// The key that a request names, as it is in the region that it is used in; nil where this custodian knows none.
    ///
    /// - Throws: ``Refusal`` with `.forbidden` where the key is not in that region.
    func key(_ use: ShareUse) throws(Refusal) -> KeyRecord? {
        guard let key = replica.key(use.share.key) else { return nil }
        guard let seen = key.seen(in: use.region) else {
            throw Refusal(.forbidden, "key \(key.id) is not in \(use.region)")
        }
        return seen
    }

    /// The share that a request names, where the signed key map allows this use of it. The custodian believes nobody: the
    /// gateway has checked the same.
    func authorize(_ use: ShareUse) throws(Refusal) -> ShareVault.Held {
        guard let key = try key(use), let version = key.version(use.share.version),
            let shard = version.shards.first(where: { $0.number == use.share.shard }),
            let share = vault.share(use.share)
        else {
            throw Refusal(.unknownShare, "custodian \(settings.custodian) holds no share of \(use.share)")
        }
        guard key.state == .enabled else {
            throw Refusal(.forbidden, "key \(key.id) is \(key.state.name), not Enabled")
        }
        guard use.suite == key.suite, share.suite == use.suite, use.action.suite == share.suite else {
            throw Refusal(.forbidden, "key \(key.id) is for \(key.usage.rawValue) with \(key.suite.name) only")
        }
        guard share.publicPart.agrees(with: shard) else {
            throw Refusal(.forbidden, "the key map's committee of \(use.share) is not the one that made its share")
        }
        guard use.epoch == shard.epoch, share.epoch == shard.epoch else {
            throw Refusal(
                .wrongEpoch, "share \(use.share) is of epoch \(share.epoch); the request was for \(use.epoch)")
        }
        return share
    }

    /// The custodian's own record of the use: what it was asked, by whom, for which client request.
    func record(_ use: ShareUse, gateway: String, refusal: Refusal?) -> AuditRecord {
        let quorum = replica.key(use.share.key)?.quorum(of: use.share)
        return AuditRecord(
            time: settings.clock(), source: "custodian.quorate", name: use.action.name,
            region: use.region.isEmpty ? replica.key(use.share.key)?.region ?? "" : use.region,
            identity: .node("spiffe://\(settings.fleet)/gateway/\(gateway)"),
            errorCode: refusal.map { "\($0.code)" }, errorMessage: refusal?.message,
            requestParameters: .object(
                [
                    .init("keyId", .string(use.share.key.description)),
                    .init("version", .integer(Int64(use.share.version.value))),
                    .init("shard", .integer(Int64(use.share.shard))),
                    .init("epoch", .integer(Int64(use.epoch.value))),
                    .init("operation", .string(use.operation)),
                ] + (quorum.map { [.init("quorum", .integer(Int64($0)))] } ?? [])),
            requestID: use.clientRequest, eventID: UniqueID.make(settings.random.bytes(16)), readOnly: true,
            eventType: "QuorateShareUse")
    }
}

extension KeyRecord {
    /// How many shares a use of this one takes; nil where the key has no such shard.
    fileprivate func quorum(of share: ShareName) -> Int? {
        version(share.version)?.shards.first { $0.number == share.shard }?.threshold.quorum
    }
}

extension Result<ShareResult, Refusal> {
    fileprivate var isPerformed: Bool {
        if case .success(.performed) = self { true } else { false }
    }

    fileprivate var refusal: Refusal? {
        if case .failure(let refusal) = self { refusal } else { nil }
    }
}

extension ShareUse.Action {
    /// The only suite whose shares may do this: what the action is decides, not what the request says.
    var suite: Suite {
        switch self {
        case .evaluatePRF: .ristrettoPRF
        case .commitNonces, .sign: .frostEd25519
        case .perform, .makeImportKey: .quorumP256
        case .agree: .agreementP256
        case .evaluateReplicated: .replicatedAES
        }
    }
}
