import KeyMap
import StrictJSON

/// What a record of a gateway's or a custodian's log says of the use of shares, and when it was written.
struct AuditTestimony: Sendable {
    enum Content: Sendable {
        /// A gateway's record of a request.
        case request(Request)
        /// A custodian's record of a use of its share, or of a share that it gave.
        case use(Use)
        /// A log goes on after a time in which its process was killed or could not write it.
        case interruption(since: Timestamp?)
        /// A log goes on behind records that are missing or changed.
        case gap
        /// A log has checkpoints from here on.
        case checkpoints
        /// Anything else.
        case other
    }

    let content: Content
    /// Nil where the record does not say.
    let time: Timestamp?

    struct Request: Sendable {
        let id: String
        let name: String
        /// The ids of the keys that it was about.
        let keys: Set<String>
        /// How often custodians had to be asked, from 1.
        let attempts: Int
        /// The custodians that the answer rests on, with the key's id, once for each key that the request has used; none
        /// where it failed.
        let claims: [(key: String, custodians: [String])]
    }

    struct Use: Sendable {
        let requestID: String
        let name: String
        /// What the gateway said that its client asked for; nil for a share that another custodian asked for.
        let operation: String?
        /// The gateway that asked; nil where another custodian did.
        let gateway: String?
        /// The custodian that asked; nil where a gateway did.
        let requester: String?
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
            (content, time) = (.other, nil)
            return
        }
        time = record["eventTime"]?.text.flatMap(Timestamp.init(iso8601:))
        switch source {
        case "kms.amazonaws.com": content = .request(Request(id: id, name: name, record))
        case "custodian.quorate" where Self.uses.contains(name) && record["errorCode"]?.text == nil:
            content = .use(Use(id: id, name: name, record))
        case "audit.quorate" where name == AuditRecord.recoveredName || name == AuditRecord.resumedName:
            let since = record["additionalEventData"]?.object?["since"]?.text
            content = .interruption(since: since.flatMap(Timestamp.init(iso8601:)))
        case "audit.quorate" where name == AuditRecord.gapName: content = .gap
        case "audit.quorate" where name == AuditRecord.checkpointsName: content = .checkpoints
        default: content = .other
        }
    }
}

extension AuditTestimony.Request {
    fileprivate init(id: String, name: String, _ record: JSONObject) {
        let keys = (record["resources"]?.items ?? []).compactMap { $0.object?["ARN"]?.text }
            .compactMap { $0.split(separator: "/").last.map(String.init) }
        let details = record["additionalEventData"]?.object
        var claims: [(key: String, custodians: [String])] = []
        if record["errorCode"]?.text == nil, let last = details?["custodians"]?.texts, !last.isEmpty {
            // The source of a re-encryption is the first key that it touches, its destination the last.
            if let source = details?["source"]?.object?["custodians"]?.texts, !source.isEmpty {
                claims.append((keys.first ?? "", source))
            }
            claims.append((keys.last ?? "", last))
        }
        self.init(
            id: id, name: name, keys: Set(keys), attempts: max(1, details?["attempts"]?.integer ?? 1), claims: claims)
    }
}

extension AuditTestimony.Use {
    fileprivate init(id: String, name: String, _ record: JSONObject) {
        let parameters = record["requestParameters"]?.object
        let asker = record["userIdentity"]?.object?["principalId"]?.text?.split(separator: "/").map(String.init) ?? []
        let isNode = asker.count == 4
        self.init(
            requestID: id, name: name, operation: parameters?["operation"]?.text,
            gateway: isNode && asker[2] == "gateway" ? asker[3] : nil,
            requester: isNode && asker[2] == "custodian" ? asker[3] : nil,
            key: parameters?["keyId"]?.text ?? "", quorum: parameters?["quorum"]?.integer)
    }
}

extension JSONValue {
    fileprivate var text: String? { if case .string(let text) = self { text } else { nil } }
    fileprivate var object: JSONObject? { if case .object(let object) = self { object } else { nil } }
    fileprivate var integer: Int? { if case .integer(let number) = self { Int(exactly: number) } else { nil } }
    fileprivate var items: [JSONValue]? { if case .array(let items) = self { items } else { nil } }
    fileprivate var texts: [String]? { items?.compactMap(\.text) }
}
