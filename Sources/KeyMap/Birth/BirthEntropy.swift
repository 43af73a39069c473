package import ByteCoding

/// What stood behind a custodian's randomness when it made its part of a key version's secret. Beside what is named here
/// there is always the generator of its kernel.
package struct BirthEntropy: Hashable, Sendable {
    /// One source, and what it had given by then.
    package struct Source: Hashable, Sendable {
        package enum Health: UInt8, Sendable {
            /// Its samples pass the health tests of SP 800-90B, 4.4.
            case healthy = 1
            /// Before its start-up tests have ended.
            case starting = 2
            /// In quarantine after an alarm.
            case alarmed = 3
            /// It gave nothing.
            case failed = 4
            /// It was assessed below what is claimed of it.
            case overclaimed = 5
        }

        package let name: String
        /// Of min-entropy that is claimed of a sample, in thousandths of a bit.
        package let claimed: UInt32
        /// Of min-entropy that a sample was last assessed at, in thousandths of a bit; nil where it was not.
        package let assessed: UInt32?
        /// Of min-entropy that the pool had been given from it since the process began.
        package let bits: UInt64
        package let health: Health
        /// Whether it counted: something of it had come not long ago.
        package let isFresh: Bool

        package init(
            name: String, claimed: UInt32, assessed: UInt32?, bits: UInt64, health: Health, isFresh: Bool
        ) {
            self.name = name
            self.claimed = claimed
            self.assessed = assessed
            self.bits = bits
            self.health = health
            self.isFresh = isFresh
        }
    }

    /// Those of which something is claimed.
    package let sources: [Source]
    /// How many had to be fresh.
    package let minimum: UInt32

    package init(sources: [Source], minimum: UInt32) {
        self.sources = sources
        self.minimum = minimum
    }
}

extension BirthEntropy: ByteCodable {
    private static let sourceLimit = 32

    package func encode(into writer: inout ByteWriter) {
        writer.write(minimum)
        writer.write(sources)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        minimum = try reader.read()
        sources = try reader.readArray(limit: Self.sourceLimit)
    }
}

extension BirthEntropy.Source: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        writer.write(name)
        writer.write(claimed)
        writer.write(assessed != nil)
        if let assessed { writer.write(assessed) }
        writer.write(bits)
        writer.write(health.rawValue)
        writer.write(isFresh)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        name = try reader.readText(limit: 64)
        claimed = try reader.read()
        assessed = try reader.readBool() ? try reader.read() : nil
        bits = try reader.read()
        guard let health = Health(rawValue: try reader.read()) else {
            throw ByteCodingError(.badValue, "a source of entropy has a health that this release does not know")
        }
        self.health = health
        isFresh = try reader.readBool()
    }
}
