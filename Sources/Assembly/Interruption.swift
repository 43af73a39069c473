import UnixSignals

/// SIGINT and SIGTERM, held back from the moment that this is made, for a command that has to tidy up first.
package struct Interruption: Sendable {
    private let signals: UnixSignalsSequence

    package init() async {
        signals = await UnixSignalsSequence(trapping: [.sigint, .sigterm])
    }

    /// Returns once one has come, or when the caller is cancelled.
    package func wait() async {
        for await _ in signals { return }
    }
}
