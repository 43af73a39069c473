/// A custodian as the fleet knows it.
package struct CustodianRecord: Hashable, Sendable {
    package let id: CustodianID
    /// Its place in the dev fleet's numbering, from 1; no protocol uses it.
    package let ordinal: UInt32
    package let region: String
    /// Whose law it is under; empty where nobody said.
    package let jurisdiction: String
    /// How far it is trusted, from 0.
    package let trust: UInt8
    package let kind: CustodianKind
    /// The model of the machine or module; empty where nobody said.
    package let model: String
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
        identityKey: [UInt8], sealingKey: [UInt8], jurisdiction: String = "", trust: UInt8 = 0,
        kind: CustodianKind = .resident, model: String = ""
    ) {
        self.id = id
        self.ordinal = ordinal
        self.region = region
        self.vendor = vendor
        self.operatorName = operatorName
        self.endpoint = endpoint
        self.identityKey = identityKey
        self.sealingKey = sealingKey
        self.jurisdiction = jurisdiction
        self.trust = trust
        self.kind = kind
        self.model = model
    }

    /// The same custodian at another endpoint.
    package func moved(to endpoint: String) -> CustodianRecord {
        CustodianRecord(
            id: id, ordinal: ordinal, region: region, vendor: vendor, operatorName: operatorName, endpoint: endpoint,
            identityKey: identityKey, sealingKey: sealingKey, jurisdiction: jurisdiction, trust: trust, kind: kind,
            model: model)
    }
}
