package import AWSProtocol
import AccessPolicy
import Coordination
import KeyMap
import KeyMaterial

/// What a client is told of an error, and whether it was one that should not happen.
struct Failure {
    let error: AWSError
    /// The threshold protocol's error behind it.
    let cause: CoordinationError?
    /// An error of ours rather than the client's, for the log.
    let isUnexpected: Bool

    init(_ error: any Error, requestID: String) {
        switch error {
        case let error as AWSError: self.init(error)
        case let error as KeyMapError: self.init(AWSError(error, requestID: requestID))
        case let error as PolicyError: self.init(AWSError(error))
        case let error as KeyMaterialError where [.badInput, .wrongOperation].contains(error.code):
            self.init(AWSError(.validation, error.message))
        case let error as CoordinationError: self.init(AWSError(error, requestID: requestID), cause: error)
        case let error as any ControlPlaneFailure where error.kind == .dependencyTimeout:
            self.init(AWSError(.dependencyTimeout, error.message))
        case let error as any ControlPlaneFailure where error.kind == .keyUnavailable:
            self.init(AWSError(.keyUnavailable, error.message))
        case let error as any ControlPlaneFailure where error.kind == .badRequest:
            self.init(AWSError(.validation, error.message))
        default: self.init(AWSError(unexpected: requestID))
        }
    }

    private init(_ error: AWSError, cause: CoordinationError? = nil) {
        self.error = error
        self.cause = cause
        isUnexpected = error.code == .internalFailure
    }
}

extension AWSError {
    /// An error that tells the client nothing but where to look.
    package init(unexpected requestID: String) {
        self.init(.internalFailure, "An internal error occurred. Look for request \(requestID) in the gateway's log.")
    }

    init(_ error: KeyMapError, requestID: String) {
        switch error.code {
        case .notFound: self.init(.notFound, error.message)
        case .alreadyExists: self.init(.alreadyExists, error.message)
        case .invalidState: self.init(.invalidState, error.message)
        case .limitExceeded: self.init(.limitExceeded, error.message)
        default: self.init(unexpected: requestID)
        }
    }

    init(_ error: PolicyError) {
        switch error.code {
        case .unsupported: self.init(.unsupportedOperation, error.message)
        case .tooLarge: self.init(.limitExceeded, error.message)
        default: self.init(.malformedPolicyDocument, error.message)
        }
    }

    init(_ error: CoordinationError, requestID: String) {
        switch error.code {
        case .keyUnavailable: self.init(.keyUnavailable, error.message)
        case .timeout: self.init(.dependencyTimeout, error.message)
        case .invalidCiphertext: self.init(.invalidCiphertext, error.message)
        case .invalidInput: self.init(.validation, error.message)
        case .wrongMaterial: self.init(.incorrectKeyMaterial, error.message)
        case .invalidState: self.init(.invalidState, error.message)
        default: self.init(unexpected: requestID)
        }
    }
}
