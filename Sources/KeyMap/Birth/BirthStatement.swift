package import ByteCoding

/// A custodian's signed word on the entropy that it made its part of a key version's secret from. Nobody else can vouch for
/// it: the custodian's own word is all there is, and its signature is what makes it answer for that.
package struct BirthStatement: Hashable, Sendable {
    package let custodian: CustodianID
    package let entropy: BirthEntropy
    /// Ed25519 by the custodian's identity key over ``statement(fleet:key:version:transcript:custodian:entropy:)``, 64 bytes.
    package let signature: [UInt8]

    package init(custodian: CustodianID, entropy: BirthEntropy, signature: [UInt8]) {
        self.custodian = custodian
        self.entropy = entropy
        self.signature = signature
    }

    /// The bytes that the custodian signs.
    ///
    /// - Parameter transcript: of the ceremony, as in the committee's certificate, 32 bytes.
    package static func statement(
        fleet: String, key: KeyID, version: KeyVersionNumber, transcript: [UInt8], custodian: CustodianID,
        entropy: BirthEntropy
    ) -> [UInt8] {
        var writer = ByteWriter()
        writer.write("quorate birth v1")
        writer.write(fleet)
        writer.write(key.description)
        writer.write(version.value)
        writer.write(prefixed: transcript)
        writer.write(custodian.description)
        entropy.encode(into: &writer)
        return writer.bytes
    }

    /// Whether the custodian with this identity key said so, of this key version.
    package func isSigned(
        fleet: String, key: KeyID, version: KeyVersionNumber, transcript: [UInt8], by identityKey: [UInt8]
    ) -> Bool {
        IdentitySignature.isValid(
            signature,
            over: Self.statement(
                fleet: fleet, key: key, version: version, transcript: transcript, custodian: custodian, entropy: entropy
            ),
            by: identityKey)
    }
}

extension BirthStatement: ByteCodable {
    private static let format: UInt8 = 1

    package func encode(into writer: inout ByteWriter) {
        writer.write(Self.format)
        writer.write(custodian.description)
        entropy.encode(into: &writer)
        writer.write(fixed: signature)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        guard try reader.read(UInt8.self) == Self.format else {
            throw ByteCodingError(
                .unknownFormat, "a custodian's word on its entropy has a format that this release does not know")
        }
        custodian = CustodianID(try reader.readString(limit: 256))
        entropy = try BirthEntropy(from: &reader)
        signature = try reader.read(fixed: 64)
    }
}
