package import ByteCoding
package import KeyMaterial
package import KeyMap

/// What a requester asks of the hub.
package struct PermitRequest: Hashable, Sendable {
    package let share: ShareName
    package let epoch: Epoch
    package let purpose: KeyOperation.Kind
    /// Where a multi-Region key is used; empty for the key's own region.
    package let region: String
    package let clientRequest: String
    /// Members that have failed this operation before.
    package let avoiding: [CustodianID]

    package init(
        share: ShareName, epoch: Epoch, purpose: KeyOperation.Kind, region: String = "", clientRequest: String,
        avoiding: [CustodianID]
    ) {
        self.share = share
        self.epoch = epoch
        self.purpose = purpose
        self.region = region
        self.clientRequest = clientRequest
        self.avoiding = avoiding
    }

    /// The same, which is to avoid these as well.
    package func avoiding(_ more: [CustodianID]) -> PermitRequest {
        PermitRequest(
            share: share, epoch: epoch, purpose: purpose, region: region, clientRequest: clientRequest,
            avoiding: avoiding + more.filter { !avoiding.contains($0) })
    }
}

extension PermitRequest: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        share.encode(into: &writer)
        writer.write(epoch.value)
        writer.write(purpose.rawValue)
        writer.write(clientRequest)
        writer.write(UInt32(avoiding.count))
        for custodian in avoiding { writer.write(custodian.description) }
        // Without one it reads as it did before there were any.
        if !region.isEmpty { writer.write(region) }
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        share = try ShareName(from: &reader)
        epoch = Epoch(try reader.read(UInt32.self))
        guard let purpose = KeyOperation.Kind(rawValue: try reader.read(UInt8.self)) else {
            throw ByteCodingError(.badValue, "a permit is asked for a purpose that this release does not know")
        }
        self.purpose = purpose
        clientRequest = try reader.readString(limit: 256)
        let count = Int(try reader.read(UInt32.self))
        guard count <= 20 else { throw ByteCodingError(.tooLong, "a permit is to avoid \(count) custodians") }
        var avoiding: [CustodianID] = []
        for _ in 0..<count { avoiding.append(CustodianID(try reader.readString(limit: 256))) }
        self.avoiding = avoiding
        guard reader.remaining > 0 else {
            region = ""
            return
        }
        region = try reader.readString(limit: 64)
        guard !region.isEmpty else { throw ByteCodingError(.badValue, "a permit is asked for a region without a name") }
    }
}

/// A requester's way to the hub.
package protocol PermitSource: Sendable {
    /// A permit for this custodian.
    ///
    /// - Throws: ``Refusal`` where the hub refuses, or cannot be asked.
    func permit(_ request: PermitRequest) async throws(Refusal) -> SignedPermit
    /// Tells the hub that the permit is used up, so that the next one for the key can follow.
    func close(_ close: PermitClose)
}

/// A requester's way to another custodian.
package protocol PeerLink: Sendable {
    var custodian: CustodianID { get }
    /// - Throws: ``Refusal`` where the custodian refuses; ``LinkError`` where it is out of reach.
    func release(_ permit: SignedPermit) async throws -> ShareRelease
    /// Tells it that the permit is used up.
    func close(_ close: PermitClose)
}
