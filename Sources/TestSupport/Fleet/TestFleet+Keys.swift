import Custodian
package import CustodianContract
import Groups
package import KeyGeneration
package import KeyMap
package import SecretSharing

extension TestFleet {
    /// What a key generation of the whole fleet is about.
    package func parameters(_ spec: KeySpec, key: String, threshold: Threshold? = nil) throws -> KeyGenerationParameters
    {
        try KeyGenerationParameters(
            fleet: Self.name, key: KeyID(key), version: .first, shard: 1, suite: spec.suite,
            threshold: threshold ?? self.threshold, epoch: .first, members: seats.map(\.identity.member))
    }

    /// One round at every custodian.
    package func round(
        _ round: KeyGenerationStep.Round, _ parameters: KeyGenerationParameters, _ messages: [SignedMessage],
        ceremony: [UInt8] = [1]
    ) async throws -> [SignedMessage] {
        var answers: [SignedMessage] = []
        for index in seats.indices {
            let step = KeyGenerationStep(parameters: parameters, ceremony: ceremony, round: round, messages: messages)
            if case .message(let message) = try await custodian(index + 1).generateKey(step) { answers.append(message) }
        }
        return answers
    }

    /// All four rounds.
    package func runCeremony(
        _ parameters: KeyGenerationParameters, ceremony: [UInt8] = [1]
    ) async throws -> (rounds: [[SignedMessage]], verdicts: [SignedMessage]) {
        let announcements = try await round(.announce, parameters, [], ceremony: ceremony)
        let revelations = try await round(.reveal, parameters, announcements, ceremony: ceremony)
        let dealings = try await round(.deal, parameters, revelations, ceremony: ceremony)
        let verdicts = try await round(.conclude, parameters, dealings, ceremony: ceremony)
        return ([announcements, revelations, dealings], verdicts)
    }

    /// The record that the certified ceremony makes, not published.
    package func certify(
        _ parameters: KeyGenerationParameters, _ spec: KeySpec, rounds: [[SignedMessage]], verdicts: [SignedMessage]
    ) throws -> KeyRecord {
        let shard =
            switch spec {
            case .symmetricDefault:
                try KeyGenerationRecord<Ristretto255>(parameters: parameters, rounds: rounds).certified(verdicts)
            case .ed25519:
                try KeyGenerationRecord<Edwards25519>(parameters: parameters, rounds: rounds).certified(verdicts)
            }
        return KeyRecord(
            id: parameters.key, account: "000000000000", region: "eu-west-1", spec: spec, created: time.now,
            keyDescription: "", policy: "{}", tags: [], creationToken: nil,
            first: KeyVersion(number: .first, created: time.now, shards: [shard]))
    }

    /// A key that every custodian has an active share of.
    package func createKey(
        _ spec: KeySpec, id: String = "11111111-2222-4333-8444-555555555555"
    ) async throws -> KeyRecord {
        let parameters = try parameters(spec, key: id)
        let (rounds, verdicts) = try await runCeremony(parameters, ceremony: Array(id.utf8))
        let key = try certify(parameters, spec, rounds: rounds, verdicts: verdicts)
        try await publish(.key(key.id), .key(key))
        return key
    }
}

extension ShareUse {
    /// A request as a gateway sends it.
    package init(_ key: KeyRecord, epoch: Epoch = .first, suite: Suite? = nil, shard: UInt32 = 1, _ action: Action) {
        self.init(
            share: ShareName(key: key.id, version: .first, shard: shard), epoch: epoch, suite: suite ?? key.spec.suite,
            clientRequest: "request-1", operation: "Test", action: action)
    }
}
