import Placement
import SecretSharing
import Testing

@Suite("What is said of a committee")
struct PlacementExplanationTests {
    @Test("a decision says who qualifies, who holds what, how each rule is met, and why these")
    func decision() throws {
        let fleet =
            SampleFleet.dev.map { $0 }
            + [SampleFleet.candidate(6, "d", kind: .backup), SampleFleet.candidate(7, "d", trust: 1, load: 4)]
        var solver = try PlacementSolver(fleet)
        let policy = try SampleFleet.policy(
            "k=3 n=5 regions=region-a:region-b:region-c:region-d trust=2 spread=required")
        let lines = try solver.decide(policy, seed: 1).lines
        #expect(lines.first == "placement: \(policy.text)")
        #expect(lines[1] == "custodians: 5 of 7 qualify: 1 for backup or as requesters, 1 with a trust level under 2")
        #expect(lines.count { $0.hasPrefix("share ") } == 5)
        #expect(
            Array(lines.suffix(7)) == [
                "shares only in the regions region-a, region-b, region-c, region-d: region-a 2, region-b 2, region-c 1",
                "a trust level of at least 2: the least is 2",
                "no region holds 3 of the shares: region-a 2, region-b 2, region-c 1",
                "no vendor holds 3 of the shares: vendor-a 2, vendor-b 2, vendor-c 1",
                "no operator holds 3 of the shares: operator-a 2, operator-b 2, operator-c 1",
                "losing any one region leaves 3 of the shares: region-a has the most, 2 of 5, so that 3 are left",
                "choice: the least loaded that qualify (loads 0 to 0)",
            ])
    }

    @Test("custodians that were passed over are counted by their reason")
    func passedOver() throws {
        let fleet =
            (1...4).map { SampleFleet.candidate($0, "a") } + (5...8).map { SampleFleet.candidate($0, "\($0)", load: 9) }
        var solver = try PlacementSolver(fleet)
        let decision = try solver.decide(SampleFleet.policy("k=3 n=5 spread=required"), seed: 1)
        #expect(decision.passedOver.forRegion == 2)
        #expect(decision.lines.last == "choice: the least loaded first (loads 0 to 9); passed over: 2 for their region")
    }

    @Test("an existing committee is held to a policy rule by rule")
    func existing() throws {
        let policy = try SampleFleet.policy("k=3 n=5 trust=2 spread=required")
        let good = policy.explanation(of: SampleFleet.dev)
        #expect(good.count == 6)
        #expect(!good.contains { $0.hasPrefix("violated") })
        let bad = [
            SampleFleet.candidate(1, "a"), SampleFleet.candidate(1, "a"), SampleFleet.candidate(3, "a", trust: 1),
            SampleFleet.candidate(4, "b", kind: .backup),
        ]
        let most = "region-a holds 3 shares where at most 2 are allowed, so that"
        let expected = [
            "violated: the committee has 4 members where the policy asks for 5",
            "violated: custodian custodian-1 is 2 times in the committee",
            "violated: custodian custodian-3 has trust level 1, less than 2",
            "violated: custodian custodian-4 is a backup",
            "violated: region \(most) no region holds 3 of the shares",
            "violated: vendor \(most) no vendor holds 3 of the shares".replacing("region-a", with: "vendor-a"),
            "violated: operator \(most) no operator holds 3 of the shares".replacing("region-a", with: "operator-a"),
            "violated: region \(most) losing any one region leaves 3 of the shares".replacing("most 2", with: "most 1"),
        ]
        #expect(Array(policy.explanation(of: bad).dropFirst()) == expected)
    }
}
