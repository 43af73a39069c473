/// A custodian as the fleet knows it.
package struct CustodianRecord: Hashable, Sendable {
    package let id: CustodianID
    /// Its place in the dev fleet's numbering, from 1; no protocol uses it.
    package let ordinal: UInt32
    package let region: String
    package let vendor: String
    package let operatorName: String
    /// `host:port` of its gRPC endpoint.
    package let endpoint: String
    /// Ed25519 public key that signs what it says, 32 bytes.
    package let identityKey: [UInt8]
    /// X25519 public key that shares are sealed to, 32 bytes.
    package let sealingKey: [UInt8]

    package init(
        id: CustodianID, ordinal: UInt32, region: String, vendor: String, operatorName: String, endpoint: String,
        identityKey: [UInt8], sealingKey: [UInt8]
    ) {
        self.id = id
        self.ordinal = ordinal
        self.region = region
        self.vendor = vendor
        self.operatorName = operatorName
        self.endpoint = endpoint
        self.identityKey = identityKey
        self.sealingKey = sealingKey
    }
}
