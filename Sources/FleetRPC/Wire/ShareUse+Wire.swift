import ByteCoding
package import CustodianContract
import FleetProto
import FoundationEssentials
import KeyMap
import KeyMaterial
import SecretSharing

extension ShareUse {
    /// - Parameter traceparent: of the span that asks; empty for none.
    package func wire(id: UInt64, traceparent: String = "") -> Wire.UseRequest {
        var message = Wire.UseRequest()
        message.id = id
        message.traceparent = traceparent
        message.key = share.key.description
        message.version = share.version.value
        message.shard = share.shard
        message.epoch = epoch.value
        message.suite = UInt32(suite.rawValue)
        message.clientRequest = clientRequest
        message.operation = operation
        message.region = region
        switch action {
        case .evaluatePRF(let contextDigest, let alpha, let withProof):
            message.evaluatePrf.contextDigest = Data(contextDigest)
            message.evaluatePrf.alpha = Data(alpha)
            message.evaluatePrf.withProof = withProof
        case .evaluateReplicated(let contextDigest, let alpha, let responders, let crossChecked):
            message.evaluateReplicated.contextDigest = Data(contextDigest)
            message.evaluateReplicated.alpha = Data(alpha)
            message.evaluateReplicated.responders = responders.mask
            message.evaluateReplicated.crossChecked = crossChecked
        case .commitNonces(let scheme, let count):
            message.commitNonces.scheme = scheme.wire
            message.commitNonces.count = UInt32(clamping: count)
        case .sign(let scheme, let text, let commitments, let replenish):
            message.signShare.scheme = scheme.wire
            message.signShare.message = Data(text)
            message.signShare.commitments = commitments.map { $0.wire }
            message.signShare.replenish = UInt32(clamping: replenish)
        case .agree(let peer):
            message.agree.peer = Data(peer)
        case .perform(let operation):
            message.perform = Data(operation.encoded)
        case .makeImportKey(let wrapping, let spec, let expires):
            message.makeImportKey.wrapping = wrapping.rawValue
            message.makeImportKey.wrappingKey = spec.rawValue
            message.makeImportKey.expires = expires.microseconds
        }
        return message
    }

    /// - Throws: `Refusal` with `.malformed`.
    package init(wire message: Wire.UseRequest) throws(Refusal) {
        guard let suite = UInt8(exactly: message.suite).flatMap(Suite.init(rawValue:)) else {
            throw Refusal(.malformed, "the request is for a suite that this custodian does not have")
        }
        self.init(
            share: ShareName(
                key: KeyID(message.key), version: KeyVersionNumber(message.version), shard: message.shard),
            epoch: Epoch(message.epoch), suite: suite, region: message.region, clientRequest: message.clientRequest,
            operation: message.operation, action: try Action(wire: message))
    }
}

extension ShareUse.Action {
    init(wire message: Wire.UseRequest) throws(Refusal) {
        switch message.use {
        case .evaluatePrf(let use):
            self = .evaluatePRF(
                contextDigest: Array(use.contextDigest), alpha: Array(use.alpha), withProof: use.withProof)
        case .evaluateReplicated(let use):
            self = .evaluateReplicated(
                contextDigest: Array(use.contextDigest), alpha: Array(use.alpha),
                responders: MemberSet(mask: use.responders), crossChecked: use.crossChecked)
        case .commitNonces(let use):
            self = .commitNonces(try SignatureScheme(wire: use.scheme), count: Int(use.count))
        case .signShare(let use):
            self = .sign(
                try SignatureScheme(wire: use.scheme), message: Array(use.message),
                commitments: use.commitments.map(SignerCommitment.init(wire:)), replenish: Int(use.replenish))
        case .agree(let use):
            self = .agree(peer: Array(use.peer))
        case .makeImportKey(let use):
            guard let wrapping = ImportWrapping(rawValue: use.wrapping), let spec = KeySpec(rawValue: use.wrappingKey)
            else { throw Refusal(.malformed, "the request is for a wrapping that this custodian does not have") }
            self = .makeImportKey(wrapping, spec, expires: Timestamp(microseconds: use.expires))
        case .perform(let bytes):
            do {
                self = .perform(try KeyOperation(decoding: Array(bytes)))
            } catch {
                throw Refusal(.malformed, "the operation cannot be read: \(error)")
            }
        case nil:
            throw Refusal(.malformed, "the request does not say what to do with the share")
        }
    }
}

extension SignatureScheme {
    var wire: Wire.SignatureScheme {
        switch self {
        case .ed25519: .ed25519
        case .ed25519ph: .ed25519Ph
        }
    }

    init(wire scheme: Wire.SignatureScheme) throws(Refusal) {
        switch scheme {
        case .ed25519: self = .ed25519
        case .ed25519Ph: self = .ed25519ph
        case .unspecified, .UNRECOGNIZED: throw Refusal(.malformed, "the request names no signature scheme")
        }
    }
}

extension SignerCommitment {
    var wire: Wire.SignerCommitment {
        var message = Wire.SignerCommitment()
        message.index = UInt32(clamping: index)
        message.hiding = Data(hiding)
        message.binding = Data(binding)
        return message
    }

    init(wire message: Wire.SignerCommitment) {
        self.init(index: Int(message.index), hiding: Array(message.hiding), binding: Array(message.binding))
    }
}

extension Wire.UseRequest {
    /// As ``ShareUse/isImmediate``.
    var isImmediate: Bool {
        switch use {
        case .perform, .makeImportKey, nil: false
        default: true
        }
    }
}
