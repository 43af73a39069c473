import Foundation

/// A point of time that events are told apart by.
enum CalendarMoment: Hashable {
    /// Seconds since 1970-01-01T00:00:00Z.
    case instant(Int64)
    /// What any clock shows, wherever it is: seconds since its 1970-01-01T00:00:00.
    case floating(Int64)

    var seconds: Int64 {
        switch self {
        case .instant(let seconds), .floating(let seconds): seconds
        }
    }

    func advanced(by seconds: Int64) -> CalendarMoment {
        switch self {
        case .instant(let start): .instant(start + seconds)
        case .floating(let start): .floating(start + seconds)
        }
    }

    /// What the caller's clock shows then.
    func reading(in zone: TimeZone) -> Int64 {
        switch self {
        case .instant(let seconds): zone.reading(of: seconds)
        case .floating(let seconds): seconds
        }
    }
}
