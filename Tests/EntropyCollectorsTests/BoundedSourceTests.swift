import Dispatch
import Entropy
import EntropyCollectors
import Testing

@Suite("Bounded reads")
struct BoundedSourceTests {
    @Test("a read in pieces gives exactly what was asked for", arguments: [0, 1, 63, 64, 65, 1_000])
    func pieces(count: Int) throws {
        let source = ScriptedSource("plain")
        #expect(try BoundedSource(source, piece: 64).read(count).count == count)
        #expect(source.readCount == (count + 63) / 64)
    }

    @Test("what the source throws comes through")
    func failures() {
        let source = ScriptedSource("broken") { _, _ throws(SourceFailure) in throw SourceFailure(.absent, "none") }
        #expect(throws: SourceFailure(.absent, "none")) { try BoundedSource(source, piece: 1).read(1) }
    }

    @Test("a read that hangs fails at its deadline, the next one at once, and it works again when the first comes back")
    func hanging() throws {
        let release = DispatchSemaphore(value: 0)
        let source = ScriptedSource("hanging") { read, count in
            if read == 0 { release.wait() }
            return ScriptedSource.noise(read, count)
        }
        let bounded = BoundedSource(source, patience: .milliseconds(200), piece: 8)
        let clock = ContinuousClock()
        let first = clock.measure {
            #expect(throws: SourceFailure.self) { try bounded.read(8) }
        }
        #expect(first >= .milliseconds(200))
        let second = clock.measure {
            #expect(throws: SourceFailure.self) { try bounded.read(8) }
        }
        #expect(second < .milliseconds(200))
        release.signal()
        let deadline = clock.now + .seconds(10)
        var samples: [UInt8] = []
        while samples.isEmpty, clock.now < deadline { samples = (try? bounded.read(8)) ?? [] }
        #expect(samples.count == 8)
    }
}
