/// Lengths of time as ISO 8601 and RFC 5545, section 3.3.6, write them: P1W, P1DT12H, PT90M, with a sign before it. Years and
/// months are none, because they are not of one length.
struct DurationText {
    /// Days of a calendar, which need not have 24 hours.
    let days: Int64
    let seconds: Int64

    /// Nil for any other text.
    init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        var sign: Int64 = 1
        if let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            sign = first == UInt8(ascii: "-") ? -1 : 1
            rest.removeFirst()
        }
        guard rest.popFirst() == UInt8(ascii: "P"), !rest.isEmpty else { return nil }
        var days: Int64 = 0
        var seconds: Int64 = 0
        var isTime = false
        // Units must descend, and none comes twice.
        var units = Array("WDTHMS".utf8)[...]
        while !rest.isEmpty {
            let digits = rest.prefix { (48...57).contains($0) }
            rest = rest.dropFirst(digits.count)
            guard let unit = rest.popFirst(), let place = units.firstIndex(of: unit) else { return nil }
            units = units[(place + 1)...]
            if unit == UInt8(ascii: "T"), digits.isEmpty, !rest.isEmpty {
                isTime = true
                continue
            }
            guard (1...10).contains(digits.count), let count = Int64(String(decoding: digits, as: UTF8.self)),
                isTime == "HMS".utf8.contains(unit)
            else { return nil }
            switch unit {
            case UInt8(ascii: "W"): days += count * 7
            case UInt8(ascii: "D"): days += count
            case UInt8(ascii: "H"): seconds += count * 3_600
            case UInt8(ascii: "M"): seconds += count * 60
            default: seconds += count
            }
        }
        self.days = sign * days
        self.seconds = sign * seconds
    }

    /// With days of 24 hours.
    var total: Int64 { days * 86_400 + seconds }
}
