/// The ARN of a key or an alias: `arn:aws:kms:REGION:ACCOUNT:key/ID` or `...:alias/NAME`.
package struct KMSARN: Hashable, Sendable {
    package let region: String
    package let account: String
    package let resource: KeyIdentifier

    /// - Parameter operation: decides between `InvalidArnException` and `NotFoundException`.
    /// - Throws: ``AWSError`` with one of these where the text is no such ARN.
    package init(_ text: String, operation: KMSOperation) throws(AWSError) {
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, parts[0] == "arn", parts[1] == "aws", parts[2] == "kms",
            let resource = Self.resource(parts[5])
        else {
            throw AWSError(
                operation.reportsInvalidARN ? .invalidArn : .notFound,
                "Invalid arn \(text). Name a key by an ARN of the form arn:aws:kms:REGION:ACCOUNT:key/ID or "
                    + "arn:aws:kms:REGION:ACCOUNT:alias/NAME.")
        }
        region = parts[3]
        account = parts[4]
        self.resource = resource
    }

    private static func resource(_ text: String) -> KeyIdentifier? {
        if text.hasPrefix("key/") {
            let id = String(text.dropFirst(4))
            return KeyIdentifier.isKeyID(id) ? .key(id) : nil
        }
        return text.hasPrefix(KeyIdentifier.aliasPrefix) ? .alias(text) : nil
    }
}
