package import FleetProto
import KeyMap

extension Wire.ControlFailure {
    package init(_ error: any Error) {
        self.init()
        message = "\(error)"
        code =
            switch error {
            case let error as KeyMapError where error.code == .notFound: .notFound
            case let error as KeyMapError where error.code == .alreadyExists: .alreadyExists
            case let error as KeyMapError where error.code == .invalidState: .invalidState
            case let error as KeyMapError where error.code == .limitExceeded: .limitExceeded
            case let error as any ControlPlaneFailure where error.kind == .dependencyTimeout: .dependencyTimeout
            case let error as any ControlPlaneFailure where error.kind == .keyUnavailable: .keyUnavailable
            case let error as any ControlPlaneFailure where error.kind == .badRequest: .badRequest
            default: .internal
            }
        if let failure = error as? any ControlPlaneFailure { message = failure.message }
    }

    /// The error that the hub's control plane threw.
    package var error: any Error {
        switch code {
        case .notFound: KeyMapError(.notFound, message)
        case .alreadyExists: KeyMapError(.alreadyExists, message)
        case .invalidState: KeyMapError(.invalidState, message)
        case .limitExceeded: KeyMapError(.limitExceeded, message)
        case .dependencyTimeout: RemoteFailure(kind: .dependencyTimeout, message: message)
        case .keyUnavailable: RemoteFailure(kind: .keyUnavailable, message: message)
        case .badRequest: RemoteFailure(kind: .badRequest, message: message)
        default: RemoteFailure(kind: .internalFailure, message: message)
        }
    }
}

/// Why the hub did not do what a gateway asked.
struct RemoteFailure: ControlPlaneFailure, CustomStringConvertible {
    let kind: ControlPlaneFailureKind
    let message: String

    var description: String { message }
}
