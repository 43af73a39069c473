package import KeyGeneration
package import KeyMap

/// A gateway's open connection to one custodian.
package protocol CustodianLink: Sendable {
    var custodian: CustodianID { get }
    /// Whether a request sent now has someone to go to.
    var isConnected: Bool { get }
    /// For how long the oldest request has had no answer, also one whose caller has given up; nil where none is open.
    var unanswered: Duration? { get }
    /// - Throws: ``LinkError`` where the connection is lost; `CancellationError` where the caller gave up.
    func use(_ use: ShareUse) async throws -> ShareResult
    /// Sends a request and returns at once.
    ///
    /// - Parameter answer: called once, with the answer, or with a ``LinkError`` where there is no connection or it is lost.
    func send(_ use: ShareUse, answer: @escaping @Sendable (Result<ShareResult, any Error>) -> Void)
}

/// Why a request got no answer from a custodian.
package struct LinkError: Error, CustomStringConvertible {
    package let custodian: CustodianID
    package let reason: String

    package init(custodian: CustodianID, reason: String) {
        self.custodian = custodian
        self.reason = reason
    }

    package var description: String { "custodian \(custodian) is out of reach: \(reason)" }
}

/// An answer that breaks the contract whatever was asked: its sender is at fault.
package struct MalformedAnswer: Error, CustomStringConvertible {
    package let description: String
    package let misbehaviour: Misbehaviour

    package init(_ description: String, _ misbehaviour: Misbehaviour = .malformed) {
        self.description = description
        self.misbehaviour = misbehaviour
    }
}

/// A hub's way to one custodian for ceremonies.
package protocol CeremonyLink: Sendable {
    var custodian: CustodianID { get }
    /// - Throws: ``LinkError``, or ``CeremonyRefusal`` where the member refuses.
    func generateKey(_ request: KeyGenerationStep) async throws -> KeyGenerationAnswer
    /// - Throws: ``LinkError``, or ``Refusal`` where the member refuses.
    func material(_ step: MaterialStep) async throws -> WrappedMaterial
}

/// One round of a key generation as it is sent to a member.
package struct KeyGenerationStep: Sendable {
    package enum Round: UInt32, Sendable {
        case announce = 1
        case reveal = 2
        case deal = 3
        case conclude = 4
        case judge = 5
        case abandon = 6
    }

    package let parameters: KeyGenerationParameters
    package let ceremony: [UInt8]
    package let round: Round
    package let messages: [SignedMessage]

    package init(parameters: KeyGenerationParameters, ceremony: [UInt8], round: Round, messages: [SignedMessage]) {
        self.parameters = parameters
        self.ceremony = ceremony
        self.round = round
        self.messages = messages
    }
}

/// What a member answers.
package enum KeyGenerationAnswer: Sendable {
    /// - Parameter birth: with the last message, what the member says of its entropy; nil from a release that says nothing.
    case message(SignedMessage, birth: BirthStatement? = nil)
    case culprits([Int])
    case abandoned
}

/// A member's refusal to go on with a ceremony.
package struct CeremonyRefusal: Error, CustomStringConvertible {
    package let member: CustodianID
    package let reason: String
    /// The index of the member at fault, where it can be told.
    package let culprit: Int?
    /// Whether the member makes no keys now because its entropy is below the minimum.
    package let lacksEntropy: Bool

    package init(member: CustodianID, reason: String, culprit: Int?, lacksEntropy: Bool = false) {
        self.member = member
        self.reason = reason
        self.culprit = culprit
        self.lacksEntropy = lacksEntropy
    }

    package var description: String { "custodian \(member) refused: \(reason)" }
}
