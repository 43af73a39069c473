package import CustodianContract
import SecretSharing

/// Why one member's answer is missing or not usable.
package struct MemberFailure: Error, Sendable {
    package let reason: String
    /// The answer was wrong, and this process can show it.
    package let isLie: Bool
    package let refusal: Refusal.Code?

    package static func lie(_ reason: String) -> MemberFailure {
        MemberFailure(reason: reason, isLie: true, refusal: nil)
    }

    package static func refused(_ refusal: Refusal) -> MemberFailure {
        MemberFailure(reason: refusal.message, isLie: false, refusal: refusal.code)
    }

    /// Any other error on the way.
    static func wrapping(_ error: any Error) -> MemberFailure {
        switch error {
        case let failure as MemberFailure: failure
        case let malformed as MalformedAnswer: .lie("its answer means nothing: \(malformed)")
        case let lost as LinkError: MemberFailure(reason: lost.reason, isLie: false, refusal: nil)
        default: MemberFailure(reason: "\(error)", isLie: false, refusal: nil)
        }
    }
}
