import CustodianContract
import KeyGeneration
import KeyMap
import SecretSharing

/// Requests that are well-formed and mean nothing.
enum WireFixture {
    static var step: KeyGenerationStep {
        get throws {
            KeyGenerationStep(
                parameters: try KeyGenerationParameters(
                    fleet: "test-fleet", key: KeyID("k"), version: .first, shard: 1, suite: .ristrettoPRF,
                    threshold: try Threshold(quorum: 2, of: 2), epoch: .first,
                    members: (UInt8(1)...2).map {
                        KeyGenerationParameters.Member(
                            custodian: CustodianID("custodian-\($0)"), identityKey: [UInt8](repeating: $0, count: 32),
                            sealingKey: [UInt8](repeating: $0 + 2, count: 32))
                    }),
                ceremony: [1], round: .abandon, messages: [])
        }
    }
}
