package import Crypto
import FleetIdentity
import Foundation
package import KeyGeneration
package import KeyMap
import Secrets

/// A custodian to be: its keys, as a ceremony needs them.
package struct SampleIdentity: CeremonySigner {
    package let custodian: CustodianID
    package let signingKey: Curve25519.Signing.PrivateKey
    /// What shares are known to come from, 32 bytes.
    package let sealingKey: [UInt8]
    package let sealing: any ShareSealing

    package var identityKey: [UInt8] { Array(signingKey.publicKey.rawRepresentation) }

    package var member: KeyGenerationParameters.Member {
        KeyGenerationParameters.Member(custodian: custodian, identityKey: identityKey, sealingKey: sealingKey)
    }

    package func sign(_ message: [UInt8]) throws -> [UInt8] {
        Array(try signingKey.signature(for: message))
    }

    /// The same member, but it lies when it seals or opens.
    package func lying(_ lie: LyingSealing.Lie) -> SampleIdentity {
        self.sealing(with: LyingSealing(sealing, lie: lie))
    }

    /// The same member with another sealing.
    package func sealing(with sealing: any ShareSealing) -> SampleIdentity {
        SampleIdentity(custodian: custodian, signingKey: signingKey, sealingKey: sealingKey, sealing: sealing)
    }

    /// Members whose every byte follows from the seed, with ``MaskSealing``.
    ///
    /// - Throws: where the library refuses 32 bytes as a key.
    package static func repeatable(_ count: Int, seed: Seed) throws -> [SampleIdentity] {
        try (1...count).map { ordinal in
            let random = SeededRandom(seed.value, stream: "identity \(ordinal)")
            let signingKey = try Curve25519.Signing.PrivateKey(rawRepresentation: random.bytes(32))
            let sealingKey = random.bytes(32)
            return SampleIdentity(
                custodian: CustodianID("custodian-\(ordinal)"), signingKey: signingKey, sealingKey: sealingKey,
                sealing: MaskSealing(
                    sealingKey: sealingKey, random: SeededRandom(seed.value, stream: "sealing \(ordinal)")))
        }
    }

    /// Members of a fleet as the product makes them, with HPKE; the first `count` of twenty that are made once a process.
    ///
    /// - Throws: `FleetError`.
    package static func enrolled(_ count: Int) throws -> [SampleIdentity] {
        Array(try fleet.get().prefix(count))
    }

    private static let fleet = Result {
        let now = Timestamp(seconds: Date().timeIntervalSince1970)
        let authority = try FleetAuthority.create(fleet: "sample", at: now, validForDays: 30)
        let keyring = FleetKeyring([.random(generation: 1)], clock: { now })
        return try (1...20).map { ordinal in
            let node = try authority.issue(
                .custodian, id: "custodian-\(ordinal)", at: now, validForDays: 7)
            return SampleIdentity(
                custodian: CustodianID("custodian-\(ordinal)"), signingKey: node.signingKey,
                sealingKey: node.agreementPublicKey, sealing: HPKEShareSealing(node, keyring: keyring))
        }
    }
}
