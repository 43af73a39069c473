package import ByteCoding
import KeyMap

/// Rates and claims travel in thousandths, times in milliseconds.
extension EntropyReport: ByteCodable {
    private static let sourceLimit = 64
    private static let nameLimit = 64

    package func encode(into writer: inout ByteWriter) {
        writer.write(UInt8(1))
        writer.write(min(UInt64(clamping: pool.level), measureLimit))
        writer.write(pool.reseeds)
        writer.write(pool.sinceReseed != nil)
        if let sinceReseed = pool.sinceReseed { writer.write(UInt64(thousandths: sinceReseed / .seconds(1))) }
        writer.write(pool.bytes)
        writer.write(UInt32(clamping: pool.quality.minimumSources))
        writer.write(UInt32(pool.quality.contributions.count))
        for contribution in pool.quality.contributions {
            writer.write(contribution.source)
            writer.write(min(UInt64(clamping: contribution.bits), measureLimit))
        }
        writer.write(sources)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        guard try reader.read(UInt8.self) == 1 else {
            throw ByteCodingError(.unknownFormat, "a report on entropy has a format that this release does not know")
        }
        let level = Int(try reader.readMeasure())
        let reseeds = try reader.read(UInt64.self)
        let sinceReseed: Duration? =
            try reader.readBool() ? .milliseconds(Int64(try reader.readMeasure())) : nil
        let bytes = try reader.read(UInt64.self)
        let minimum = Int(try reader.read(UInt32.self))
        let contributions = try reader.readArray(limit: Self.sourceLimit) { (reader) throws(ByteCodingError) in
            EntropyQuality.Contribution(
                source: try reader.readText(limit: Self.nameLimit),
                bits: Int(try reader.readMeasure()))
        }
        pool = PoolStatus(
            level: level, reseeds: reseeds, sinceReseed: sinceReseed, bytes: bytes,
            quality: EntropyQuality(contributions: contributions, minimumSources: minimum))
        sources = try reader.readArray(limit: Self.sourceLimit)
    }
}

extension SourceStatus: ByteCodable {
    private static let textLimit = 4_096

    package func encode(into writer: inout ByteWriter) {
        writer.write(name)
        writer.write(kind)
        writer.write(UInt64(thousandths: claim))
        writer.write(text: justification, limit: Self.textLimit)
        state.encode(into: &writer)
        writer.write(samples)
        writer.write(UInt64(thousandths: rate))
        writer.write(alarms)
        writer.write(lastAlarm != nil)
        if let lastAlarm {
            writer.write(fixed: lastAlarm.time.encoded)
            writer.write(text: lastAlarm.text, limit: Self.textLimit)
        }
        writer.write(assessment != nil)
        if let assessment {
            writer.write(UInt64(thousandths: assessment.minEntropy))
            writer.write(UInt32(clamping: assessment.samples))
            writer.write(fixed: assessment.time.encoded)
        }
        writer.write(blocks)
        writer.write(bits)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(
            name: try reader.readText(limit: 64), kind: try reader.readText(limit: 64),
            claim: Double(try reader.readMeasure()) / 1_000,
            justification: try reader.readText(limit: Self.textLimit), state: try State(from: &reader),
            samples: try reader.read(), rate: Double(try reader.readMeasure()) / 1_000, alarms: try reader.read(),
            lastAlarm: try reader.readBool()
                ? Alarm(time: try Timestamp(from: &reader), text: try reader.readText(limit: Self.textLimit)) : nil,
            assessment: try reader.readBool()
                ? Assessment(
                    minEntropy: Double(try reader.readMeasure()) / 1_000, samples: Int(try reader.read(UInt32.self)),
                    time: try Timestamp(from: &reader)) : nil,
            blocks: try reader.read(), bits: try reader.read())
    }
}

extension SourceStatus.State: ByteCodable {
    private static let reasonLimit = 4_096

    package func encode(into writer: inout ByteWriter) {
        switch self {
        case .absent(let reason):
            writer.write(UInt8(1))
            writer.write(text: reason, limit: Self.reasonLimit)
        case .starting: writer.write(UInt8(2))
        case .healthy: writer.write(UInt8(3))
        case .alarmed: writer.write(UInt8(4))
        case .failed(let reason):
            writer.write(UInt8(5))
            writer.write(text: reason, limit: Self.reasonLimit)
        case .overclaimed: writer.write(UInt8(6))
        }
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        switch try reader.read(UInt8.self) {
        case 1: self = .absent(try reader.readText(limit: Self.reasonLimit))
        case 2: self = .starting
        case 3: self = .healthy
        case 4: self = .alarmed
        case 5: self = .failed(try reader.readText(limit: Self.reasonLimit))
        case 6: self = .overclaimed
        case let other: throw ByteCodingError(.badValue, "\(other) is no state of a source")
        }
    }
}

/// More than any machine gives, and exact in a `Double`.
private let measureLimit: UInt64 = 1 << 50

extension UInt64 {
    /// A value that is not negative, in thousandths.
    fileprivate init(thousandths value: Double) {
        let scaled = (value * 1_000).rounded()
        self = scaled.isFinite && scaled > 0 ? UInt64(Swift.min(scaled, Double(measureLimit))) : 0
    }
}

extension ByteReader {
    fileprivate mutating func readMeasure() throws(ByteCodingError) -> UInt64 {
        let value = try read(UInt64.self)
        guard value <= measureLimit else {
            throw ByteCodingError(.badValue, "a report on entropy has a measure of \(value)")
        }
        return value
    }
}
