package import ByteCoding
package import SecretSharing

/// Round 1: a fresh nonce, a key for this ceremony, and a promise of the commitments, so that nobody can choose its own
/// after it has seen the others'.
package struct Announcement: ByteCodable {
    let nonce: [UInt8]
    let encapsulationKey: [UInt8]
    let promise: [UInt8]

    init(nonce: [UInt8], encapsulationKey: [UInt8], promise: [UInt8]) {
        self.nonce = nonce
        self.encapsulationKey = encapsulationKey
        self.promise = promise
    }

    package func encode(into writer: inout ByteWriter) {
        writer.write(fixed: nonce)
        writer.write(fixed: encapsulationKey)
        writer.write(fixed: promise)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        nonce = try reader.read(fixed: 32)
        encapsulationKey = try reader.read(fixed: 32)
        promise = try reader.read(fixed: 32)
    }
}

/// Round 2: the promised commitments, and the proof of knowledge of their constant; none for replicated keys.
package struct Revelation: ByteCodable {
    let commitments: [[UInt8]]
    let proofCommitment: [UInt8]
    let proofResponse: [UInt8]

    init(commitments: [[UInt8]], proofCommitment: [UInt8], proofResponse: [UInt8]) {
        self.commitments = commitments
        self.proofCommitment = proofCommitment
        self.proofResponse = proofResponse
    }

    package func encode(into writer: inout ByteWriter) {
        writer.write(commitments.map(Field.init))
        writer.write(prefixed: proofCommitment)
        writer.write(prefixed: proofResponse)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        commitments = try reader.readArray(of: Field.self, limit: ReplicatedSubsets.limit).map(\.bytes)
        proofCommitment = try reader.readPrefixed(limit: 64)
        proofResponse = try reader.readPrefixed(limit: 64)
    }
}

/// Round 3: every member's share, sealed to it, in the order of the indices; empty at the dealer's own.
package struct Dealing: ByteCodable {
    let sealed: [[UInt8]]

    init(sealed: [[UInt8]]) {
        self.sealed = sealed
    }

    package func encode(into writer: inout ByteWriter) {
        writer.write(sealed.map(Field.init))
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        sealed = try reader.readArray(of: Field.self, limit: Threshold.maximumCount).map(\.bytes)
    }
}

/// Round 4: the member's signature over the committee's certificate, or whom it complains of, with the private half of
/// its key for this ceremony as evidence.
package enum Verdict: ByteCodable {
    case confirmed(transcript: [UInt8], signature: [UInt8])
    case complaint(against: ShareIndex, privateKey: [UInt8])

    package func encode(into writer: inout ByteWriter) {
        switch self {
        case .confirmed(let transcript, let signature):
            writer.write(UInt8(1))
            writer.write(fixed: transcript)
            writer.write(fixed: signature)
        case .complaint(let accused, let privateKey):
            writer.write(UInt8(2))
            writer.write(fixed: accused.encoded)
            writer.write(fixed: privateKey)
        }
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        switch try reader.read(UInt8.self) {
        case 1:
            let transcript = try reader.read(fixed: 32)
            self = .confirmed(transcript: transcript, signature: try reader.read(fixed: 64))
        case 2:
            let accused = try ShareIndex(from: &reader)
            self = .complaint(against: accused, privateKey: try reader.read(fixed: 32))
        default:
            throw ByteCodingError(.badValue, "a verdict is neither a confirmation nor a complaint")
        }
    }
}

/// A length-prefixed field in a list; the longest is a share of replicated keys, sealed.
private struct Field: ByteCodable {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    func encode(into writer: inout ByteWriter) {
        writer.write(prefixed: bytes)
    }

    init(from reader: inout ByteReader) throws(ByteCodingError) {
        bytes = try reader.readPrefixed(limit: 8_192)
    }
}
