import AsyncGate
package import CustodianContract
import Entropy
import Groups
import KeyGeneration
import KeyMap
import SecretSharing

extension Custodian {
    package func generateKey(_ step: KeyGenerationStep) async throws -> KeyGenerationAnswer {
        do {
            switch step.round {
            case .announce:
                let entropy = try sufficientEntropy()
                let session = try join(step.parameters)
                try ceremonies.open(step.ceremony, session, entropy: entropy)
                return .message(try session.announce())
            case .reveal:
                return .message(
                    try ceremonies.session(step.ceremony, parameters: step.parameters).reveal(step.messages))
            case .deal:
                return .message(try ceremonies.session(step.ceremony, parameters: step.parameters).deal(step.messages))
            case .conclude:
                return try await conclude(step)
            case .judge:
                return .culprits(try judge(step).map(\.value))
            case .abandon:
                ceremonies.close(step.ceremony)
                try await abandon(step.parameters)
                return .abandoned
            }
        } catch let error as CeremonyError {
            ceremonies.close(step.ceremony)
            throw CeremonyRefusal(
                member: settings.custodian, reason: error.message, culprit: error.culprit?.value,
                lacksEntropy: error.code == .entropy)
        }
    }

    /// What stands behind the custodian's randomness now, if anything is known of it.
    private func sufficientEntropy() throws(CeremonyError) -> BirthEntropy? {
        guard let report = settings.entropy?.report else { return nil }
        guard report.isSufficient else {
            throw CeremonyError(
                .entropy, "custodian \(settings.custodian) makes no keys while \(report.shortfall)")
        }
        return BirthEntropy(report)
    }

    /// Checks that the ceremony is one that the charter allows, and joins it.
    private func join(_ parameters: KeyGenerationParameters) throws(CeremonyError) -> any CeremonySession {
        guard parameters.fleet == settings.fleet else {
            throw CeremonyError(.badParameters, "the key generation is of another fleet, \(parameters.fleet)")
        }
        let members = replica.members
        guard parameters.threshold.quorum >= members.leastQuorum else {
            throw CeremonyError(
                .badParameters,
                "a quorum of \(parameters.threshold.quorum) is below the least that the fleet's root key allows, "
                    + "\(members.leastQuorum)")
        }
        for member in parameters.members {
            guard let known = members.custodian(member.custodian),
                known.identityKey == member.identityKey, known.sealingKey == member.sealingKey
            else {
                throw CeremonyError(
                    .badParameters, "\(member.custodian) with these keys is no custodian in the fleet's charter")
            }
            guard known.kind.joinsCommittees else {
                throw CeremonyError(
                    .badParameters,
                    "\(member.custodian) is a \(known.kind.rawValue) in the fleet's charter, and joins no committee")
            }
        }
        guard let index = parameters.index(of: settings.custodian) else {
            throw CeremonyError(.badParameters, "custodian \(settings.custodian) is not in the committee")
        }
        let name = shareName(parameters)
        guard vault.share(name) == nil, vault.prepared(name) == nil, replica.key(parameters.key) == nil else {
            throw CeremonyError(.badParameters, "there is a share of \(name) already")
        }
        return switch parameters.suite {
        case .ristrettoPRF: GroupCeremony<Ristretto255>(try participant(parameters, index))
        case .frostEd25519: GroupCeremony<Edwards25519>(try participant(parameters, index))
        case .quorumP256, .agreementP256: GroupCeremony<Secp256r1>(try participant(parameters, index))
        case .replicatedAES:
            ReplicatedCeremony(
                try ReplicatedKeyParticipant(
                    parameters: parameters, index: index, signer: settings.signer, sealing: settings.sealing,
                    random: settings.random))
        }
    }

    private func participant<Group: PrimeOrderGroup>(
        _ parameters: KeyGenerationParameters, _ index: ShareIndex
    ) throws(CeremonyError) -> KeyGenerationParticipant<Group> {
        try KeyGenerationParticipant(
            parameters: parameters, index: index, signer: settings.signer, sealing: settings.sealing,
            random: settings.random)
    }

    /// Stores the share durably, and only then lets the confirmation out.
    private func conclude(_ step: KeyGenerationStep) async throws -> KeyGenerationAnswer {
        let session = try ceremonies.session(step.ceremony, parameters: step.parameters)
        let entropy = ceremonies.entropy(step.ceremony)
        defer { ceremonies.close(step.ceremony) }
        switch try session.conclude(step.messages) {
        case .complaint(let message): return .message(message)
        case .confirmed(let box, let shard, let confirmation):
            guard let index = step.parameters.index(of: settings.custodian) else {
                throw CeremonyError(.badParameters, "custodian \(settings.custodian) is not in the committee")
            }
            try await gate.pass {
                try await vault.prepare(
                    box.share, name: shareName(step.parameters), epoch: step.parameters.epoch,
                    publicPart: SharePublicPart(
                        suite: step.parameters.suite, index: index, threshold: shard.threshold,
                        commitments: shard.commitments, transcript: shard.certificate.transcript))
            }
            let transcript = shard.certificate.transcript
            return .message(
                confirmation, birth: try entropy.map { try statement(of: $0, step.parameters, transcript: transcript) })
        }
    }

    private func statement(
        of entropy: BirthEntropy, _ parameters: KeyGenerationParameters, transcript: [UInt8]
    ) throws -> BirthStatement {
        let statement = BirthStatement.statement(
            fleet: parameters.fleet, key: parameters.key, version: parameters.version, transcript: transcript,
            custodian: settings.custodian, entropy: entropy)
        return BirthStatement(
            custodian: settings.custodian, entropy: entropy, signature: try settings.signer.sign(statement))
    }

    /// Who lied, by the evidence in the complaints.
    private func judge(_ step: KeyGenerationStep) throws(CeremonyError) -> [ShareIndex] {
        let count = step.parameters.threshold.count
        guard step.messages.count == 4 * count else {
            throw CeremonyError(.badMessage, "a judgement needs the messages of four rounds")
        }
        let rounds = (0..<4).map { Array(step.messages[$0 * count..<($0 + 1) * count]) }
        return switch step.parameters.suite {
        case .ristrettoPRF: try culprits(KeyGenerationRecord<Ristretto255>.self, step.parameters, rounds)
        case .frostEd25519: try culprits(KeyGenerationRecord<Edwards25519>.self, step.parameters, rounds)
        case .quorumP256, .agreementP256: try culprits(KeyGenerationRecord<Secp256r1>.self, step.parameters, rounds)
        case .replicatedAES: try culprits(ReplicatedKeyRecord.self, step.parameters, rounds)
        }
    }

    private func culprits<Record: CeremonyRecord>(
        _ record: Record.Type, _ parameters: KeyGenerationParameters, _ rounds: [[SignedMessage]]
    ) throws(CeremonyError) -> [ShareIndex] {
        try Record(parameters: parameters, rounds: Array(rounds[..<3])).culprits(rounds[3], sealing: settings.sealing)
    }

    /// Erases what a ceremony that failed has prepared. A share that is in use, or that the key map holds, stays.
    private func abandon(_ parameters: KeyGenerationParameters) async throws {
        let name = shareName(parameters)
        try await gate.pass {
            guard replica.key(parameters.key) == nil else { return }
            try await vault.abandon(name)
        }
    }

    private func shareName(_ parameters: KeyGenerationParameters) -> ShareName {
        ShareName(key: parameters.key, version: parameters.version, shard: parameters.shard)
    }
}
