/// Why a series, a parameter or a saved model is refused.
package struct ForecastingError: Error, Equatable, CustomStringConvertible {
    package struct Code: Equatable, Sendable {
        private enum Wrapped {
            case badParameter, tooShort, badValue, badMagic, badVersion, badLength, badChecksum, singular
        }
        private let wrapped: Wrapped
        /// A parameter outside its range, or shapes that do not fit each other.
        package static let badParameter = Code(wrapped: .badParameter)
        /// A series too short for the lags that a model looks back on.
        package static let tooShort = Code(wrapped: .tooShort)
        /// An observation that is not finite.
        package static let badValue = Code(wrapped: .badValue)
        /// A saved model that does not begin with our four letters.
        package static let badMagic = Code(wrapped: .badMagic)
        /// A saved model of a version that this build does not read.
        package static let badVersion = Code(wrapped: .badVersion)
        /// A saved model shorter or longer than its header says.
        package static let badLength = Code(wrapped: .badLength)
        /// A saved model whose bytes changed after it was written.
        package static let badChecksum = Code(wrapped: .badChecksum)
        /// A system of equations without a unique solution.
        package static let singular = Code(wrapped: .singular)
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
