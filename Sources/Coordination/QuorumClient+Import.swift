package import CustodianContract
import Groups
package import KeyMap
package import KeyMaterial
import SecretSharing

extension QuorumClient {
    package func importParameters(
        for key: KeyRecord, _ wrapping: ImportWrapping, _ wrappingKey: KeySpec, expires: Timestamp, request: UseRequest
    ) async throws(CoordinationError) -> ImportParameters {
        let committee = try reconstructionCommittee(key, key.current)
        let gathering = try await gather(committee, answers: 1, patience: .seconds(3), for: request) {
            [self] member in
            let action = ShareUse.Action.makeImportKey(wrapping, wrappingKey, expires: expires)
            let result = try await ask(committee, member, request: request, action: action)
            guard case .importParameters(let parameters) = result, parameters.token.key == key.id else {
                throw MemberFailure.lie("it answered with another kind of result than import parameters")
            }
            return parameters
        }
        guard let parameters = gathering.answers.first?.value else {
            throw CoordinationError(.failed, "nobody made a wrapping key")
        }
        return parameters
    }
}
