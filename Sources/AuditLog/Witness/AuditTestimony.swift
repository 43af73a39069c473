import StrictJSON

/// What a record of a gateway's or a custodian's log says of the use of shares.
enum AuditTestimony: Sendable {
    /// A gateway's record of a request.
    case request(Request)
    /// A custodian's record of a use of its share, or of a share that it gave.
    case use(Use)
    /// A log goes on after its process was killed.
    case recovery
    /// A log goes on behind records that are missing or changed.
    case gap
    /// Anything else.
    case other

    struct Request: Sendable {
        let id: String
        let name: String
        /// The custodians that the answer rests on, once for each key that the request has used; none where it failed.
        let custodians: [[String]]
    }

    struct Use: Sendable {
        let requestID: String
        let name: String
        /// The gateway that asked; nil where another custodian did.
        let gateway: String?
        let key: String
        /// How many shares the key needs, as the custodian knows it; nil in records of earlier releases.
        let quorum: Int?
    }

    /// What the custodians' records of uses are called.
    private static let uses: Set<String> = [
        "EvaluatePRF", "EvaluateReplicated", "SignShare", "AgreeShare", "RebuildKey", "ReleaseShare", "MakeImportKey",
    ]

    /// - Parameter object: a record as it stands in a log, without its place in the chain.
    init(_ object: [UInt8]) {
        guard case .object(let record)? = try? JSONValue(parsing: object),
            let source = record["eventSource"]?.text, let name = record["eventName"]?.text,
            let id = record["requestID"]?.text
        else {
            self = .other
            return
        }
        let hasFailed = record["errorCode"]?.text != nil
        switch source {
        case "kms.amazonaws.com":
            let details = hasFailed ? nil : record["additionalEventData"]?.object
            let sources = [details, details?["source"]?.object].compactMap { $0?["custodians"]?.texts }
            self = .request(Request(id: id, name: name, custodians: sources.filter { !$0.isEmpty }))
        case "custodian.quorate" where Self.uses.contains(name) && !hasFailed:
            let parameters = record["requestParameters"]?.object
            self = .use(
                Use(
                    requestID: id, name: name,
                    gateway: record["userIdentity"]?.object?["principalId"]?.text.flatMap(Self.gateway),
                    key: parameters?["keyId"]?.text ?? "", quorum: parameters?["quorum"]?.integer))
        case "audit.quorate" where name == AuditRecord.recoveredName: self = .recovery
        case "audit.quorate" where name == AuditRecord.gapName: self = .gap
        default: self = .other
        }
    }

    /// The id in `spiffe://FLEET/gateway/ID`; nil for another role.
    private static func gateway(_ principal: String) -> String? {
        let parts = principal.split(separator: "/")
        return parts.count == 4 && parts[2] == "gateway" ? String(parts[3]) : nil
    }
}

extension JSONValue {
    fileprivate var text: String? { if case .string(let text) = self { text } else { nil } }
    fileprivate var object: JSONObject? { if case .object(let object) = self { object } else { nil } }
    fileprivate var integer: Int? { if case .integer(let number) = self { Int(exactly: number) } else { nil } }
    fileprivate var texts: [String]? { if case .array(let items) = self { items.compactMap(\.text) } else { nil } }
}
