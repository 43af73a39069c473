/// One operation whose time must not depend on its secret operand (Reparaz, Balasch and Verbauwhede, "Dude, is my code
/// constant time?", DATE 2017).
struct TimingExperiment {
    let name: String
    /// The control leaks on purpose; where it is not found, the test proves nothing.
    let leaksOnPurpose: Bool
    /// The operation, with its operands made and at rest.
    let prepare: (TimingClass) throws -> () -> Void

    init(_ name: String, leaksOnPurpose: Bool = false, prepare: @escaping (TimingClass) throws -> () -> Void) {
        self.name = name
        self.leaksOnPurpose = leaksOnPurpose
        self.prepare = prepare
    }

    /// The largest |t| over the whole sample and over its quickest parts, which a busy machine disturbs less.
    ///
    /// - Parameters:
    ///   - count: measurements, both classes together.
    ///   - limit: after which it stops with fewer.
    func largestT(count: Int, limit: Duration) throws -> Double {
        let clock = ContinuousClock()
        let deadline = clock.now + limit
        var tests: [(below: Double, test: WelchTest)] = []
        var done = 0
        while done < count, clock.now < deadline {
            let batch = try Self.batch(of: prepare)
            var times: [(TimingClass, Double)] = []
            for (kind, operation) in batch {
                let start = clock.now
                operation()
                times.append((kind, Double((clock.now - start).attoseconds) / 1e9))
            }
            done += batch.count
            if tests.isEmpty {
                // The first batch warms the caches and sets the percentiles at which the others are cut.
                let sorted = times.map(\.1).sorted()
                let cuts = [0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9].map { sorted[Int(Double(sorted.count) * $0)] }
                tests = (cuts + [.infinity]).map { ($0, WelchTest()) }
                continue
            }
            for index in tests.indices {
                for (kind, time) in times where time <= tests[index].below { tests[index].test.add(time, of: kind) }
            }
        }
        return tests.map { abs($0.test.t) }.max() ?? 0
    }

    /// Operations of both classes in random order, so that whatever else the machine does hits both alike.
    private static func batch(
        of prepare: (TimingClass) throws -> () -> Void
    ) rethrows -> [(TimingClass, () -> Void)] {
        try (0..<500).map { _ in
            let kind: TimingClass = Bool.random() ? .fixed : .random
            return (kind, try prepare(kind))
        }
    }
}
