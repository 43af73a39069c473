import Groups
import KeyGeneration
import SecretSharing
import TestSupport
import ThresholdCrypto

/// The challenge of a proof of knowledge, put together from Documentation/Protocols.md and not by the code under test.
struct KnowledgeChallenge {
    var label = "key generation proof of knowledge v1"
    var session: [UInt8]
    var group: String?
    var generator: [UInt8]?
    var threshold: Threshold
    var member: ShareIndex
    var commitments: [[UInt8]]

    init(session: [UInt8], ceremony: SampleCeremony, member: ShareIndex, commitments: [[UInt8]]) {
        self.session = session
        threshold = ceremony.parameters.threshold
        self.member = member
        self.commitments = commitments
    }

    func value<Group: PrimeOrderGroup>(_ nonceCommitment: [UInt8], in type: Group.Type) -> Scalar<Group.Field> {
        var transcript = Transcript(label)
        transcript.append("session", session)
        transcript.append("group", group ?? Group.name)
        transcript.append("generator", generator ?? Element<Group>.generator.bytes)
        transcript.append("threshold", threshold)
        transcript.append("member", member)
        transcript.append("commitments", list: commitments)
        transcript.append("R", nonceCommitment)
        return transcript.challenge()
    }
}
