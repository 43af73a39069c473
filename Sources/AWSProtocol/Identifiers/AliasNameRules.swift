/// The rules that the service model's pattern for alias names leaves out.
package enum AliasNameRules {
    /// Checks a name that an operation on aliases was given.
    ///
    /// - Throws: ``AWSError`` with `.validation`.
    package static func check(_ name: String) throws(AWSError) {
        guard name.hasPrefix(KeyIdentifier.aliasPrefix), name.utf8.count > KeyIdentifier.aliasPrefix.utf8.count else {
            throw AWSError(
                .validation, "Invalid identifier. An alias name begins with alias/ and goes on, as in alias/payroll.")
        }
        guard !name.contains(":") else {
            throw AWSError(
                .validation,
                "\(name) contains invalid characters for an alias. Use letters, digits, '/', '_' and '-' only.")
        }
    }

    /// Checks a name for a new alias.
    ///
    /// - Throws: ``AWSError`` with `.validation`, or `.invalidAliasName` for a reserved name.
    package static func checkNew(_ name: String) throws(AWSError) {
        try check(name)
        guard !name.hasPrefix("alias/aws/") else {
            throw AWSError(
                .invalidAliasName, "Alias names that begin with alias/aws/ are reserved. Choose another name.")
        }
    }
}
