import Custodian
package import CustodianContract
import Groups
package import KeyGeneration
package import KeyMap
package import SecretSharing

extension TestFleet {
    /// What a key generation of the whole fleet is about, or of its first members where the threshold counts fewer.
    package func parameters(
        _ spec: KeySpec, usage: KeyUsage? = nil, custody: Custody? = nil, suite: SuiteChoice? = nil, key: String,
        threshold: Threshold? = nil
    ) throws -> KeyGenerationParameters {
        let threshold = threshold ?? self.threshold
        return try KeyGenerationParameters(
            fleet: Self.name, key: KeyID(key), version: .first, shard: 1,
            suite: suite?.suite ?? spec.suite(in: custody ?? spec.custodies(for: usage ?? spec.usages[0])[0]),
            threshold: threshold, epoch: .first,
            members: seats.prefix(threshold.count).map(\.identity.member))
    }

    /// One round at every custodian.
    package func round(
        _ round: KeyGenerationStep.Round, _ parameters: KeyGenerationParameters, _ messages: [SignedMessage],
        ceremony: [UInt8] = [1]
    ) async throws -> [SignedMessage] {
        var answers: [SignedMessage] = []
        for index in 1...parameters.threshold.count {
            let step = KeyGenerationStep(parameters: parameters, ceremony: ceremony, round: round, messages: messages)
            if case .message(let message, _) = try await custodian(index).generateKey(step) { answers.append(message) }
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
        _ parameters: KeyGenerationParameters, _ spec: KeySpec, usage: KeyUsage? = nil, rounds: [[SignedMessage]],
        verdicts: [SignedMessage], material: WrappedMaterial? = nil, placement: String = "", suite: SuiteChoice? = nil
    ) throws -> KeyRecord {
        let shard = try shard(parameters, rounds: rounds, verdicts: verdicts)
        return KeyRecord(
            id: parameters.key, account: "000000000000", region: "eu-west-1", spec: spec, usage: usage,
            custody: parameters.suite == .quorumP256 ? .quorum : .threshold, created: time.now, keyDescription: "",
            policy: "{}", tags: [], creationToken: nil, placement: placement, suite: suite,
            first: KeyVersion(number: .first, created: time.now, shards: [shard], material: material))
    }

    /// What the certified ceremony makes.
    package func shard(
        _ parameters: KeyGenerationParameters, rounds: [[SignedMessage]], verdicts: [SignedMessage]
    ) throws -> KeyShard {
        switch parameters.suite {
        case .ristrettoPRF:
            try KeyGenerationRecord<Ristretto255>(parameters: parameters, rounds: rounds).certified(verdicts)
        case .frostEd25519:
            try KeyGenerationRecord<Edwards25519>(parameters: parameters, rounds: rounds).certified(verdicts)
        case .quorumP256, .agreementP256:
            try KeyGenerationRecord<Secp256r1>(parameters: parameters, rounds: rounds).certified(verdicts)
        case .replicatedAES:
            try ReplicatedKeyRecord(parameters: parameters, rounds: rounds).certified(verdicts)
        }
    }

    /// The material of a key that needs some, made by the first member and certified by all.
    package func material(
        _ parameters: KeyGenerationParameters, _ spec: KeySpec, secret: [UInt8]
    ) async throws -> WrappedMaterial? {
        guard parameters.suite == .quorumP256, spec.isAsymmetric else { return nil }
        let name = ShareName(key: parameters.key, version: parameters.version, shard: parameters.shard)
        let made = try await custodian(1).material(
            MaterialStep(share: name, spec: spec, secret: secret, action: .make))
        var signatures: [[UInt8]] = []
        for index in 1...parameters.threshold.count {
            let certified = try await custodian(index).material(
                MaterialStep(share: name, spec: spec, secret: secret, action: .certify(made)))
            signatures += certified.signatures
        }
        return WrappedMaterial(
            maker: made.maker, publicKey: made.publicKey, sealed: made.sealed, signatures: signatures)
    }

    /// A key that every custodian has an active share of, or the first ones where the threshold counts fewer.
    package func createKey(
        _ spec: KeySpec, usage: KeyUsage? = nil, custody: Custody? = nil, suite: SuiteChoice? = nil,
        id: String = "11111111-2222-4333-8444-555555555555", threshold: Threshold? = nil, placement: String = ""
    ) async throws -> KeyRecord {
        let parameters = try parameters(
            spec, usage: usage, custody: custody, suite: suite, key: id, threshold: threshold)
        let (rounds, verdicts) = try await runCeremony(parameters, ceremony: Array(id.utf8))
        let secret = try shard(parameters, rounds: rounds, verdicts: verdicts).publicKey
        let material = try await material(parameters, spec, secret: secret)
        let key = try certify(
            parameters, spec, usage: usage, rounds: rounds, verdicts: verdicts, material: material,
            placement: placement, suite: suite)
        try await publish(.key(key.id), .key(key))
        return key
    }
}

extension ShareUse {
    /// A request as a gateway sends it.
    ///
    /// - Parameter region: the one that the key is seen in, of a multi-Region key, if nil.
    package init(
        _ key: KeyRecord, epoch: Epoch = .first, suite: Suite? = nil, shard: UInt32 = 1, region: String? = nil,
        _ action: Action
    ) {
        self.init(
            share: ShareName(key: key.id, version: .first, shard: shard), epoch: epoch, suite: suite ?? key.suite,
            region: region ?? (key.isMultiRegion ? key.region : ""), clientRequest: "request-1", operation: "Test",
            action: action)
    }
}
