import StrictJSON

/// Reads one statement of a policy document, and names it in every complaint.
struct StatementReader {
    private static let members: Set = [
        "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition",
    ]

    let object: JSONObject
    /// As in `Statement 2 (Sid 'Allow use')`.
    private let name: String

    /// - Parameter number: the statement's place in the document, from 1.
    init(_ value: JSONValue, number: Int) throws(PolicyError) {
        guard case .object(let object) = value else {
            throw PolicyError(.malformed, "Statement \(number) is \(value.kind). Write an object there.")
        }
        self.object = object
        if case .string(let sid)? = object["Sid"] {
            name = "Statement \(number) (Sid '\(sid)')"
        } else {
            name = "Statement \(number)"
        }
    }

    func statement() throws(PolicyError) -> PolicyStatement {
        if let unknown = object.members.first(where: { !Self.members.contains($0.name) }) {
            throw malformed("has the unknown element '\(unknown.name)'. Remove it or correct its name.")
        }
        let effect = try effect()
        return PolicyStatement(
            sid: try sid(), effect: effect, principals: try principals(),
            actions: try matcher("Action", "NotAction", check: checkAction),
            resources: try matcher("Resource", "NotResource", check: checkVariables),
            conditions: try conditions(effect))
    }

    func malformed(_ complaint: String) -> PolicyError {
        PolicyError(.malformed, "\(name) \(complaint)")
    }

    func unsupported(_ complaint: String) -> PolicyError {
        PolicyError(.unsupported, "\(name) \(complaint)")
    }

    /// A string, or a list of strings that is not empty.
    func strings(_ value: JSONValue, of element: String) throws(PolicyError) -> [String] {
        switch value {
        case .string(let text):
            return [text]
        case .array(let items) where !items.isEmpty:
            var texts: [String] = []
            for item in items {
                guard case .string(let text) = item else {
                    throw malformed("has \(item.kind) in '\(element)'. Write strings only.")
                }
                texts.append(text)
            }
            return texts
        default:
            throw malformed("has an empty or wrong '\(element)'. Write a string or a list of strings.")
        }
    }

    private func sid() throws(PolicyError) -> String? {
        switch object["Sid"] {
        case nil: return nil
        case .string(let sid)?: return sid
        default: throw malformed("has a 'Sid' that is no string. Write a string.")
        }
    }

    private func effect() throws(PolicyError) -> PolicyStatement.Effect {
        guard case .string(let text)? = object["Effect"], let effect = PolicyStatement.Effect(rawValue: text) else {
            throw malformed("has no 'Effect' of 'Allow' or 'Deny'. Write one of them.")
        }
        return effect
    }

    private func principals() throws(PolicyError) -> PolicyPrincipals {
        guard object["NotPrincipal"] == nil else {
            throw unsupported("uses 'NotPrincipal', which is not supported. Name the principals in 'Principal'.")
        }
        switch object["Principal"] {
        case .string("*")?:
            return PolicyPrincipals(patterns: [.anyone])
        case .object(let kinds)? where !kinds.members.isEmpty:
            var patterns: [PolicyPrincipals.Pattern] = []
            for kind in kinds.members { patterns += try principals(kind) }
            return PolicyPrincipals(patterns: patterns)
        default:
            throw malformed("contains no 'Principal'. Write \"*\" or {\"AWS\": \"arn:aws:iam::ACCOUNT:root\"}.")
        }
    }

    private func principals(_ kind: JSONObject.Member) throws(PolicyError) -> [PolicyPrincipals.Pattern] {
        let texts = try strings(kind.value, of: "Principal")
        switch kind.name {
        case "AWS":
            var patterns: [PolicyPrincipals.Pattern] = []
            for text in texts {
                guard let pattern = PolicyPrincipals.Pattern(aws: text) else {
                    throw malformed(
                        "contains the invalid principal '\(text)'. Name an account, its root, a user or a role by its ARN."
                    )
                }
                patterns.append(pattern)
            }
            return patterns
        case "Service", "Federated", "CanonicalUser":
            return [.outsider]
        default:
            throw malformed("has a principal of the unknown kind '\(kind.name)'. Use 'AWS'.")
        }
    }

    private func matcher(
        _ element: String, _ inverted: String, check: (String) throws(PolicyError) -> Void
    ) throws(PolicyError) -> PolicyMatcher? {
        if object[element] != nil, object[inverted] != nil {
            throw malformed("has both '\(element)' and '\(inverted)'. Keep one.")
        }
        guard let value = object[element] ?? object[inverted] else { return nil }
        let texts = try strings(value, of: element)
        for text in texts { try check(text) }
        let ignoresCase = element == "Action"
        return PolicyMatcher(
            patterns: texts.map { WildcardPattern($0, ignoresCase: ignoresCase) }, isInverted: object[element] == nil)
    }

    private func checkAction(_ text: String) throws(PolicyError) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard text == "*" || parts.count == 2 && !parts.contains("") else {
            throw malformed("has the invalid action '\(text)'. Write one as in kms:Encrypt, or \"*\".")
        }
    }
}
