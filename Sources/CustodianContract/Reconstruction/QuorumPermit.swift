package import ByteCoding
import Crypto
package import KeyMaterial
package import KeyMap
package import SecretSharing

/// The hub's permission to gather one quorum of shares at one requester, for one operation, once.
package struct QuorumPermit: Hashable, Sendable {
    /// Seconds for which a permit may be good at most.
    package static let lifetime = 1.0

    /// One custodian that is to send its share.
    package struct Member: Hashable, Sendable {
        package let custodian: CustodianID
        package let index: ShareIndex
        /// The custodian's run: a restart voids every permit that names the one before.
        package let boot: [UInt8]

        package init(custodian: CustodianID, index: ShareIndex, boot: [UInt8]) {
            self.custodian = custodian
            self.index = index
            self.boot = boot
        }
    }

    /// 16 random bytes.
    package let id: [UInt8]
    package let share: ShareName
    package let epoch: Epoch
    /// Exactly a quorum, in the order of the indices.
    package let members: [Member]
    package let requester: CustodianID
    package let purpose: KeyOperation.Kind
    /// Where a multi-Region key is used; empty for the key's own region.
    package let region: String
    /// The client's request, for the custodians' audit records.
    package let clientRequest: String
    package let expires: Timestamp

    package init(
        id: [UInt8], share: ShareName, epoch: Epoch, members: [Member], requester: CustodianID,
        purpose: KeyOperation.Kind, region: String = "", clientRequest: String, expires: Timestamp
    ) {
        self.id = id
        self.share = share
        self.epoch = epoch
        self.members = members
        self.requester = requester
        self.purpose = purpose
        self.region = region
        self.clientRequest = clientRequest
        self.expires = expires
    }

    /// SHA-256 of the encoding: what releases and closes name.
    package var hash: [UInt8] { Self.hash(of: encoded) }

    /// - Parameter encoded: a permit's encoding, for who has it already.
    package static func hash(of encoded: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: encoded)) }
}

extension QuorumPermit: ByteCodable {
    /// Permits without a region keep the first format.
    private static let formats = ["quorate quorum permit v1", "quorate quorum permit v2"]

    package func encode(into writer: inout ByteWriter) {
        writer.write(Self.formats[region.isEmpty ? 0 : 1])
        if !region.isEmpty { writer.write(region) }
        writer.write(fixed: id)
        share.encode(into: &writer)
        writer.write(epoch.value)
        writer.write(requester.description)
        writer.write(purpose.rawValue)
        writer.write(clientRequest)
        writer.write(fixed: expires.encoded)
        writer.write(UInt32(members.count))
        for member in members {
            writer.write(member.custodian.description)
            writer.write(fixed: member.index.encoded)
            writer.write(prefixed: member.boot)
        }
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        guard let format = Self.formats.firstIndex(of: try reader.readString(limit: 64)) else {
            throw ByteCodingError(.unknownFormat, "this is no permit of a format that this release reads")
        }
        region = format == 0 ? "" : try reader.readString(limit: 64)
        guard region.isEmpty == (format == 0) else {
            throw ByteCodingError(.badValue, "a permit is of a later format than it needs")
        }
        id = try reader.read(fixed: 16)
        share = try ShareName(from: &reader)
        epoch = Epoch(try reader.read(UInt32.self))
        requester = CustodianID(try reader.readString(limit: 256))
        guard let purpose = KeyOperation.Kind(rawValue: try reader.read(UInt8.self)) else {
            throw ByteCodingError(.badValue, "a permit is for a purpose that this release does not know")
        }
        self.purpose = purpose
        clientRequest = try reader.readString(limit: 256)
        expires = try Timestamp(from: &reader)
        let count = Int(try reader.read(UInt32.self))
        guard count <= 20 else { throw ByteCodingError(.tooLong, "a permit names \(count) custodians") }
        var members: [Member] = []
        for _ in 0..<count {
            members.append(
                Member(
                    custodian: CustodianID(try reader.readString(limit: 256)), index: try ShareIndex(from: &reader),
                    boot: try reader.readPrefixed(limit: 64)))
        }
        self.members = members
    }
}

/// A permit under the hub's signature.
package struct SignedPermit: Hashable, Sendable {
    package let permit: QuorumPermit
    /// Ed25519 over the permit's encoding, 64 bytes.
    package let signature: [UInt8]
    /// The word that closed the permit before, which may have been overtaken on its way to a custodian.
    package let previous: PermitClose?

    package init(permit: QuorumPermit, signature: [UInt8], previous: PermitClose?) {
        self.permit = permit
        self.signature = signature
        self.previous = previous
    }

    /// Whether the hub of this key signed it.
    package func isSigned(by hubKey: [UInt8]) -> Bool { isSigned(by: hubKey, encoded: permit.encoded) }

    /// - Parameter encoded: the permit's encoding, for who has it already.
    package func isSigned(by hubKey: [UInt8], encoded: [UInt8]) -> Bool {
        IdentitySignature.isValid(signature, over: encoded, by: hubKey)
    }
}

extension SignedPermit: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        permit.encode(into: &writer)
        writer.write(fixed: signature)
        writer.write(previous != nil)
        previous?.encode(into: &writer)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        permit = try QuorumPermit(from: &reader)
        signature = try reader.read(fixed: 64)
        previous = try reader.readBool() ? PermitClose(from: &reader) : nil
    }
}
