extension AWSError {
    /// The name of an AWS error: those of the KMS service model that we use, and the common ones of AWS JSON services.
    package struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Wrapped: String {
            case accessDenied = "AccessDeniedException"
            case alreadyExists = "AlreadyExistsException"
            case dependencyTimeout = "DependencyTimeoutException"
            case disabled = "DisabledException"
            case dryRun = "DryRunOperationException"
            case expiredImportToken = "ExpiredImportTokenException"
            case incompleteSignature = "IncompleteSignatureException"
            case incorrectKey = "IncorrectKeyException"
            case incorrectKeyMaterial = "IncorrectKeyMaterialException"
            case internalFailure = "KMSInternalException"
            case invalidAliasName = "InvalidAliasNameException"
            case invalidArn = "InvalidArnException"
            case invalidCiphertext = "InvalidCiphertextException"
            case invalidGrantID = "InvalidGrantIdException"
            case invalidGrantToken = "InvalidGrantTokenException"
            case invalidImportToken = "InvalidImportTokenException"
            case invalidKeyUsage = "InvalidKeyUsageException"
            case invalidMac = "KMSInvalidMacException"
            case invalidMarker = "InvalidMarkerException"
            case invalidSignature = "InvalidSignatureException"
            case invalidState = "KMSInvalidStateException"
            case invalidKMSSignature = "KMSInvalidSignatureException"
            case keyUnavailable = "KeyUnavailableException"
            case limitExceeded = "LimitExceededException"
            case malformedPolicyDocument = "MalformedPolicyDocumentException"
            case missingAuthenticationToken = "MissingAuthenticationTokenException"
            case notFound = "NotFoundException"
            case serialization = "SerializationException"
            case tag = "TagException"
            case throttling = "ThrottlingException"
            case unknownOperation = "UnknownOperationException"
            case unrecognizedClient = "UnrecognizedClientException"
            case unsupportedOperation = "UnsupportedOperationException"
            case validation = "ValidationException"
        }

        private let wrapped: Wrapped

        package static let accessDenied = Code(wrapped: .accessDenied)
        package static let alreadyExists = Code(wrapped: .alreadyExists)
        package static let dependencyTimeout = Code(wrapped: .dependencyTimeout)
        package static let disabled = Code(wrapped: .disabled)
        /// A dry run that would have succeeded.
        package static let dryRun = Code(wrapped: .dryRun)
        package static let expiredImportToken = Code(wrapped: .expiredImportToken)
        package static let incompleteSignature = Code(wrapped: .incompleteSignature)
        package static let incorrectKey = Code(wrapped: .incorrectKey)
        /// Key material that has the wrong form, or is not what the key had before.
        package static let incorrectKeyMaterial = Code(wrapped: .incorrectKeyMaterial)
        package static let internalFailure = Code(wrapped: .internalFailure)
        package static let invalidAliasName = Code(wrapped: .invalidAliasName)
        package static let invalidArn = Code(wrapped: .invalidArn)
        /// A ciphertext, or wrapped key material, that does not open.
        package static let invalidCiphertext = Code(wrapped: .invalidCiphertext)
        package static let invalidGrantID = Code(wrapped: .invalidGrantID)
        package static let invalidGrantToken = Code(wrapped: .invalidGrantToken)
        /// An import token that is none, or is of another key.
        package static let invalidImportToken = Code(wrapped: .invalidImportToken)
        package static let invalidKeyUsage = Code(wrapped: .invalidKeyUsage)
        /// `VerifyMac` found a MAC that is not the key's over this message.
        package static let invalidMac = Code(wrapped: .invalidMac)
        package static let invalidMarker = Code(wrapped: .invalidMarker)
        /// The request's own signature (Signature Version 4) is wrong or out of date.
        package static let invalidSignature = Code(wrapped: .invalidSignature)
        /// The key's state forbids the operation.
        package static let invalidState = Code(wrapped: .invalidState)
        /// `Verify` found a signature that is not the key's over this message.
        package static let invalidKMSSignature = Code(wrapped: .invalidKMSSignature)
        package static let keyUnavailable = Code(wrapped: .keyUnavailable)
        package static let limitExceeded = Code(wrapped: .limitExceeded)
        package static let malformedPolicyDocument = Code(wrapped: .malformedPolicyDocument)
        package static let missingAuthenticationToken = Code(wrapped: .missingAuthenticationToken)
        package static let notFound = Code(wrapped: .notFound)
        package static let serialization = Code(wrapped: .serialization)
        package static let tag = Code(wrapped: .tag)
        package static let throttling = Code(wrapped: .throttling)
        package static let unknownOperation = Code(wrapped: .unknownOperation)
        package static let unrecognizedClient = Code(wrapped: .unrecognizedClient)
        package static let unsupportedOperation = Code(wrapped: .unsupportedOperation)
        package static let validation = Code(wrapped: .validation)

        /// The shape's name on the wire.
        package var name: String { wrapped.rawValue }

        package var description: String { name }

        /// The status of the HTTP answer.
        package var httpStatus: Int {
            switch wrapped {
            case .internalFailure, .keyUnavailable: 500
            case .dependencyTimeout: 503
            default: 400
            }
        }
    }
}
