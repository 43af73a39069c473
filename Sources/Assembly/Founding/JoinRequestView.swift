import ByteCoding
import FleetIdentity
import KeyMap

/// A request to join, for a person to look at before it is approved.
package struct JoinRequestView: Codable, Sendable {
    package let role: String
    package let id: String
    package let region: String
    package let jurisdiction: String
    package let trust: Int
    package let kind: String
    package let vendor: String
    package let model: String
    package let operatorName: String
    package let endpoint: String
    /// Of the node's keys: the same that its own machine printed.
    package let fingerprint: String

    enum CodingKeys: String, CodingKey {
        case role, id, region, jurisdiction, trust, kind, vendor, model, endpoint, fingerprint
        case operatorName = "operator"
    }

    /// - Throws: where the bytes are no request.
    package init(decoding bytes: [UInt8]) throws {
        self.init(try JoinRequest(decoding: bytes))
    }

    init(_ request: JoinRequest) {
        role = request.name.role.rawValue
        id = request.name.id
        let attributes = request.attributes
        region = attributes.region
        jurisdiction = attributes.jurisdiction
        trust = Int(attributes.trust)
        kind = attributes.kind.rawValue
        vendor = attributes.vendor
        model = attributes.model
        operatorName = attributes.operatorName
        endpoint = attributes.endpoint
        fingerprint = request.fingerprint
    }
}
