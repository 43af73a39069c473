import StrictJSON

extension StatementReader {
    private static let ifExists = "IfExists"

    /// The statement's conditions. One that cannot be evaluated refuses the policy: ignoring it would allow or deny what
    /// its author did not mean.
    func conditions() throws(PolicyError) -> [PolicyCondition] {
        guard let value = object["Condition"] else { return [] }
        guard case .object(let operators) = value else {
            throw malformed("has a 'Condition' that is \(value.kind). Write an object of operators.")
        }
        var conditions: [PolicyCondition] = []
        for member in operators.members {
            let (comparison, ifExists) = try comparison(member.name)
            guard case .object(let keys) = member.value, !keys.members.isEmpty else {
                throw malformed("has nothing under the operator '\(member.name)'. Write an object of condition keys.")
            }
            for key in keys.members {
                conditions.append(
                    PolicyCondition(
                        comparison: comparison, ifExists: ifExists, key: try conditionKey(key.name),
                        values: try conditionValues(key)))
            }
        }
        return conditions
    }

    private func comparison(_ text: String) throws(PolicyError) -> (PolicyCondition.Comparison, ifExists: Bool) {
        let ifExists = text.hasSuffix(Self.ifExists)
        let name = ifExists ? String(text.dropLast(Self.ifExists.count)) : text
        guard let comparison = PolicyCondition.Comparison(rawValue: name), !(ifExists && comparison == .null) else {
            let known = PolicyCondition.Comparison.allCases.map(\.rawValue).joined(separator: ", ")
            throw unsupported("uses the condition operator '\(text)', which is not supported. Supported are \(known).")
        }
        return (comparison, ifExists)
    }

    /// Names of condition keys do not depend on case.
    private func conditionKey(_ text: String) throws(PolicyError) -> PolicyCondition.Key {
        let key = PolicyCondition.Key.allCases.first { $0.rawValue.lowercased() == text.lowercased() }
        guard let key else {
            let known = PolicyCondition.Key.allCases.map(\.rawValue).joined(separator: ", ")
            throw unsupported("uses the condition key '\(text)', which is not supported. Supported are \(known).")
        }
        return key
    }

    private func conditionValues(_ key: JSONObject.Member) throws(PolicyError) -> [String] {
        if case .bool(let value) = key.value { return [value ? "true" : "false"] }
        return try strings(key.value, of: "Condition")
    }
}
