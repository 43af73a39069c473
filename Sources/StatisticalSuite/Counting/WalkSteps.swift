/// What a few bits do to the walk that goes up on a one and down on a zero.
struct WalkSteps: Sendable {
    /// The walk after them, relative to before.
    let sum: Int
    /// The walk's extremes after any of the bits, relative to before.
    let highest: Int
    let lowest: Int

    /// - Parameter length: how many of the byte's bits to take, from the most significant on.
    init(byte: Int, length: Int) {
        var sum = 0
        var highest = -8
        var lowest = 8
        for position in 0..<length {
            sum += byte >> (7 - position) & 1 == 1 ? 1 : -1
            highest = max(highest, sum)
            lowest = min(lowest, sum)
        }
        self.sum = sum
        self.highest = highest
        self.lowest = lowest
    }

    /// By the byte's value.
    static let ofByte = (0..<256).map { WalkSteps(byte: $0, length: 8) }
}
