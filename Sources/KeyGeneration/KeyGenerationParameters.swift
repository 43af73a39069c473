package import ByteCoding
package import KeyMap
package import SecretSharing

/// What a key generation is about: fixed before the first message, and part of every hash.
package struct KeyGenerationParameters: Hashable, Sendable {
    package let fleet: String
    package let key: KeyID
    package let version: KeyVersionNumber
    package let shard: UInt32
    package let suite: Suite
    package let threshold: Threshold
    package let epoch: Epoch
    /// Members in the order of their indices 1...n.
    package let members: [Member]

    /// A member of the committee to be: who signs, and whom shares are sealed to.
    package struct Member: Hashable, Sendable {
        package let custodian: CustodianID
        /// Ed25519, 32 bytes.
        package let identityKey: [UInt8]
        /// X25519, 32 bytes: proves who sealed a share.
        package let sealingKey: [UInt8]

        package init(custodian: CustodianID, identityKey: [UInt8], sealingKey: [UInt8]) {
            self.custodian = custodian
            self.identityKey = identityKey
            self.sealingKey = sealingKey
        }
    }

    /// - Throws: ``CeremonyError`` with `.badParameters` unless there are exactly n members, all different, as the suite can
    ///   have them.
    package init(
        fleet: String, key: KeyID, version: KeyVersionNumber, shard: UInt32, suite: Suite, threshold: Threshold,
        epoch: Epoch, members: [Member]
    ) throws(CeremonyError) {
        guard members.count == threshold.count, Set(members.map(\.custodian)).count == members.count,
            Set(members.map(\.identityKey)).count == members.count
        else {
            throw CeremonyError(
                .badParameters,
                "a \(threshold) key needs \(threshold.count) different members; \(members.count) were named")
        }
        if suite == .replicatedAES { try Self.checkReplicated(threshold) }
        self.fleet = fleet
        self.key = key
        self.version = version
        self.shard = shard
        self.suite = suite
        self.threshold = threshold
        self.epoch = epoch
        self.members = members
    }

    private static func checkReplicated(_ threshold: Threshold) throws(CeremonyError) {
        do {
            _ = try ReplicatedSubsets(threshold)
        } catch {
            throw CeremonyError(.badParameters, error.message)
        }
        guard threshold.count > threshold.quorum else {
            throw CeremonyError(
                .badParameters,
                "a \(threshold) key cannot be replicated: answers are checked against each other, which takes more members "
                    + "than the quorum")
        }
    }

    /// The index of a custodian in the committee.
    package func index(of custodian: CustodianID) -> ShareIndex? {
        zip(ShareIndex.all(of: threshold), members).first { $0.1.custodian == custodian }?.0
    }

    package subscript(index: ShareIndex) -> Member { members[index.value - 1] }
}

extension KeyGenerationParameters.Member: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        writer.write(custodian.description)
        writer.write(fixed: identityKey)
        writer.write(fixed: sealingKey)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        custodian = CustodianID(try reader.readString(limit: 256))
        identityKey = try reader.read(fixed: 32)
        sealingKey = try reader.read(fixed: 32)
    }
}

extension KeyGenerationParameters: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        writer.write(UInt8(1))
        writer.write(fleet)
        writer.write(key.description)
        writer.write(version.value)
        writer.write(shard)
        writer.write(suite.rawValue)
        writer.write(fixed: threshold.encoded)
        writer.write(epoch.value)
        writer.write(members)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        guard try reader.read(UInt8.self) == 1 else {
            throw ByteCodingError(.unknownFormat, "a key generation of another format version")
        }
        let fleet = try reader.readString(limit: 256)
        let key = KeyID(try reader.readString(limit: 256))
        let version = KeyVersionNumber(try reader.read(UInt32.self))
        let shard = try reader.read(UInt32.self)
        guard let suite = Suite(rawValue: try reader.read(UInt8.self)) else {
            throw ByteCodingError(.unknownFormat, "a key generation for a suite that this release does not have")
        }
        let threshold = try Threshold(from: &reader)
        let epoch = Epoch(try reader.read(UInt32.self))
        let members = try reader.readArray(of: Member.self, limit: Threshold.maximumCount)
        do {
            try self.init(
                fleet: fleet, key: key, version: version, shard: shard, suite: suite, threshold: threshold,
                epoch: epoch,
                members: members)
        } catch {
            throw ByteCodingError(.badValue, error.message)
        }
    }
}
