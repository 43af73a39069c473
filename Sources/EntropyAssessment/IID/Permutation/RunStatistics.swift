/// The runs of a sequence of two values (SP 800-90B, 5.1.2 to 5.1.6).
struct RunStatistics {
    private(set) var count = 0
    private(set) var longest = 0
    /// How many values are true.
    private(set) var set = 0

    init(_ values: [Bool]) {
        var (length, last) = (0, false)
        for value in values {
            set += value ? 1 : 0
            if count > 0, value == last {
                length += 1
            } else {
                count += 1
                length = 1
            }
            longest = max(longest, length)
            last = value
        }
    }
}
