extension Collection {
    /// The elements in an order that `random` chooses.
    package func shuffled(by random: any RandomSource) -> [Element] {
        var generator = RandomWords(source: random)
        return shuffled(using: &generator)
    }

    /// An element that `random` chooses; nil where there is none.
    package func randomElement(by random: any RandomSource) -> Element? {
        var generator = RandomWords(source: random)
        return randomElement(using: &generator)
    }
}

/// A source as the standard library takes it.
private struct RandomWords: RandomNumberGenerator {
    let source: any RandomSource

    mutating func next() -> UInt64 { source.word }
}
