import Simulation
import Testing

/// A few of the stories that `make simulation` tells many of. That a seed tells one story only holds there: it takes a process
/// in which Swift's dictionaries are always in the same order.
struct StoryTests {
    @Test(arguments: 0..<UInt64(6)) func nothingIsLostAndNothingIsWrong(seed: UInt64) async throws {
        let ending = try await Story(seed: seed).run()
        #expect(ending.faults.isEmpty, "seed \(seed)")
        #expect(ending.uses > 0)
    }
}
