import Crypto
import SecretSharing
import Secrets
import ThresholdCrypto

/// The hashes of a generation of replicated keys. Contributions are secret: they are hashed where they lie, behind a digest
/// of all that is public.
enum ReplicatedHashes {
    /// The commitment to one member's contribution to one subset's key. 32 uniform bytes hide in it.
    static func commitment(
        to contribution: RawSpan, parameters: [UInt8], member: ShareIndex, subset: MemberSet
    ) -> [UInt8] {
        var transcript = Transcript("replicated contribution v1")
        transcript.append("parameters", parameters)
        transcript.append("member", member)
        transcript.append("subset", subset)
        var hash = SHA256()
        hash.update(data: transcript.digest)
        unsafe contribution.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
        return Array(hash.finalize())
    }

    /// What the contributions to a subset's key are hashed behind, in the order of its members: the result is the key.
    static func key(session: [UInt8], subset: MemberSet) -> SHA256 {
        var transcript = Transcript("replicated key v1")
        transcript.append("session", session)
        transcript.append("subset", subset)
        var hash = SHA256()
        hash.update(data: transcript.digest)
        return hash
    }

    /// What the committee certifies of a subset's key: it follows from the members' commitments, which only one list of
    /// contributions opens, so anyone can compute it, and there is one key to it.
    ///
    /// - Parameter commitments: of the subset's members in their order.
    static func checkValue(session: [UInt8], subset: MemberSet, commitments: [[UInt8]]) -> [UInt8] {
        var transcript = Transcript("replicated check value v1")
        transcript.append("session", session)
        transcript.append("subset", subset)
        transcript.append("commitments", list: commitments)
        return transcript.digest
    }
}
