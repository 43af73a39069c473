import AWSProtocol
import Testing

@Suite("Naming keys")
struct KeyIdentifierTests {
    static let id = "1234abcd-12ab-34cd-56ef-1234567890ab"

    private func parse(_ text: String, operation: KMSOperation = .describeKey) throws(AWSError) -> KeyIdentifier {
        try KeyIdentifier(text, account: "111122223333", region: "us-east-1", operation: operation)
    }

    @Test(
        "keys are named in four ways",
        arguments: [
            (id, .key(id)), ("arn:aws:kms:us-east-1:111122223333:key/\(id)", .key(id)),
            ("alias/a/b", .alias("alias/a/b")),
            ("arn:aws:kms:us-east-1:111122223333:alias/a", .alias("alias/a")),
            ("mrk-1234abcd12ab34cd56ef1234567890ab", .key("mrk-1234abcd12ab34cd56ef1234567890ab")),
        ] as [(String, KeyIdentifier)])
    func accepted(text: String, expected: KeyIdentifier) throws {
        #expect(try parse(text) == expected)
    }

    @Test(
        "anything else is not found",
        arguments: [
            "", "x", "not-a-uuid", "1234abcd-12ab-34cd-56ef-1234567890a", "1234abcd-12ab-34cd-56ef-1234567890ag",
            "1234abcd12ab34cd56ef1234567890ab", "key/\(id)", "mrk-1234", "Alias/x", "\(id)\n",
        ])
    func malformedID(text: String) {
        #expect(throws: AWSError(.notFound, "")) { try parse(text) }
    }

    @Test(
        "a malformed ARN is InvalidArnException, or NotFoundException for operations without it",
        arguments: [
            "arn:", "arn:aws:kms", "arn:aws:s3:us-east-1:111122223333:key/\(id)",
            "arn:aws:kms:us-east-1:111122223333:\(id)",
            "arn:aws:kms:us-east-1:111122223333:key/x", "arn:aws:kms:us-east-1:111122223333:grant/x", "arn:::::",
            "arn:aws:kms::::",
        ])
    func malformedARN(text: String) {
        #expect(throws: AWSError(.invalidArn, "")) { try parse(text) }
        #expect(throws: AWSError(.notFound, "")) { try parse(text, operation: .encrypt) }
    }

    @Test(
        "a key of another region or account is not found",
        arguments: [
            "arn:aws:kms:us-west-2:111122223333:key/\(id)", "arn:aws:kms:us-east-1:444455556666:key/\(id)",
            "arn:aws:kms:us-west-2:111122223333:alias/a", "arn:aws:kms:us-east-1:444455556666:alias/a",
        ])
    func elsewhere(text: String) {
        #expect(throws: AWSError(.notFound, "")) { try parse(text) }
    }

    @Test("a region mismatch says so as AWS does")
    func regionMessage() {
        do throws(AWSError) {
            _ = try parse("arn:aws:kms:us-west-2:111122223333:key/\(Self.id)")
            Issue.record("accepted")
        } catch {
            #expect(error.message == "Invalid arn us-west-2")
        }
    }

    @Test(
        "alias names begin with alias/ and have no colon",
        arguments: ["x", "alias/", "alias", "ALIAS/x", "alias/a:b", ""])
    func aliasNames(name: String) {
        #expect(throws: AWSError(.validation, "")) { try AliasNameRules.check(name) }
    }

    @Test("alias/aws/ is reserved for new aliases")
    func reserved() throws {
        #expect(throws: AWSError(.invalidAliasName, "")) { try AliasNameRules.checkNew("alias/aws/s3") }
        try AliasNameRules.checkNew("alias/awsome")
        try AliasNameRules.check("alias/aws/s3")
    }
}
