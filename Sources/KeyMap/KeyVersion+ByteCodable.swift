package import ByteCoding
import SecretSharing

extension KeyVersion: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        writer.write(number.value)
        writer.write(fixed: created.encoded)
        writer.write(shards)
    }

    /// A version of a key whose suite has as many commitments as its quorum.
    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        try self.init(from: &reader, suite: .ristrettoPRF)
    }

    init(from reader: inout ByteReader, suite: Suite) throws(ByteCodingError) {
        number = KeyVersionNumber(try reader.read(UInt32.self))
        created = try Timestamp(from: &reader)
        shards = try reader.readArray(limit: 1_024) { (reader) throws(ByteCodingError) in
            try KeyShard(from: &reader, suite: suite)
        }
        births = []
        guard !shards.isEmpty else { throw ByteCodingError(.badValue, "key version \(number) has no shard") }
    }
}

extension KeyShard: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        writer.write(number)
        writer.write(fixed: threshold.encoded)
        writer.write(epoch.value)
        for custodian in committee { writer.write(custodian.description) }
        for commitment in commitments { writer.write(prefixed: commitment) }
        writer.write(prefixed: certificate.transcript)
        for signature in certificate.signatures { writer.write(prefixed: signature) }
    }

    /// A shard of a key whose suite has as many commitments as its quorum.
    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        try self.init(from: &reader, suite: .ristrettoPRF)
    }

    init(from reader: inout ByteReader, suite: Suite) throws(ByteCodingError) {
        number = try reader.read(UInt32.self)
        threshold = try Threshold(from: &reader)
        epoch = Epoch(try reader.read(UInt32.self))
        var committee: [CustodianID] = []
        for _ in 0..<threshold.count { committee.append(CustodianID(try reader.readString(limit: 256))) }
        guard Set(committee).count == committee.count else {
            throw ByteCodingError(.badValue, "a committee names a custodian twice")
        }
        self.committee = committee
        var commitments: [[UInt8]] = []
        for _ in 0..<suite.commitmentCount(threshold) { commitments.append(try reader.readPrefixed(limit: 64)) }
        self.commitments = commitments
        let transcript = try reader.readPrefixed(limit: 64)
        var signatures: [[UInt8]] = []
        for _ in 0..<threshold.count { signatures.append(try reader.readPrefixed(limit: 64)) }
        certificate = CommitteeCertificate(transcript: transcript, signatures: signatures)
    }
}
