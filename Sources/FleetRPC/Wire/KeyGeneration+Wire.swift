import ByteCoding
package import CustodianContract
import FleetProto
import FoundationEssentials
import KeyGeneration
package import KeyMap

extension KeyGenerationStep {
    package var wire: Wire.KeyGenerationRequest {
        var message = Wire.KeyGenerationRequest()
        message.parameters = Data(parameters.encoded)
        message.ceremony = Data(ceremony)
        message.round = round.rawValue
        message.messages = messages.map { Data($0.encoded) }
        return message
    }

    /// - Throws: ``WireError`` or `ByteCodingError`.
    package init(wire message: Wire.KeyGenerationRequest) throws {
        guard let round = Round(rawValue: message.round) else {
            throw WireError("\(message.round) is no round of a key generation")
        }
        guard message.messages.count <= 80 else { throw WireError("too many messages of a key generation") }
        self.init(
            parameters: try KeyGenerationParameters(decoding: Array(message.parameters)),
            ceremony: Array(message.ceremony), round: round,
            messages: try message.messages.map { try SignedMessage(decoding: Array($0)) })
    }
}

extension KeyGenerationAnswer {
    package var wire: Wire.KeyGenerationReply {
        var message = Wire.KeyGenerationReply()
        switch self {
        case .message(let signed, let birth):
            message.message = Data(signed.encoded)
            if let birth { message.birth = Data(birth.encoded) }
        case .culprits(let culprits): message.culprits = culprits.map { UInt32(clamping: $0) }
        case .abandoned: break
        }
        return message
    }

    /// - Throws: `CeremonyRefusal` where the member refused; `ByteCodingError`.
    package init(wire message: Wire.KeyGenerationReply, to round: KeyGenerationStep.Round, member: CustodianID) throws {
        guard message.refusal.isEmpty else {
            throw CeremonyRefusal(
                member: member, reason: PeerText.limited(message.refusal),
                culprit: message.culprit == 0 ? nil : Int(message.culprit),
                lacksEntropy: message.lacksEntropy)
        }
        switch round {
        case .judge: self = .culprits(message.culprits.map { Int($0) })
        case .abandon: self = .abandoned
        default:
            self = .message(
                try SignedMessage(decoding: Array(message.message)),
                birth: message.birth.isEmpty ? nil : try Self.birth(Array(message.birth), member))
        }
    }

    private static func birth(_ bytes: [UInt8], _ member: CustodianID) throws(CeremonyRefusal) -> BirthStatement {
        do {
            return try BirthStatement(decoding: bytes)
        } catch {
            throw CeremonyRefusal(member: member, reason: "\(error)", culprit: nil)
        }
    }
}
