import AWSProtocol
import AccessPolicy
import KeyMap

/// What grants allow, where a key's policy neither allows nor denies.
extension KMSGateway {
    /// How long a request with a token waits for the grant of another gateway to arrive.
    private static let patience = Duration.seconds(2)

    /// A grant by which the caller may do this to the key; nil where there is none.
    ///
    /// - Parameter draft: the grant that the caller wants to give; it may give no more than it has.
    func grant(
        for action: String, on key: KeyRecord, _ active: ActiveCall, giving draft: GrantRecord?
    ) -> GrantRecord? {
        guard let operation = GrantOperation(action: action) else { return nil }
        let context = active.request?.encryptionContext(for: action)
        let grantees = Set([active.client.arn, active.client.rootARN])
        return replica.grants(on: key.id, in: key.region, to: Array(grantees)).first { grant in
            grant.operations.contains(operation)
                && Self.isMet(grant.constraint, by: context, of: operation) && draft.map(grant.covers) ?? true
        }
    }

    /// A constraint on an operation that has encryption contexts fails where the request's is not known.
    private static func isMet(
        _ constraint: GrantConstraint?, by context: AWSEncryptionContext?, of operation: GrantOperation
    ) -> Bool {
        guard let constraint, operation.takesContext else { return true }
        guard let context else { return false }
        return constraint.isMet(by: context.entries.map { GrantConstraint.Pair(key: $0.key, value: $0.value) })
    }

    static func includes(_ principal: String, _ client: AuthenticatedClient) -> Bool {
        GrantPrincipal(arn: principal)?.includes(client.caller) ?? false
    }

    /// Has the grants that a request's tokens name be in force here: one that another gateway has just made may still be on
    /// its way.
    ///
    /// - Throws: ``AWSError`` with `.invalidGrantToken` for a token that names no grant there is.
    func checkGrantTokens(_ tokens: [String]) async throws(AWSError) {
        let deadline = clock.now + Self.patience
        for text in tokens {
            guard let token = GrantToken(text) else { throw Self.invalidGrantToken }
            if replica.grant(token.grant) == nil, tokenWaits.begin() {
                defer { tokenWaits.end() }
                while replica.head.revision < token.revision, replica.grant(token.grant) == nil,
                    clock.now < deadline, !Task.isCancelled
                {
                    try? await clock.sleep(for: .milliseconds(5))
                }
            }
            guard replica.grant(token.grant) != nil else { throw Self.invalidGrantToken }
        }
    }

    static var invalidGrantToken: AWSError {
        AWSError(
            .invalidGrantToken,
            "The grant token in the request is not valid, or its grant was retired or revoked. Leave it out, or send that of "
                + "a grant that ListGrants shows.")
    }
}

extension GrantOperation {
    /// What a policy calls `kms:OPERATION`; nil for what no grant can allow.
    init?(action: String) {
        self.init(rawValue: String(action.dropFirst("kms:".count)))
    }
}
