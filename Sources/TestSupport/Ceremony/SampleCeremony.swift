package import KeyGeneration
package import KeyMap
package import SecretSharing

/// The members and parameters of a key generation to be run in a test.
package struct SampleCeremony: Sendable {
    package static let fleet = "sample"

    package let parameters: KeyGenerationParameters
    package var identities: [SampleIdentity]
    package let seed: Seed

    /// - Throws: `CeremonyError` where there are not as many identities as the threshold counts.
    package init(
        _ threshold: Threshold, suite: Suite = .ristrettoPRF, seed: Seed = Seed(0), identities: [SampleIdentity]
    ) throws(CeremonyError) {
        parameters = try KeyGenerationParameters(
            fleet: Self.fleet, key: KeyID("11111111-2222-4333-8444-555555555555"), version: .first, shard: 1,
            suite: suite, threshold: threshold, epoch: .first, members: identities.map(\.member))
        self.identities = identities
        self.seed = seed
    }

    /// A repeatable ceremony, with stand-ins for HPKE.
    ///
    /// - Throws: where a key is refused.
    package static func repeatable(
        _ threshold: Threshold, suite: Suite = .ristrettoPRF, seed: Seed = Seed(0)
    ) throws -> SampleCeremony {
        try SampleCeremony(
            threshold, suite: suite, seed: seed,
            identities: SampleIdentity.repeatable(threshold.count, seed: seed))
    }

    /// A ceremony of enrolled custodians, with HPKE.
    ///
    /// - Throws: where the fleet cannot be made.
    package static func enrolled(
        _ threshold: Threshold, suite: Suite = .ristrettoPRF, seed: Seed = Seed(0)
    ) throws -> SampleCeremony {
        try SampleCeremony(
            threshold, suite: suite, seed: seed, identities: SampleIdentity.enrolled(threshold.count))
    }

    package var indices: [ShareIndex] { ShareIndex.all(of: parameters.threshold) }

    package func identity(_ index: ShareIndex) -> SampleIdentity { identities[index.value - 1] }

    /// The same ceremony with one member that lies when it seals or opens.
    package func lying(_ index: ShareIndex, _ lie: LyingSealing.Lie) -> SampleCeremony {
        var changed = self
        changed.identities[index.value - 1] = identity(index).lying(lie)
        return changed
    }

    /// A message's body under its sender's signature, as a malicious sender would make it.
    ///
    /// - Throws: where the library cannot sign.
    package func signed(_ body: [UInt8], by sender: ShareIndex) throws -> SignedMessage {
        SignedMessage(body: body, signature: try identity(sender).sign(body))
    }
}
