extension KeyPolicy {
    /// What the author of the policy may not have meant, in the order of its statements.
    ///
    /// - Parameter actions: every action that there is, as in `kms:Encrypt`.
    package func findings(actions: [String]) -> [PolicyFinding] {
        var findings: [PolicyFinding] = []
        for (index, statement) in statements.enumerated() {
            findings += statement.complaints(actions: actions).map {
                PolicyFinding(statement: index + 1, sid: statement.sid, message: $0)
            }
        }
        findings += complaints.map { PolicyFinding(statement: nil, sid: nil, message: $0) }
        return findings
    }

    /// What is wrong with all statements together.
    private var complaints: [String] {
        let change = "kms:PutKeyPolicy"
        let allows = statements.contains { $0.effect == .allow && $0.mayApply(to: change) }
        let denies = statements.contains {
            $0.effect == .deny && $0.mayApply(to: change) && $0.conditions.isEmpty && $0.principals.includesAnyone
                && $0.resources?.includesAll == true
        }
        guard allows, !denies else {
            return [
                "Nobody can ever change this policy: no statement allows kms:PutKeyPolicy, or one denies it to everybody. "
                    + "Allow it to somebody who administers the key."
            ]
        }
        return []
    }
}

extension PolicyStatement {
    /// Whether there may be a caller and a request to which it applies.
    fileprivate func mayApply(to action: String) -> Bool {
        guard let actions, resources != nil else { return false }
        return actions.matches(action) && principals.includesCallers
    }

    fileprivate func complaints(actions known: [String]) -> [String] {
        guard let actions, let resources else {
            return ["It has no Action or no Resource, so it has no effect. Write both."]
        }
        var complaints: [String] = []
        if !principals.includesCallers {
            complaints.append(
                "It names services or federated users only, who never call here, so it has no effect. Name accounts, "
                    + "users or roles.")
        }
        for pattern in actions.patterns where !known.contains(where: pattern.matches) {
            complaints.append("'\(pattern.text)' matches no action of KMS. Correct its name or remove it.")
        }
        for pattern in resources.patterns where pattern.text != "*" {
            complaints.append(
                "It names the resource '\(pattern.text)'. In a key's policy \"*\" means that key; another pattern may fail "
                    + "to match it, and does not follow it into other regions.")
        }
        if effect == .allow, principals.includesAnyone, conditions.isEmpty {
            complaints.append(
                "It allows every caller, without a condition. Name the principals that are meant.")
        }
        let applicable = known.filter(actions.matches)
        for condition in conditions {
            complaints += condition.complaints(actions: applicable, beside: conditions)
        }
        return complaints
    }
}

extension PolicyMatcher {
    /// Whether it says that it is about whatever there is.
    fileprivate var includesAll: Bool { !isInverted && patterns.contains { $0.text == "*" } }
}

extension PolicyPrincipals {
    /// Whether it names anybody who can call.
    fileprivate var includesCallers: Bool {
        patterns.contains { if case .outsider = $0 { false } else { true } }
    }

    fileprivate var includesAnyone: Bool {
        patterns.contains { if case .anyone = $0 { true } else { false } }
    }
}
