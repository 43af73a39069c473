/// Why an identity, a certificate, a sealing key or a charter is not accepted, or could not be stored.
package struct FleetError: Error, Equatable, CustomStringConvertible {
    package struct Code: Equatable, Sendable {
        private enum Wrapped {
            case badName, badCertificate, wrongPeer, badSealingKey, wrongSealingKey, badDocument, badSignature, file
        }
        private let wrapped: Wrapped
        /// A SPIFFE id, fleet name or node id that is not well formed.
        package static let badName = Code(wrapped: .badName)
        /// A certificate that cannot be read or made, or without exactly one identity.
        package static let badCertificate = Code(wrapped: .badCertificate)
        /// A peer that is not the one that belongs at this end of a connection.
        package static let wrongPeer = Code(wrapped: .wrongPeer)
        /// A sealing key that is missing, malformed or readable by others.
        package static let badSealingKey = Code(wrapped: .badSealingKey)
        /// Sealed bytes that this sealing key does not open: another key sealed them, or they were changed or moved.
        package static let wrongSealingKey = Code(wrapped: .wrongSealingKey)
        /// A file of ours that is of another format, cut short or inconsistent.
        package static let badDocument = Code(wrapped: .badDocument)
        /// A charter that the root key did not sign.
        package static let badSignature = Code(wrapped: .badSignature)
        /// The operating system refused a file operation.
        package static let file = Code(wrapped: .file)
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }

    package static func == (left: Self, right: Self) -> Bool { left.code == right.code }
}
