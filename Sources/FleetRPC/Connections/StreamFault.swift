import CustodianContract
import GRPCCore

/// What the end of a stream says of who is at its other end.
enum StreamFault {
    /// The contract that the peer broke; nil where the stream ended as streams do.
    ///
    /// The library has no type for it: a message that is over the limit, or is not framed as one, ends the stream with the
    /// first of these texts, one that cannot be decoded with the second. An honest custodian sends neither, whatever it is
    /// asked: a node of the fleet does not write such messages, and TLS keeps others from changing them.
    static func breach(_ error: any Error) -> MalformedAnswer? {
        if let fault = error as? MalformedAnswer { return fault }
        guard let error = error as? RPCError else { return nil }
        if error.code == .internalError, error.message.hasPrefix("Failed to decode message") {
            return MalformedAnswer(
                "a message over the limit of \(Wire.messageLimit) bytes, or that is none", .oversize)
        }
        if error.code == .invalidArgument, error.message.hasPrefix("Can't deserialize") {
            return MalformedAnswer("a message that cannot be decoded")
        }
        return nil
    }
}
