import SecretSharing
import TestSupport
import Testing

@Suite("The subsets of a replicated sharing")
struct ReplicatedSubsetsTests {
    @Test("every k members cover all subsets, and no k - 1 do", arguments: Threshold.all(upTo: 7))
    func cover(threshold: Threshold) throws {
        let subsets = try ReplicatedSubsets(threshold)
        #expect(subsets.all.count == ReplicatedSubsets.count(threshold) && Set(subsets.all).count == subsets.all.count)
        #expect(subsets.all.allSatisfy { $0.count == threshold.count - threshold.quorum + 1 })
        let members = ShareIndex.all(of: threshold)
        for size in [threshold.quorum - 1, threshold.quorum] {
            for some in members.subsets(of: size) {
                let covered = Set(some.flatMap { subsets.held(by: $0) })
                #expect((covered.count == subsets.all.count) == (size == threshold.quorum), "\(some)")
            }
        }
    }

    @Test("a member holds exactly the subsets that it is in, in their order", arguments: Threshold.all(upTo: 7))
    func held(threshold: Threshold) throws {
        let subsets = try ReplicatedSubsets(threshold)
        #expect(subsets.all == subsets.all.sorted { $0.mask < $1.mask })
        for index in ShareIndex.all(of: threshold) {
            #expect(subsets.held(by: index) == subsets.all.indices.filter { subsets.all[$0].contains(index) })
            #expect(subsets.held(by: index).count == ReplicatedSubsets.heldCount(threshold))
        }
    }

    @Test(
        "committees of up to 256 subsets are possible, and no others",
        arguments: [(3, 20, 190), (19, 20, 190), (6, 10, 252), (2, 20, 20)], [(4, 20), (5, 13), (7, 12)])
    func limit(possible: (Int, Int, Int), impossible: (Int, Int)) throws {
        let subsets = try ReplicatedSubsets(Threshold(quorum: possible.0, of: possible.1))
        #expect(subsets.all.count == possible.2)
        #expect(throws: SharingError(.tooManySubsets, "")) {
            try ReplicatedSubsets(Threshold(quorum: impossible.0, of: impossible.1))
        }
    }

    @Test("the subsets of 2-of-3 and of 3-of-5 are these")
    func order() throws {
        #expect(try ReplicatedSubsets(Threshold(quorum: 2, of: 3)).all.map(\.mask) == [0b011, 0b101, 0b110])
        #expect(
            try ReplicatedSubsets(Threshold(quorum: 3, of: 5)).all.map(\.mask) == [
                0b00111, 0b01011, 0b01101, 0b01110, 0b10011, 0b10101, 0b10110, 0b11001, 0b11010, 0b11100,
            ])
    }
}
