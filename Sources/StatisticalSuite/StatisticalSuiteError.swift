/// Why a sequence or a parameter of the statistical tests is refused.
package struct StatisticalSuiteError: Error, Equatable, CustomStringConvertible {
    package struct Code: Equatable, Sendable {
        private enum Wrapped {
            case badLength, badParameter
        }
        private let wrapped: Wrapped
        /// A sequence of no bits, of more bits than its bytes hold, or of more than can be counted.
        package static let badLength = Code(wrapped: .badLength)
        /// A parameter of a test outside the values for which the test is defined.
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

    /// Refuses a parameter outside its range.
    ///
    /// - Throws: ``StatisticalSuiteError`` with `.badParameter`, which names test, parameter, value and range.
    static func check(
        _ value: Int, in range: ClosedRange<Int>, _ parameter: String, of test: StatisticalTest
    ) throws(StatisticalSuiteError) {
        guard range.contains(value) else {
            throw StatisticalSuiteError(
                .badParameter,
                "\(test.rawValue): \(parameter) is \(value); choose one of \(range.lowerBound)...\(range.upperBound)")
        }
    }
}
