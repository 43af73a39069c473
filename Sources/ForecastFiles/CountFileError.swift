/// What is wrong with a file of counts, and where.
package struct CountFileError: Error, Equatable, CustomStringConvertible {
    package struct Code: Equatable, Sendable {
        private enum Wrapped { case noHeader, noCounts, badRow, badTime, badCount, badOrder, tooLong }
        private let wrapped: Wrapped
        /// The first line does not name the columns.
        package static let noHeader = Code(wrapped: .noHeader)
        /// Fewer than two rows, which is too few to tell how far apart they are.
        package static let noCounts = Code(wrapped: .noCounts)
        /// A row with another number of columns than the header.
        package static let badRow = Code(wrapped: .badRow)
        /// What is no time, or none on the grid of the times before.
        package static let badTime = Code(wrapped: .badTime)
        /// What is no count.
        package static let badCount = Code(wrapped: .badCount)
        /// A time that is not after the one before.
        package static let badOrder = Code(wrapped: .badOrder)
        /// More bins than can be held.
        package static let tooLong = Code(wrapped: .tooLong)
    }

    package let code: Code
    /// From 1 on; nil where it is the file as a whole.
    package let line: Int?
    package let message: String

    init(_ code: Code, line: Int? = nil, _ message: String) {
        self.code = code
        self.line = line
        self.message = message
    }

    package var description: String { line.map { "line \($0): \(message)" } ?? message }
}
