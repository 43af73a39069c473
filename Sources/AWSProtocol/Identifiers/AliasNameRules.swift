/// The rules that the service model's pattern for alias names leaves out.
package enum AliasNameRules {
    /// Checks a name that an operation on aliases was given.
    ///
    /// - Throws: ``AWSError`` with `.validation`.
    package static func check(_ name: String) throws(AWSError) {
        guard name.hasPrefix(KeyIdentifier.aliasPrefix), name.utf8.count > KeyIdentifier.aliasPrefix.utf8.count else {
            throw AWSError(
                .validation,
                "Alias must start with the prefix \"alias/\". Please see "
                    + "https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html")
        }
        guard !name.contains(":") else {
            throw AWSError(.validation, "\(name) contains invalid characters for an alias")
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
