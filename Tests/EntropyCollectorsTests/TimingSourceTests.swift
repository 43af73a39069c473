import Entropy
import EntropyCollectors
import Foundation
import Testing

@Suite("Sources that measure times")
struct TimingSourceTests {
    private static let jitter: [any EntropySource] = [MemoryWalkSource(), HashLoopSource(), SchedulingSource()]

    @Test("as many samples as were asked for", arguments: [0, 1, 7, 1_000])
    func counts(count: Int) throws {
        for source in Self.jitter { #expect(try source.read(count).count == count) }
    }

    @Test("what is claimed passes the health tests, start-up and continuous, and becomes blocks")
    func healthTests() throws {
        for source in Self.jitter {
            var feed = try SourceFeed(source.description)
            var blocks = 0
            for _ in 0..<20 where feed.take(try source.read(1_024)) != nil { blocks += 1 }
            #expect(feed.monitor.lastAlarm == nil, "\(source.description.name)")
            // Elsewhere than on the machine of the measurements nothing is claimed.
            if source.description.minEntropy > 0 { #expect(blocks > 0, "\(source.description.name)") }
        }
    }

    @Test("jitter of the processor comes at 4 KiB a second at least")
    func rate() throws {
        let sources: [any EntropySource] = [MemoryWalkSource(), HashLoopSource()]
        for source in sources {
            _ = try source.read(16)
            let elapsed = try ContinuousClock().measure { _ = try source.read(2_048) }
            #expect(elapsed < .milliseconds(500), "\(source.description.name): 2,048 samples in \(elapsed)")
        }
    }

    @Test("writes to a disk are timed, and leave no file behind")
    func files() throws {
        // The package's own folder: that of temporary files may be in memory.
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
        let before = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        let samples = try FileTimingSource(folder: folder).read(40)
        #expect(samples.count == 40)
        #expect(Set(samples).count > 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == before)
    }

    @Test(
        "a folder that is missing, in memory, or not given makes the disk absent",
        arguments: ["/nonexistent/quorate", "/dev/shm", nil])
    func noDisk(folder: String?) {
        #expect {
            try FileTimingSource(folder: folder).read(1)
        } throws: { error in
            (error as? SourceFailure)?.code == .absent && "\(error)".contains(folder ?? "no folder is given")
        }
    }
}
