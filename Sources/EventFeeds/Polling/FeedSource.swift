/// Where a feed comes from.
package protocol FeedSource: Sendable {
    /// Asks for the feed once.
    ///
    /// - Parameter validators: of the version that is known already.
    /// - Throws: whatever keeps it from answering.
    func fetch(_ validators: FeedValidators) async throws -> FeedAnswer
}

/// What a source answers.
package enum FeedAnswer: Equatable, Sendable {
    /// There is no other version than the known one.
    case unchanged
    case changed([UInt8], FeedValidators)
}
