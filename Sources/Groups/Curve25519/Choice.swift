/// Yes or no as a mask, so that nothing branches on it: a bit about a secret element.
package struct Choice: Sendable {
    /// All ones or all zeros.
    private let mask: UInt64

    /// - Parameter bit: 0 or 1.
    @inline(__always)
    init(bit: UInt64) {
        mask = 0 &- bit
    }

    /// Yes where the number is zero.
    @inline(__always)
    init(isZero value: UInt64) {
        // Zero is the only number that has no highest bit, neither itself nor its negative.
        self.init(bit: 1 ^ (value | (0 &- value)) &>> 63)
    }

    @inline(__always)
    func select(_ no: UInt64, _ yes: UInt64) -> UInt64 {
        no ^ mask & (no ^ yes)
    }

    static func && (left: Choice, right: Choice) -> Choice { Choice(bit: left.mask & right.mask & 1) }
    static func || (left: Choice, right: Choice) -> Choice { Choice(bit: (left.mask | right.mask) & 1) }
    static prefix func ! (choice: Choice) -> Choice { Choice(bit: ~choice.mask & 1) }

    /// 0 or 1.
    var bit: UInt64 { mask & 1 }

    /// The answer itself. Ends the branch-free part: only for what may be known, such as whether an encoding is valid.
    package var isYes: Bool { mask != 0 }
}
