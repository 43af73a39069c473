import AccessPolicy

enum PolicyFixture {
    static let account = "111122223333"
    static let caller = AccessRequest.Caller(arn: "arn:aws:iam::\(account):user/dev", account: account)
    static let key = AccessRequest.Resource(
        arn: "arn:aws:kms:us-east-1:\(account):key/1234abcd-12ab-34cd-56ef-1234567890ab", region: "us-east-1",
        keySpec: "SYMMETRIC_DEFAULT", keyUsage: "ENCRYPT_DECRYPT")
    static let root =
        #"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*","Resource":"*"}"#

    static func policy(_ statements: String...) throws(PolicyError) -> KeyPolicy {
        try KeyPolicy(#"{"Version":"2012-10-17","Statement":[\#(statements.joined(separator: ","))]}"#)
    }

    static func decision(
        _ policy: KeyPolicy, _ action: String = "kms:Encrypt", caller: AccessRequest.Caller = caller,
        _ attribute: AccessRequest.Attribute = { _ in nil }
    ) -> AccessDecision {
        policy.decide(AccessRequest(caller: caller, action: action, resource: key), attribute)
    }
}
