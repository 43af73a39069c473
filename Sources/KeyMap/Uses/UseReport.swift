/// What a gateway and the hub's board of last uses tell each other.
package struct UseReport: Hashable, Sendable {
    /// The most uses of one report.
    package static let limit = 1_024

    /// To the board: what is new at the gateway. From it: what others have told it since the cursor.
    package var uses: [ReportedUse]
    /// Since when the sender, or any whom it has heard, counts uses.
    package var since: Timestamp
    /// Which board the cursor is of, since a hub that starts has an empty one; empty for none.
    package var board: [UInt8]
    /// Up to where the gateway has heard the board, with what the report itself says.
    package var cursor: UInt64

    package init(uses: [ReportedUse] = [], since: Timestamp, board: [UInt8] = [], cursor: UInt64 = 0) {
        self.uses = uses
        self.since = since
        self.board = board
        self.cursor = cursor
    }
}

/// Where gateways tell each other of the latest uses of keys.
package protocol UseBoard: Sendable {
    /// Takes a gateway's report, and returns what it has not heard yet, ``UseReport/limit`` uses at most.
    ///
    /// - Throws: where the board is out of reach.
    func exchange(_ report: UseReport) async throws -> UseReport
}
