/// Why a claim about a source's entropy is refused.
package struct EntropyError: Error, Equatable, CustomStringConvertible {
    package struct Code: Equatable, Sendable {
        private enum Wrapped {
            case badClaim, badFalseAlarmRate, badStartUp
        }
        private let wrapped: Wrapped
        /// A min-entropy per sample that no source can have, or that no test can be made for.
        package static let badClaim = Code(wrapped: .badClaim)
        /// A false-alarm rate that is no probability a test can be built for.
        package static let badFalseAlarmRate = Code(wrapped: .badFalseAlarmRate)
        /// Start-up tests over fewer samples than the standard allows.
        package static let badStartUp = Code(wrapped: .badStartUp)
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
