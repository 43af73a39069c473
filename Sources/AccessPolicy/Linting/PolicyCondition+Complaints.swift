extension PolicyCondition {
    /// - Parameters:
    ///   - actions: those that the statement is about.
    ///   - others: all conditions of the statement.
    func complaints(actions: [String], beside others: [PolicyCondition]) -> [String] {
        [presence, applicability(actions), kind, quantifier, emptiness(beside: others)].compactMap { $0 }
    }

    /// Whether it holds for a request that does not have the key.
    private var holdsWithout: Bool { `operator`.holds(values, for: nil, effect) }

    private var presence: String? {
        guard key.isNeverPresent else { return nil }
        return holdsWithout
            ? "No request here has '\(key.name)', so the condition always holds. Remove it."
            : "No request here has '\(key.name)', so the statement never applies. Remove the condition or the statement."
    }

    private func applicability(_ actions: [String]) -> String? {
        guard let possible = key.actions, !actions.contains(where: possible.contains), !actions.isEmpty else {
            return nil
        }
        let ending = holdsWithout ? "the condition always holds" : "the statement never applies"
        return
            "'\(key.name)' is of requests for \(possible.joined(separator: ", ")) only, and the statement is about none "
            + "of them, so \(ending)."
    }

    private var kind: String? {
        guard let kind = `operator`.comparison.kind, let kinds = key.kinds, !kinds.contains(kind) else { return nil }
        let names = kinds.map(\.rawValue).sorted().joined(separator: " or ")
        return
            "\(`operator`.comparison.rawValue) finds nothing in '\(key.name)', which is \(names). Use an operator that fits."
    }

    private var quantifier: String? {
        guard `operator`.comparison != .null else { return nil }
        if key.isMultivalued, `operator`.quantifier == .single {
            return "'\(key.name)' may have several values. Say whether all or any must match, with ForAllValues: or "
                + "ForAnyValue:."
        }
        if case .named = key, !key.isMultivalued, `operator`.quantifier != .single, !`operator`.comparison.isNegated {
            return "'\(key.name)' has one value. Leave ForAllValues: or ForAnyValue: out."
        }
        return nil
    }

    private func emptiness(beside others: [PolicyCondition]) -> String? {
        guard effect == .allow, `operator`.quantifier == .allValues else { return nil }
        guard !others.contains(where: { $0.key == key && !$0.holdsWithout }) else { return nil }
        return "ForAllValues: holds for requests without '\(key.name)' too, which it so allows. Add \"Null\": "
            + "{\"\(key.name)\": \"false\"}."
    }
}
