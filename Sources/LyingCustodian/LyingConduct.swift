import CustodianContract
import Groups
import KeyGeneration
import KeyMap
import Secrets

/// How a liar changes what its honest half says. A lie that is not about a result leaves it as it is.
struct LyingConduct: Sendable {
    /// More bytes than a message may have.
    static let messageAndMore = 6 << 20
    /// More bytes than anything in a message has, of which the message has room for many.
    static let fieldAndMore = 64 << 10

    let lie: Lie
    /// By how much a slow one is late.
    let delay: Duration
    /// The honest custodian's own key: a liar signs its lies.
    let signer: any CeremonySigner
    let oldNonces = OldNonces()

    /// What a silent or slow one does before it answers.
    func dawdle() async {
        switch lie {
        case .silent: while !Task.isCancelled { try? await Task.sleep(for: .seconds(60)) }
        case .slow: try? await Task.sleep(for: delay)
        default: break
        }
    }

    /// An honest beginning, and zeros that nobody asked for.
    static func padded(_ bytes: [UInt8], to count: Int) -> [UInt8] {
        bytes + [UInt8](repeating: 0, count: count)
    }

    /// What is one of a batch stays in it, so that the proof of all of them is false too.
    func twisted(_ partial: PRFPartial, _ falseBatches: inout [ObjectIdentifier: PartialBatch]) -> PRFPartial {
        func changed(epoch: Epoch? = nil, element: [UInt8]? = nil, proof: PRFPartial.Proof? = nil) -> PRFPartial {
            PRFPartial(
                epoch: epoch ?? partial.epoch, element: element ?? partial.element, proof: proof ?? partial.proof,
                batch: partial.batch)
        }
        let shifted = ((try? Element<Ristretto255>(canonical: partial.element)) ?? .generator) + .generator
        switch lie {
        case .wrongPartial: return changed(element: shifted.bytes)
        case .wrongProof:
            if let batch = partial.batch {
                // One for all that are in it, by which it is known as one.
                if falseBatches[ObjectIdentifier(batch)] == nil {
                    falseBatches[ObjectIdentifier(batch)] = PartialBatch(
                        share: batch.share, epoch: batch.epoch, entries: batch.entries,
                        proof: falsified(batch.proof, in: Field25519.self))
                }
                return PRFPartial(
                    epoch: partial.epoch, element: partial.element, proof: nil,
                    batch: falseBatches[ObjectIdentifier(batch)])
            }
            // Without a proof to falsify, the partial itself: the lie would not show otherwise.
            guard let proof = partial.proof else { return changed(element: shifted.bytes) }
            return changed(proof: falsified(proof, in: Field25519.self))
        case .staleEpoch: return changed(epoch: Epoch(partial.epoch.value &- 1))
        case .garbage: return changed(element: SystemRandom().bytes(32))
        case .oversize: return changed(element: Self.padded(partial.element, to: Self.messageAndMore))
        case .tooMany: return changed(element: Self.padded(partial.element, to: Self.fieldAndMore))
        default: return partial
        }
    }

    func twisted(_ partial: AgreementPartial) -> AgreementPartial {
        var (epoch, element, proof) = (partial.epoch, partial.element, partial.proof)
        switch lie {
        case .wrongPartial:
            element = (((try? Element<Secp256r1>(canonical: element)) ?? .generator) + .generator).bytes
        case .wrongProof: proof = falsified(proof, in: FieldP256.self)
        case .staleEpoch: epoch = Epoch(epoch.value &- 1)
        case .garbage: element = SystemRandom().bytes(33)
        case .oversize: element = Self.padded(element, to: Self.messageAndMore)
        case .tooMany: element = Self.padded(element, to: Self.fieldAndMore)
        default: break
        }
        return AgreementPartial(epoch: epoch, element: element, proof: proof)
    }

    /// All values wrong, or the first only.
    func twisted(_ partial: ReplicatedPartial) -> ReplicatedPartial {
        var (epoch, values) = (partial.epoch, partial.values)
        switch lie {
        case .wrongPartial, .wrongProof: values = values.map { $0 ^ 0x55 }
        case .wrongValue: values[0] ^= 1
        case .staleEpoch: epoch = Epoch(epoch.value &- 1)
        case .garbage: values = Array(values.dropLast())
        case .oversize: values = Self.padded(values, to: Self.messageAndMore)
        case .tooMany: values = Self.padded(values, to: Self.fieldAndMore)
        default: break
        }
        return ReplicatedPartial(epoch: epoch, responders: partial.responders, values: values)
    }

    private func falsified<Field: ScalarField>(_ proof: PRFPartial.Proof, in field: Field.Type) -> PRFPartial.Proof {
        let response = (try? Scalar<Field>(canonical: proof.response)) ?? .zero
        return PRFPartial.Proof(first: proof.first, second: proof.second, response: (response + .one).bytes)
    }
}
