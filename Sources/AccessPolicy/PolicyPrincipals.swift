/// Whom a statement is about.
struct PolicyPrincipals: Sendable {
    enum Pattern: Sendable {
        case anyone
        /// An account's root: every user of the account.
        case account(String)
        /// One user or role, by its ARN.
        case identity(String)
        /// A service or a federated user. None calls here.
        case outsider
    }

    let patterns: [Pattern]

    func include(_ caller: AccessRequest.Caller) -> Bool {
        patterns.contains { pattern in
            switch pattern {
            case .anyone: true
            case .account(let account): account == caller.account
            case .identity(let arn): arn == caller.arn
            case .outsider: false
            }
        }
    }
}

extension PolicyPrincipals.Pattern {
    /// Reads a value of `"AWS"` in a principal: `*`, an account, or the ARN of an account's root, user or role; nil for
    /// anything else.
    init?(aws text: String) {
        if text == "*" {
            self = .anyone
        } else if Self.isAccount(text) {
            self = .account(text)
        } else {
            let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 6, parts[0] == "arn", parts[1] == "aws", ["iam", "sts"].contains(parts[2]),
                parts[3].isEmpty, Self.isAccount(parts[4]), !parts[5].utf8.contains(UInt8(ascii: "*"))
            else { return nil }
            if parts[2] == "iam", parts[5] == "root" {
                self = .account(parts[4])
            } else if ["user/", "role/", "assumed-role/", "federated-user/"].contains(where: parts[5].hasPrefix) {
                self = .identity(text)
            } else {
                return nil
            }
        }
    }

    private static func isAccount(_ text: String) -> Bool {
        text.utf8.count == 12 && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
