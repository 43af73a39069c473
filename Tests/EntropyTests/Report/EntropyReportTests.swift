import ByteCoding
import Entropy
import KeyMap
import TestSupport
import Testing

@Suite("Reports on a process's entropy")
struct EntropyReportTests {
    private static func report(_ states: [SourceStatus.State]) -> EntropyReport {
        let pool = EntropyReport.sample(isFresh: true).pool
        return EntropyReport(
            pool: pool,
            sources: states.enumerated().map { number, state in
                SourceStatus(
                    name: number == 0 ? "memory-walk" : "source-\(number)", kind: "timing", claim: 0.015,
                    justification: "j", state: state, samples: .max, rate: 92_123.5, alarms: 2,
                    lastAlarm: number == 1 ? .init(time: Timestamp(microseconds: 1), text: "stuck") : nil,
                    assessment: number == 0
                        ? .init(minEntropy: 4.5, samples: 50_000, time: Timestamp(microseconds: 2)) : nil,
                    blocks: 9,
                    bits: 4_608)
            })
    }

    @Test("every state of a source comes back as it was")
    func roundTrip() throws {
        let report = Self.report([.healthy, .starting, .alarmed, .absent("no device"), .failed("gone"), .overclaimed])
        #expect(try EntropyReport(decoding: report.encoded) == report)
        let never = EntropyReport(
            pool: PoolStatus(
                level: 0, reseeds: 0, sinceReseed: nil, bytes: 0,
                quality: EntropyQuality(contributions: [], minimumSources: 1)), sources: [])
        #expect(try EntropyReport(decoding: never.encoded) == never)
    }

    @Test("a report that is cut short, too long or of a later format is refused")
    func refused() throws {
        let bytes = Self.report([.healthy, .failed("gone")]).encoded
        for count in 0..<bytes.count {
            #expect(throws: ByteCodingError.self) { try EntropyReport(decoding: Array(bytes[..<count])) }
        }
        #expect(throws: ByteCodingError.self) { try EntropyReport(decoding: bytes + [0]) }
        #expect(throws: ByteCodingError.self) { try EntropyReport(decoding: [2] + bytes.dropFirst()) }
    }

    @Test("texts lose what a terminal would obey, and what is too long")
    func texts() throws {
        let long = String(repeating: "\u{1b}[31mé", count: 4_000)
        let report = try EntropyReport(decoding: Self.report([.failed(long)]).encoded)
        guard case .failed(let reason) = report.sources[0].state else {
            Issue.record("a failed source is \(report.sources[0].state)")
            return
        }
        #expect(reason.hasPrefix("[31mé[31mé") && reason.utf8.count <= 4_096 && reason.utf8.count > 4_090)
        var bytes = Self.report([.failed("gone")]).encoded
        let position = try #require(bytes.indices.last { bytes[$0...].starts(with: Array("gone".utf8)) })
        bytes[position] = 0x0a
        #expect(throws: ByteCodingError.self) { try EntropyReport(decoding: bytes) }
    }

    @Test("a birth records the sources of which something is claimed, that the machine has, and which of them counted")
    func birth() {
        let birth = BirthEntropy(Self.report([.healthy, .alarmed, .absent("no device"), .failed("gone")]))
        #expect(birth.sources.map(\.name) == ["memory-walk", "source-1", "source-3"])
        #expect(birth.sources.map(\.health) == [.healthy, .alarmed, .failed])
        #expect(birth.sources.map(\.isFresh) == [true, false, false] && birth.minimum == 1)
        #expect(birth.sources.allSatisfy { $0.claimed == 15 && $0.bits == 4_608 })
        #expect(birth.sources.map(\.assessed) == [4_500, nil, nil])
        #expect(BirthEntropy(.sample(isFresh: true)).sources.map(\.name) == ["memory-walk"])
    }

    @Test("what is missing is said with how many there are and must be")
    func shortfall() {
        let report = EntropyReport.sample(isFresh: true, minimum: 2)
        #expect(
            !report.isSufficient && report.shortfall.contains("1 of 2 sources")
                && report.shortfall.contains("memory-walk"))
        #expect(EntropyReport.sample(isFresh: false, minimum: 0).isSufficient)
    }
}
