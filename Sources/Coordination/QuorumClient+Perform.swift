import CustodianContract
import Groups
package import KeyMap
package import KeyMaterial
import Placement
import SecretSharing
import Secrets

extension QuorumClient {
    /// What a custodian that was asked to rebuild a key came back with.
    private enum Answer: Sendable {
        case done(OperationResult)
        /// The client's fault: another custodian would say the same.
        case invalid(CoordinationError.Code, String)
    }

    /// How long one requester may take before another is asked besides. Longer than for partial results: a reconstruction
    /// waits for its turn, and two of them for one key wait for each other.
    private static let requesterPatience = Duration.milliseconds(1_200)

    package func perform(
        _ operation: KeyOperation, under key: KeyRecord, version: KeyVersion, request: UseRequest,
        isRight: @escaping @Sendable ([UInt8]) -> Bool
    ) async throws(CoordinationError) -> Performed {
        let request = request.using(key)
        let committee = try reconstructionCommittee(key, version)
        let requesters = requesterOrder(try requesters(committee, key))
        let gathered = await gather(
            requesters, answers: 1, patience: Self.requesterPatience, for: request,
            onLate: { [self] in stalled($0, key: key.id) }
        ) { [self] custodian in
            do {
                let result = try await ask(committee, custodian, request: request, action: .perform(operation))
                guard case .performed(let done) = result else {
                    throw MemberFailure.lie("it answered with another kind of result than an operation's", .malformed)
                }
                guard Self.isPlausible(done, committee) else {
                    throw MemberFailure.lie("it names others than a quorum of the key's committee")
                }
                guard done.output.count <= operation.kind.outputLimit else {
                    throw MemberFailure.lie(
                        "what it returned is longer than the result of any such operation", .oversize)
                }
                guard isRight(done.output) else {
                    throw MemberFailure.lie("what it returned is not the result of the operation")
                }
                return Answer.done(done)
            } catch let failure as MemberFailure where failure.refusal == .invalidInput {
                return Answer.invalid(.invalidInput, failure.reason)
            } catch let failure as MemberFailure where failure.refusal == .wrongMaterial {
                return Answer.invalid(.wrongMaterial, failure.reason)
            }
        }
        let gathering = try checked(gathered, committee, custodian: \.self)
        guard let (requester, answer) = gathering.answers.first else {
            throw CoordinationError(.failed, "key \(key.id) was rebuilt by nobody")
        }
        switch answer {
        case .invalid(let code, let reason):
            throw CoordinationError(code, reason, attempts: gathering.attempts)
        case .done(let result):
            // The requester's word alone: it is passed on to the operator, and convicts nobody.
            for liar in result.liars {
                report(.accusation(liar, by: requester, key: key.id))
            }
            return Performed(
                output: SecretBytes(copying: result.output),
                use: QuorumUse(
                    attempts: gathering.attempts + result.attempts - 1, custodians: result.custodians,
                    blamed: committee.blamed(by: roster), version: version.number, epoch: committee.epoch))
        }
    }

    /// Whether a requester's account of who took part can be true: it goes into logs and the audit trail.
    private static func isPlausible(_ result: OperationResult, _ committee: Committee<Secp256r1>) -> Bool {
        let members = Set(committee.indices.map { committee.custodian($0) })
        let (quorum, count) = (committee.threshold.quorum, committee.threshold.count)
        return result.custodians.count == quorum && Set(result.custodians).count == quorum
            && members.isSuperset(of: result.custodians) && members.isSuperset(of: result.liars)
            && result.liars.count <= count && (1...count).contains(result.attempts)
    }

    /// The custodians that may rebuild the key, in the order in which to ask them, by chance among equals: members near
    /// this gateway, requesters beside it, and the other members. Requesters of this gateway's region alone where the key's
    /// placement asks for them.
    private func requesters(
        _ committee: Committee<Secp256r1>, _ key: KeyRecord
    ) throws(CoordinationError) -> [CustodianID] {
        func allowed(_ custodians: [CustodianRecord]) -> [CustodianRecord] {
            custodians.filter { placements.obstacle(to: $0, rebuilding: key.placement) == nil }.shuffled(by: random)
        }
        let besides = allowed(replica.custodians.filter { $0.kind == .requester && $0.region == region })
        if placements.site(key.placement) == .gateway {
            guard !besides.isEmpty else {
                throw CoordinationError(
                    .keyUnavailable,
                    "Key \(key.id) is rebuilt by requesters alone, custodians without shares beside a gateway, and region "
                        + "\(region) has none that its placement allows: start one there.")
            }
            return besides.map(\.id)
        }
        let members = allowed(committee.indices.compactMap { replica.custodian(committee.custodian($0)) })
        let all = members.filter { $0.region == region } + besides + members.filter { $0.region != region }
        guard !all.isEmpty else {
            throw CoordinationError(
                .keyUnavailable, "No custodian of key \(key.id) stands where its placement lets it be rebuilt.")
        }
        return all.map(\.id)
    }

    /// Those that are connected and not to blame before the others, and last of them who has stalled a request or answers
    /// much later than the rest: what a slow requester has a permit for, all others wait for.
    private func requesterOrder(_ custodians: [CustodianID]) -> [CustodianID] {
        let healthy = custodians.filter { roster.isConnected($0) && !roster.isBlamed($0) }
        let slow = roster.slow(among: custodians)
        let dawdling = healthy.filter { slow.contains($0) || roster.isStalling($0) }
        return healthy.filter { !dawdling.contains($0) } + dawdling
            + roster.ordered(custodians.filter { !healthy.contains($0) })
    }

    /// Tells roster and operator of requesters that keep a request waiting.
    private func stalled(_ custodians: [CustodianID], key: KeyID) {
        for custodian in custodians {
            roster.stalled(custodian)
            report(.stall(custodian, key: key))
        }
    }

    func reconstructionCommittee(
        _ key: KeyRecord, _ version: KeyVersion
    ) throws(CoordinationError) -> Committee<Secp256r1> {
        do {
            return try reconstructionCommittees.committee(key: key, version: version, shard: version.shards[0])
        } catch {
            throw CoordinationError(.failed, "the key map's record of key \(key.id) is damaged: \(error.message)")
        }
    }
}
