import CustodianContract
import KeyGeneration
import KeyMap
import KeyMaterial

extension LyingConduct {
    /// A share that is another's than the commitments say, or does not open, under the liar's good signature.
    func twisted(_ release: ShareRelease, under permit: QuorumPermit, to peer: CustodianID) -> ShareRelease {
        var sealed = release.sealed
        switch lie {
        case .wrongProof:
            return ShareRelease(
                index: release.index, sealed: sealed, signature: [UInt8](repeating: 1, count: 64))
        case .wrongPartial, .staleEpoch, .garbage: sealed[sealed.count - 1] ^= 1
        case .oversize: sealed = Self.padded(sealed, to: Self.messageAndMore)
        case .tooMany: sealed = Self.padded(sealed, to: Self.fieldAndMore)
        default: return release
        }
        let statement = ShareRelease.statement(
            permit: permit.hash, index: release.index, recipient: peer, sealed: sealed)
        return ShareRelease(
            index: release.index, sealed: sealed, signature: (try? signer.sign(statement)) ?? release.signature)
    }

    /// What comes of a key that the liar has rebuilt itself. A wrong result of anything but a signature is none of its lies:
    /// nothing would notice, as the threat model says.
    func twisted(_ result: OperationResult, of use: ShareUse) -> OperationResult {
        guard case .perform(let operation) = use.action else { return result }
        var (output, custodians, liars) = (result.output, result.custodians, result.liars)
        switch lie {
        case .wrongSignature where operation.kind == .sign: output[output.count / 2] ^= 1
        case .slander: liars = Array(custodians.prefix(1))
        case .oversize: output = Self.padded(output, to: Self.messageAndMore)
        case .tooMany:
            output = Self.padded(output, to: Self.fieldAndMore)
            custodians += [CustodianID](repeating: CustodianID("custodian-99"), count: 1_000)
        default: return result
        }
        return OperationResult(output: output, custodians: custodians, liars: liars, attempts: result.attempts)
    }
}
