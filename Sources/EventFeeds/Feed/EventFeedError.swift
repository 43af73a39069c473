/// What is wrong with a feed, and where.
package struct EventFeedError: Error, Equatable, CustomStringConvertible {
    package struct Code: Equatable, Sendable {
        private enum Wrapped {
            case badFormat, badTime, badValue, missing, unknownMember, unsupported, unknownZone, contradiction, tooLong
        }
        private let wrapped: Wrapped
        /// Not the format that the feed begins as, or none that is known.
        package static let badFormat = Code(wrapped: .badFormat)
        /// What is no time, or no length of time.
        package static let badTime = Code(wrapped: .badTime)
        /// A value of another type or out of its range.
        package static let badValue = Code(wrapped: .badValue)
        /// Something that an event cannot be without.
        package static let missing = Code(wrapped: .missing)
        /// A member that events do not have, which may be a misspelt one.
        package static let unknownMember = Code(wrapped: .unknownMember)
        /// A part of a format that is not read: dates would be wrong without it.
        package static let unsupported = Code(wrapped: .unsupported)
        /// A time zone that the system does not know.
        package static let unknownZone = Code(wrapped: .unknownZone)
        /// Two statements of which at most one can hold.
        package static let contradiction = Code(wrapped: .contradiction)
        /// More than is read.
        package static let tooLong = Code(wrapped: .tooLong)
    }

    package enum Place: Hashable, Sendable, CustomStringConvertible {
        /// From 1 on.
        case line(Int)
        /// The way to a value of a JSON feed, such as `events[3].multiplier`, counted from 0 on.
        case member(String)
        /// How many bytes lie before it.
        case byte(Int)

        package var description: String {
            switch self {
            case .line(let number): "line \(number)"
            case .member(let path): path
            case .byte(let offset): "byte \(offset)"
            }
        }
    }

    package let code: Code
    /// Nil where it is the feed as a whole.
    package let place: Place?
    package let message: String

    init(_ code: Code, at place: Place? = nil, _ message: String) {
        self.code = code
        self.place = place
        self.message = message
    }

    package var description: String { place.map { "\($0): \(message)" } ?? message }
}
