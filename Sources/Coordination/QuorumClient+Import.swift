package import CustodianContract
import Groups
package import KeyMap
package import KeyMaterial
import SecretSharing

extension QuorumClient {
    /// How much longer than other requests one may take that needs a new RSA key.
    private static let primeSearch = Duration.seconds(20)

    package func importParameters(
        for key: KeyRecord, _ wrapping: ImportWrapping, _ wrappingKey: KeySpec, expires: Timestamp, request: UseRequest
    ) async throws(CoordinationError) -> ImportParameters {
        let committee = try reconstructionCommittee(key, key.current)
        // The search for the primes of an RSA key takes up to seconds, and is nobody's delay.
        let search = request.using(key, delayed: Self.primeSearch)
        let gathering = try await gather(committee, answers: 1, patience: Self.primeSearch / 2, for: search) {
            [self] member in
            let action = ShareUse.Action.makeImportKey(wrapping, wrappingKey, expires: expires)
            let result = try await ask(committee, member, request: search, action: action)
            guard case .importParameters(let parameters) = result, parameters.token.key == key.id else {
                throw MemberFailure.lie("it answered with another kind of result than import parameters", .malformed)
            }
            return parameters
        }
        guard let parameters = gathering.answers.first?.value else {
            throw CoordinationError(.failed, "nobody made a wrapping key")
        }
        return parameters
    }
}
