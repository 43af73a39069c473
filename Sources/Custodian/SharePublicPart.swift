package import ByteCoding
package import KeyMap
package import SecretSharing

/// What a custodian keeps beside a share: whose index it is, and what the committee certified.
package struct SharePublicPart: Hashable, Sendable {
    package let suite: Suite
    package let index: ShareIndex
    package let threshold: Threshold
    package let commitments: [[UInt8]]
    package let transcript: [UInt8]

    package init(
        suite: Suite, index: ShareIndex, threshold: Threshold, commitments: [[UInt8]], transcript: [UInt8]
    ) {
        self.suite = suite
        self.index = index
        self.threshold = threshold
        self.commitments = commitments
        self.transcript = transcript
    }

    /// Whether the key map's record of a shard is of the same ceremony.
    func agrees(with shard: KeyShard) -> Bool {
        threshold == shard.threshold && commitments == shard.commitments && transcript == shard.certificate.transcript
    }
}

extension SharePublicPart: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        writer.write(UInt8(1))
        writer.write(suite.rawValue)
        writer.write(fixed: index.encoded)
        writer.write(fixed: threshold.encoded)
        for commitment in commitments { writer.write(prefixed: commitment) }
        writer.write(prefixed: transcript)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        guard try reader.read(UInt8.self) == 1, let suite = Suite(rawValue: try reader.read(UInt8.self)) else {
            throw ByteCodingError(.unknownFormat, "a stored share has a format that this release does not read")
        }
        self.suite = suite
        index = try ShareIndex(from: &reader)
        threshold = try Threshold(from: &reader)
        var commitments: [[UInt8]] = []
        for _ in 0..<suite.commitmentCount(threshold) { commitments.append(try reader.readPrefixed(limit: 64)) }
        self.commitments = commitments
        transcript = try reader.readPrefixed(limit: 64)
    }
}
