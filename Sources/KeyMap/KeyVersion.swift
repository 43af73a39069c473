package import SecretSharing

/// One generation of a key's secret.
package struct KeyVersion: Hashable, Sendable {
    package let number: KeyVersionNumber
    package let created: Timestamp
    /// The parallel carriers of its load: all of them carry one secret. Never empty.
    package let shards: [KeyShard]
    /// Under quorum custody, what does not follow from the secret: nil for material that does, or is yet to be imported.
    package internal(set) var material: WrappedMaterial?
    /// What the members of the committee that made its secret said of their entropy, in the order of their indices; without
    /// those of a release that said nothing.
    package internal(set) var births: [BirthStatement]

    package init(
        number: KeyVersionNumber, created: Timestamp, shards: [KeyShard], material: WrappedMaterial? = nil,
        births: [BirthStatement] = []
    ) {
        self.number = number
        self.created = created
        self.shards = shards
        self.material = material
        self.births = births
    }
}

/// One committee's carrying of a key version's secret.
package struct KeyShard: Hashable, Sendable {
    package let number: UInt32
    package let threshold: Threshold
    package let epoch: Epoch
    /// Members in the order of their indices 1...n.
    package let committee: [CustodianID]
    /// The joint Feldman commitments of the sharing polynomial, exactly `threshold.quorum` encoded elements; the first
    /// is the public key. Of replicated keys, one check value of 32 bytes for each.
    package let commitments: [[UInt8]]
    package let certificate: CommitteeCertificate

    package init(
        number: UInt32, threshold: Threshold, epoch: Epoch, committee: [CustodianID], commitments: [[UInt8]],
        certificate: CommitteeCertificate
    ) {
        self.number = number
        self.threshold = threshold
        self.epoch = epoch
        self.committee = committee
        self.commitments = commitments
        self.certificate = certificate
    }

    package var publicKey: [UInt8] { commitments[0] }

    /// The index 1...n that a custodian's share has, or nil where it holds none.
    package func index(of custodian: CustodianID) -> Int? {
        committee.firstIndex(of: custodian).map { $0 + 1 }
    }
}

/// What a committee signed when its key was born: each member's signature over the ceremony's transcript.
package struct CommitteeCertificate: Hashable, Sendable {
    /// SHA-256 over everything that the ceremony's members said, 32 bytes.
    package let transcript: [UInt8]
    /// One Ed25519 signature a member, 64 bytes each, in the order of their indices.
    package let signatures: [[UInt8]]

    package init(transcript: [UInt8], signatures: [[UInt8]]) {
        self.transcript = transcript
        self.signatures = signatures
    }
}
