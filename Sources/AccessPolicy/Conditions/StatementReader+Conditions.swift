import StrictJSON

extension StatementReader {
    /// The statement's conditions. One that cannot be evaluated refuses the policy: ignoring it would allow or deny what
    /// its author did not mean.
    func conditions(_ effect: PolicyStatement.Effect) throws(PolicyError) -> [PolicyCondition] {
        guard let value = object["Condition"] else { return [] }
        guard case .object(let operators) = value else {
            throw malformed("has a 'Condition' that is \(value.kind). Write an object of operators.")
        }
        var conditions: [PolicyCondition] = []
        for member in operators.members {
            let `operator` = try conditionOperator(member.name)
            guard case .object(let keys) = member.value, !keys.members.isEmpty else {
                throw malformed("has nothing under the operator '\(member.name)'. Write an object of condition keys.")
            }
            for member in keys.members {
                let key = try conditionKey(member.name)
                if case .encryptionContext = key, `operator`.quantifier == .allValues {
                    throw malformed(
                        "asks ForAllValues: of '\(member.name)', which would hold without any encryption context. Leave it "
                            + "out, or ask it of kms:EncryptionContextKeys.")
                }
                conditions.append(
                    PolicyCondition(
                        operator: `operator`, key: key, values: try conditionValues(member, `operator`.comparison),
                        effect: effect))
            }
        }
        return conditions
    }

    private func conditionOperator(_ text: String) throws(PolicyError) -> ConditionOperator {
        guard let known = ConditionOperator(text) else {
            let names = ConditionComparison.allCases.map(\.rawValue).joined(separator: ", ")
            throw unsupported(
                "uses the condition operator '\(text)', which is not supported. Supported are \(names), after "
                    + "'ForAnyValue:' or 'ForAllValues:' and before 'IfExists' too, except Null.")
        }
        return known
    }

    private func conditionKey(_ text: String) throws(PolicyError) -> ConditionKey {
        guard let key = ConditionKey(text) else {
            throw unsupported(
                "uses the condition key '\(text)', which is not supported. Supported are "
                    + "\(ConditionKey.all.joined(separator: ", ")).")
        }
        return key
    }

    private func conditionValues(
        _ key: JSONObject.Member, _ comparison: ConditionComparison
    ) throws(PolicyError) -> [ConditionValue] {
        let texts: [String]
        switch key.value {
        case .bool(let value): texts = [value ? "true" : "false"]
        case .integer(let value): texts = ["\(value)"]
        default: texts = try strings(key.value, of: "Condition")
        }
        var values: [ConditionValue] = []
        for text in texts {
            try checkVariables(text)
            guard let value = comparison.value(text) else {
                throw malformed("compares '\(key.name)' with '\(text)', which \(comparison.rawValue) cannot read.")
            }
            values.append(value)
        }
        return values
    }

    /// Policy variables would stand for what they are replaced by.
    func checkVariables(_ text: String) throws(PolicyError) {
        guard !text.utf8.contains(UInt8(ascii: "$")) || text.firstRange(of: "${") == nil else {
            throw unsupported("uses the policy variable in '\(text)', which is not supported. Write out what it means.")
        }
    }
}
