import Crypto
import Groups
import SecretSharing
import Secrets
import TestSupport
import Testing
import ThresholdCrypto

/// BoringSSL, inside swift-crypto, is the other side.
@Suite("Key agreement with a shared private key")
struct ThresholdAgreementTests {
    private func secret(
        _ sample: SampleAgreement, of quorum: [ShareIndex]
    ) throws -> [UInt8] {
        var partials: [ShareIndex: SecretElement<Secp256r1>] = [:]
        for index in quorum {
            let (element, proof) = try sample.partial(index)
            let partial = SecretElement(element)
            try sample.evaluation(index).verify(proof, of: partial, publicShare: sample.sharing.publicShare(index))
            partials[index] = partial
        }
        return try ThresholdAgreement.sharedSecret(of: partials, threshold: sample.sharing.threshold).revealed()
    }

    @Test("every quorum has the secret that the peer has", arguments: Threshold.all(upTo: 5))
    func quorums(threshold: Threshold) throws {
        let peer = P256.KeyAgreement.PrivateKey()
        let sample = try SampleAgreement(
            threshold, peer: Element(canonical: peer.publicKey.compressedRepresentation))
        let expected = try peer.secret(with: sample.sharing.publicKey)
        let quorums = (threshold.quorum...threshold.count).flatMap(ShareIndex.all(of: threshold).subsets)
        for quorum in quorums { #expect(try secret(sample, of: quorum) == expected) }
    }

    @Test("the x-coordinate keeps its leading zeros, and both points with one x have one secret")
    func leadingZeros() throws {
        let threshold = try Threshold(quorum: 2, of: 3)
        let sample = try SampleAgreement(threshold, peer: .generator)
        var peer = P256.KeyAgreement.PrivateKey()
        while try peer.secret(with: sample.sharing.publicKey)[0] != 0 { peer = P256.KeyAgreement.PrivateKey() }
        let point = try Element<Secp256r1>(canonical: peer.publicKey.compressedRepresentation)
        let quorum = Array(ShareIndex.all(of: threshold).prefix(2))
        let expected = try peer.secret(with: sample.sharing.publicKey)
        for peer in [point, .identity - point] {
            #expect(try secret(SampleAgreement(threshold, peer: peer), of: quorum) == expected)
        }
        #expect(expected.count == 32)
    }

    @Test("fewer than a quorum give no secret")
    func tooFew() throws {
        let sample = try SampleAgreement(Threshold(quorum: 3, of: 5), peer: .generator)
        for count in 0..<3 {
            let few = Array(ShareIndex.all(of: sample.sharing.threshold).prefix(count))
            #expect(throws: SharingError(.wrongCount, "")) { try secret(sample, of: few) }
        }
    }

    @Test("trap 18: what is no point of the curve, or its identity, is no peer")
    func badPoints() throws {
        let point = Element<Secp256r1>.generator.bytes
        let wrong: [[UInt8]] = [
            [], Array(point.dropLast()), point + [0], [UInt8](repeating: 0, count: 33), [4] + point.dropFirst(),
            [UInt8](repeating: 0xff, count: 33),
            // The field's prime, and an x without a y.
            try [UInt8](hex: "02ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"),
            [2] + [UInt8](repeating: 0, count: 31) + [1],
        ]
        for bytes in wrong { #expect(throws: GroupError.self) { try Element<Secp256r1>(canonical: bytes) } }
    }
}

extension P256.KeyAgreement.PrivateKey {
    /// The raw shared secret, as this key's holder has it.
    func secret(with publicKey: Element<Secp256r1>) throws -> [UInt8] {
        let shared = try sharedSecretFromKeyAgreement(
            with: P256.KeyAgreement.PublicKey(compressedRepresentation: publicKey.bytes))
        return unsafe shared.withUnsafeBytes { unsafe [UInt8]($0) }
    }
}
