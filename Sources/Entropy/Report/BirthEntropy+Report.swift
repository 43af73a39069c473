package import KeyMap

extension BirthEntropy {
    /// What goes down in history of a process's randomness when a key is made.
    package init(_ report: EntropyReport) {
        let fresh = Set(report.pool.quality.contributions.map(\.source))
        self.init(
            sources: report.sources.filter { $0.claim > 0 && !$0.state.isAbsent }.map { source in
                Source(
                    name: source.name, claimed: UInt32((source.claim * 1_000).rounded()),
                    assessed: source.assessment.map { UInt32(($0.minEntropy * 1_000).rounded()) }, bits: source.bits,
                    health: Source.Health(source.state),
                    isFresh: fresh.contains(source.name))
            },
            minimum: UInt32(clamping: report.pool.quality.minimumSources))
    }
}

extension BirthEntropy.Source.Health {
    fileprivate init(_ state: SourceStatus.State) {
        self =
            switch state {
            case .healthy: .healthy
            case .starting: .starting
            case .overclaimed: .overclaimed
            case .alarmed: .alarmed
            case .failed, .absent: .failed
            }
    }
}

extension SourceStatus.State {
    fileprivate var isAbsent: Bool {
        if case .absent = self { true } else { false }
    }
}
