package import CustodianContract
import SecretSharing

/// Why one member's answer is missing or not usable.
package struct MemberFailure: Error, Sendable {
    package let reason: String
    /// In what way the answer was wrong, where this process can show it; nil for a failure that is no lie.
    package let lie: Misbehaviour?
    package let refusal: Refusal.Code?

    package static func lie(_ reason: String, _ misbehaviour: Misbehaviour = .wrongResult) -> MemberFailure {
        MemberFailure(reason: reason, lie: misbehaviour, refusal: nil)
    }

    package static func refused(_ refusal: Refusal) -> MemberFailure {
        MemberFailure(reason: refusal.message, lie: nil, refusal: refusal.code)
    }

    /// Any other error on the way.
    static func wrapping(_ error: any Error) -> MemberFailure {
        switch error {
        case let failure as MemberFailure: failure
        case let malformed as MalformedAnswer: .lie("its answer means nothing: \(malformed)", malformed.misbehaviour)
        case let lost as LinkError: MemberFailure(reason: lost.reason, lie: nil, refusal: nil)
        default: MemberFailure(reason: "\(error)", lie: nil, refusal: nil)
        }
    }
}
