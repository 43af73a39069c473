/// Why no feed came from an address. The message names no more of the address than its host: paths and queries of private
/// calendars are secrets.
package struct URLFeedError: Error, Equatable, CustomStringConvertible {
    package struct Code: Hashable, Sendable {
        private enum Wrapped { case badAddress, unreachable, timeout, status, badRedirect, tooLong }
        private let wrapped: Wrapped
        /// No address of http or https.
        package static let badAddress = Code(wrapped: .badAddress)
        /// No connection, or none that lasted, or no certificate that is trusted.
        package static let unreachable = Code(wrapped: .unreachable)
        /// No whole answer in time.
        package static let timeout = Code(wrapped: .timeout)
        /// An answer that is no feed, by its HTTP status.
        package static let status = Code(wrapped: .status)
        /// A redirect that leads nowhere, too far, or away from TLS.
        package static let badRedirect = Code(wrapped: .badRedirect)
        /// More bytes than are read.
        package static let tooLong = Code(wrapped: .tooLong)
    }

    package let code: Code
    package let message: String
    /// Of the answer, where it is what is wrong.
    package let status: UInt?

    init(_ code: Code, _ message: String, status: UInt? = nil) {
        self.code = code
        self.message = message
        self.status = status
    }

    package var description: String { message }
}
