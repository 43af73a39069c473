import CustodianContract
import Groups
package import KeyMap
package import KeyMaterial
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
        _ operation: KeyOperation, under key: KeyRecord, version: KeyVersion, request: UseRequest
    ) async throws(CoordinationError) -> Performed {
        let committee = try reconstructionCommittee(key, version)
        let gathering = try await gather(committee, answers: 1, patience: Self.requesterPatience, for: request) {
            [self] member in
            do {
                let result = try await ask(committee, member, request: request, action: .perform(operation))
                guard case .performed(let done) = result else {
                    throw MemberFailure.lie("it answered with another kind of result than an operation's")
                }
                return Answer.done(done)
            } catch let failure as MemberFailure where failure.refusal == .invalidInput {
                return Answer.invalid(.invalidInput, failure.reason)
            } catch let failure as MemberFailure where failure.refusal == .wrongMaterial {
                return Answer.invalid(.wrongMaterial, failure.reason)
            }
        }
        guard let (member, answer) = gathering.answers.first else {
            throw CoordinationError(.failed, "key \(key.id) was rebuilt by nobody")
        }
        switch answer {
        case .invalid(let code, let reason):
            throw CoordinationError(code, reason, attempts: gathering.attempts)
        case .done(let result):
            // The requester's word alone: it is passed on to the operator, and convicts nobody.
            for liar in result.liars {
                report(
                    .failure(liar, key: key.id, reason: "\(committee.custodian(member)) says that its share was wrong"))
            }
            return Performed(
                output: SecretBytes(copying: result.output),
                use: QuorumUse(
                    attempts: gathering.attempts + result.attempts - 1, custodians: result.custodians,
                    blamed: committee.blamed(by: roster), version: version.number, epoch: committee.epoch))
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
