import AWSProtocol
import AccessPolicy
import StrictJSON

extension FuzzTarget {
    /// Key policies: reading, evaluating and linting. A policy means the same when its JSON is written in another way
    /// and when its statements stand in another order, and no statement more allows what one denies.
    static let policies = FuzzTarget("policies") { (bytes) throws(BrokenProperty) in
        guard let document = String(validating: bytes, as: UTF8.self), let policy = try? KeyPolicy(document),
            case .object(let object)? = try? JSONValue(parsing: bytes)
        else { return false }
        let decisions = Self.decisions(policy)
        _ = policy.findings(actions: KMSOperation.policyActions)
        // Printing escapes characters beyond ASCII, which may make a policy too long.
        let printed = String(decoding: JSONPrinting.print(.object(object)), as: UTF8.self)
        if printed.utf8.count <= KeyPolicy.sizeLimit {
            guard let again = try? KeyPolicy(printed) else {
                throw BrokenProperty("a policy is refused when its JSON is written in another way")
            }
            try require(Self.decisions(again) == decisions, "a policy means another thing in another writing")
        }
        if case .array(let statements)? = object["Statement"] {
            let reversed = try rewritten(object, statements.reversed())
            try require(reversed.map(Self.decisions) ?? decisions == decisions, "the order of statements matters")
            let denying = try rewritten(object, statements + [deny])
            for decision in denying.map(Self.decisions) ?? [] {
                try require(decision == .explicitlyDenied, "a policy allows what a statement of it denies")
            }
        }
        return true
    }

    /// A policy with other statements; nil where that is too long.
    private static func rewritten(
        _ policy: JSONObject, _ statements: [JSONValue]
    ) throws(BrokenProperty) -> KeyPolicy? {
        let members = policy.members.map {
            $0.name == "Statement" ? JSONObject.Member(name: $0.name, value: .array(statements)) : $0
        }
        let text = String(decoding: JSONPrinting.print(.object(JSONObject(members))), as: UTF8.self)
        guard text.utf8.count <= KeyPolicy.sizeLimit else { return nil }
        guard let policy = try? KeyPolicy(text) else {
            throw BrokenProperty("a policy is refused with its statements in another order, or one more")
        }
        return policy
    }

    private static let deny = JSONValue.object(
        JSONObject(
            [("Effect", "Deny"), ("Principal", "*"), ("Action", "*"), ("Resource", "*")]
                .map { JSONObject.Member(name: $0.0, value: .string($0.1)) }))

    private static func decisions(_ policy: KeyPolicy) -> [AccessDecision] {
        accessRequests.map { request in
            policy.decide(request) { key in
                // Values that depend on the key's name only: present or not, one or several, of every kind.
                switch "\(key)".utf8.reduce(0, { $0 &+ Int($1) }) % 6 {
                case 0: nil
                case 1: []
                case 2: ["example", "alias/example"]
                case 3: ["true"]
                case 4: ["2026-01-31T00:00:00Z", "192.0.2.7"]
                default: ["arn:aws:iam::111122223333:user/dev"]
                }
            }
        }
    }

    private static let accessRequests: [AccessRequest] = [
        ("user/dev", "kms:Decrypt"), ("user/admin", "kms:PutKeyPolicy"), ("user/dev", "kms:CreateGrant"),
    ].map { user, action in
        AccessRequest(
            caller: AccessRequest.Caller(arn: "arn:aws:iam::111122223333:\(user)", account: "111122223333"),
            action: action,
            resource: AccessRequest.Resource(
                arn: "arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-4333-8444-555555555555",
                region: "eu-west-1", keySpec: "SYMMETRIC_DEFAULT", keyUsage: "ENCRYPT_DECRYPT"))
    }
}
