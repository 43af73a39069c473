import SecretSharing

/// Finds the fewest rules of spread that must give way, and how far.
struct SpreadRelaxation {
    let caps: ShareCaps
    let relaxations: [PlacementRelaxation]
    /// The classes of a committee within the caps.
    let witness: [Int]

    /// Nil where no committee is found even without any rule of spread.
    init?(of policy: PlacementPolicy, _ question: PlacementQuestion, steps: inout Int) {
        let rules = SpreadRule.mildestFirst.filter { policy.spread.rules.contains($0) }
        for dropped in rules.subsetsBySize {
            var caps = ShareCaps(policy.threshold, policy.spread.rules.subtracting(dropped))
            guard case .possible(var witness) = question.answer(caps: caps, steps: &steps) else { continue }
            for axis in SpreadAxis.allCases where dropped.contains(where: { SpreadAxis(of: $0) == axis }) {
                for cap in max(1, question.caps[axis])..<max(1, caps[axis], question.caps[axis]) {
                    var tighter = caps
                    tighter[axis] = cap
                    guard case .possible(let found) = question.answer(caps: tighter, steps: &steps) else { continue }
                    (caps, witness) = (tighter, found)
                    break
                }
            }
            self.caps = caps
            self.witness = witness
            relaxations = SpreadRule.allCases.filter { dropped.contains($0) }.map {
                PlacementRelaxation(
                    rule: $0, allowed: ShareCaps.cap(for: $0, policy.threshold), granted: caps[SpreadAxis(of: $0)])
            }
            return
        }
        return nil
    }
}
