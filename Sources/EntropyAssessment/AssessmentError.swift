/// Why an assessment, or one estimate of it, cannot be made.
package struct AssessmentError: Error, Equatable, CustomStringConvertible {
    package struct Code: Equatable, Sendable {
        private enum Wrapped {
            case badWidth, badSymbol, tooShort, tooLong, oneSymbol, noRepeats, badParameter
        }
        private let wrapped: Wrapped
        /// Symbols of other than 1 to 8 bits.
        package static let badWidth = Code(wrapped: .badWidth)
        /// A symbol that does not fit the stated width.
        package static let badSymbol = Code(wrapped: .badSymbol)
        /// Fewer samples than an estimate or a test can be made from.
        package static let tooShort = Code(wrapped: .tooShort)
        /// More samples than positions can be numbered for.
        package static let tooLong = Code(wrapped: .tooLong)
        /// All samples are equal: there is no entropy to assess.
        package static let oneSymbol = Code(wrapped: .oneSymbol)
        /// No string of symbols occurs often enough for an estimate.
        package static let noRepeats = Code(wrapped: .noRepeats)
        /// A parameter outside its range.
        package static let badParameter = Code(wrapped: .badParameter)
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
