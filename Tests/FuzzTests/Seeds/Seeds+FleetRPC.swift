import ByteCoding
import CustodianContract
import FleetProto
import FleetRPC
import Foundation
import KeyGeneration
import KeyMap
import KeyMaterial
import SecretSharing
import SwiftProtobuf
import TestSupport

extension Seeds {
    private static let commitment = SignerCommitment(index: 1, hiding: signature, binding: signature)
    private static let batch = NonceBatch(
        epoch: .first, scheme: .ed25519, boot: digest, commitments: [commitment], signature: signature)

    private static var actions: [ShareUse.Action] {
        [
            .evaluatePRF(contextDigest: digest, alpha: digest, withProof: true),
            .evaluateReplicated(
                contextDigest: digest, alpha: digest, responders: MemberSet(mask: 7), crossChecked: true),
            .commitNonces(.ed25519ph, count: 4),
            .sign(.ed25519, message: [1, 2, 3], commitments: [commitment, commitment], replenish: 2),
            .agree(peer: digest), .perform(operations[2]),
            .makeImportKey(.oaepSHA256, .rsa2048, expires: now),
        ]
    }

    private static var results: [ShareResult] {
        let proof = PRFPartial.Proof(first: digest, second: digest, response: digest)
        return [
            .partial(PRFPartial(epoch: .first, element: digest, proof: proof)),
            .partial(PRFPartial(epoch: .first, element: digest, proof: nil)),
            .agreement(AgreementPartial(epoch: .first, element: digest, proof: proof)),
            .replicated(ReplicatedPartial(epoch: .first, responders: MemberSet(mask: 7), values: digest)),
            .nonces(batch), .signature(SignatureShare(epoch: .first, share: digest, fresh: batch)),
            .refused(Refusal(.wrongEpoch, "epoch 1 is over")),
            .performed(
                OperationResult(
                    output: digest, custodians: [CustodianID("custodian-1")], liars: [CustodianID("custodian-2")],
                    attempts: 2)),
        ]
    }

    static func fleetRPC() throws -> [(form: Int, bytes: [UInt8])] {
        let uses = actions.map {
            ShareUse(
                share: shareName, epoch: .first, suite: .ristrettoPRF, region: "eu-west-1", clientRequest: "request",
                operation: "Decrypt", action: $0)
        }
        let parameters = try SampleCeremony.repeatable(Threshold(quorum: 2, of: 3)).parameters
        let message = SignedMessage(body: [1, 2], signature: signature)
        let step = KeyGenerationStep(parameters: parameters, ceremony: digest, round: .reveal, messages: [message])
        var author = try KeyMapAuthor()
        let change = try author.write(.key(keyID), .removed)
        var update = Wire.KeyMapUpdate()
        update.changes = [Data(change.encoded)]
        update.head = Data(try author.head().encoded)
        let proven = Wire.UseReplyBatch.with {
            $0.replies = [UInt64(1), 2].map { id in
                .with {
                    $0.id = id
                    $0.prfPartial.element = Data(digest)
                }
            }
            $0.proofs = [
                .with {
                    $0.ids = [1, 2]
                    $0.first = Data(digest)
                    $0.second = Data(digest)
                    $0.response = Data(digest)
                }
            ]
        }
        let answers: [KeyGenerationAnswer] = [
            .message(message), .culprits([1, 3]), .message(message, birth: birth),
        ]
        var seeds: [(form: Int, bytes: [UInt8])] = []
        for use in uses { seeds.append((0, try use.wire(id: 9).serializedBytes())) }
        for result in results { seeds.append((1, try result.wire(id: 9).serializedBytes())) }
        seeds.append((2, try step.wire.serializedBytes()))
        for answer in answers { seeds.append((3, try answer.wire.serializedBytes())) }
        seeds.append((4, try Refusal(.busy, "serves another").wire.serializedBytes()))
        seeds.append((5, try Wire.ControlFailure(KeyMapError(.notFound, "no key")).serializedBytes()))
        seeds.append((6, try update.serializedBytes()))
        seeds.append((7, try proven.serializedBytes()))
        let use = ReportedUse(
            key: UsedKey(id: keyID, region: "eu-west-1"), operation: "Decrypt", time: now, requestID: "request",
            eventID: "event")
        let report = UseReport(uses: [use, use], since: now, board: digest, cursor: 7)
        seeds.append((8, try report.wire.serializedBytes()))
        return seeds
    }
}
