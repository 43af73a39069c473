/// What a simulation draws from: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
package struct Dice: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// A generator of its own, so that what one part draws changes nothing for the others.
    package mutating func fork() -> Dice { Dice(seed: next()) }

    /// True once in so many draws, on average.
    package mutating func isOne(in count: Int) -> Bool { Int.random(in: 0..<count, using: &self) == 0 }

    package mutating func duration(_ milliseconds: ClosedRange<Double>) -> Duration {
        .microseconds(Int64(Double.random(in: milliseconds, using: &self) * 1_000))
    }

    package mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: elements.indices, using: &self)]
    }
}
