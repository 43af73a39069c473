import AWSProtocol
import AccessPolicy
import AuditLog
import ByteCoding
import KeyMap
import Secrets

extension CreateGrantRequest: AuditedRequest {
    var auditParameters: AuditValue {
        .parameters([
            "keyId": .string(keyID), "granteePrincipal": .string(granteePrincipal),
            "retiringPrincipal": AuditValue(optional: retiringPrincipal),
            "operations": .array(operations.map { .string($0.rawValue) }),
            "constraints": constraints.auditParameters, "name": AuditValue(optional: name),
            "dryRun": isDryRun ? true : nil,
        ])
    }

    func values(of key: ConditionKey, for action: String) -> [String]? {
        switch key {
        case .named(.granteePrincipal): [granteePrincipal]
        case .named(.retiringPrincipal): retiringPrincipal.map { [$0] }
        case .named(.grantOperations): operations.map(\.rawValue)
        case .named(.grantConstraintType):
            if constraints.equals != nil {
                ["EncryptionContextEquals"]
            } else if constraints.subset != nil {
                ["EncryptionContextSubset"]
            } else {
                nil
            }
        default: (constraints.equals ?? constraints.subset)?.values(of: key)
        }
    }
}

extension AWSGrantConstraints {
    fileprivate var auditParameters: AuditValue? {
        guard subset != nil || equals != nil else { return nil }
        return .parameters([
            "encryptionContextSubset": subset.flatMap(AuditValue.init),
            "encryptionContextEquals": equals.flatMap(AuditValue.init),
        ])
    }
}

extension KMSGateway {
    func createGrant(_ request: CreateGrantRequest, _ active: inout ActiveCall) async throws -> CreateGrantResponse {
        let key = try named(request.keyID, aliases: false, &active)
        let draft = GrantRecord(
            id: try newGrantID(), key: key.id, region: key.region, account: key.account, name: request.name,
            grantee: try Self.principal(request.granteePrincipal),
            retiring: try request.retiringPrincipal.map(Self.principal),
            operations: Set(request.operations.compactMap { GrantOperation(rawValue: $0.rawValue) }),
            constraint: try Self.constraint(request.constraints), created: now())
        try authorize(active.call.operation.action, on: key, giving: draft, &active)
        try checkEnabled(key)
        guard draft.constraint == nil || key.usage == .encryptDecrypt && !key.spec.isAsymmetric else {
            throw AWSError(
                .validation,
                "\(key.arn) is a \(key.spec.rawValue) key, whose operations have no encryption context. Leave Constraints out."
            )
        }
        if let operation = draft.operations.first(where: { !$0.suits(key.spec, key.usage) }) {
            throw AWSError(
                .validation,
                "\(operation.rawValue) is no operation of \(key.arn), a \(key.spec.rawValue) key for "
                    + "\(key.usage.rawValue). Leave it out of Operations.")
        }
        try endDryRun(request.isDryRun)
        try await control.createGrant(draft)
        guard let grant = replica.grant(draft.id)?.id ?? existing(draft)?.id else {
            throw AWSError(
                .dependencyTimeout,
                "The grant was made, but this gateway has not heard of it yet. ListGrants shows it when it has.")
        }
        active.response = ["grantId": .string(grant.description)]
        let token = GrantToken(grant: grant, revision: replica.revision(of: grant) ?? replica.head.revision)
        return CreateGrantResponse(grantToken: token.text, grantID: grant.description)
    }

    /// The grant of the same name that says the same.
    private func existing(_ draft: GrantRecord) -> GrantRecord? {
        replica.grants(on: draft.key, in: draft.region).first { $0.isRepeated(by: draft) }
    }

    private func newGrantID() throws(AWSError) -> GrantID {
        guard let id = GrantID(Hexadecimal.encode(random.bytes(32))) else {
            throw AWSError(.internalFailure, "No id for a grant could be made.")
        }
        return id
    }

    /// - Throws: ``AWSError`` with `.invalidArn`.
    static func principal(_ arn: String) throws(AWSError) -> String {
        guard GrantPrincipal(arn: arn) != nil else {
            throw AWSError(
                .invalidArn,
                "Invalid principal \(arn). Name a user or role, or an account's root, as in "
                    + "arn:aws:iam::111122223333:user/NAME.")
        }
        return arn
    }

    /// - Throws: ``AWSError`` with `.validation`.
    private static func constraint(_ constraints: AWSGrantConstraints) throws(AWSError) -> GrantConstraint? {
        guard constraints.equals == nil || constraints.subset == nil else {
            throw AWSError(
                .validation,
                "A grant has one constraint: EncryptionContextEquals or EncryptionContextSubset. Leave one of them out."
            )
        }
        guard let context = constraints.equals ?? constraints.subset else { return nil }
        let pairs = context.entries.map { GrantConstraint.Pair(key: $0.key, value: $0.value) }
        guard pairs.count <= GrantConstraint.pairLimit,
            pairs.allSatisfy({ max($0.key.utf16.count, $0.value.utf16.count) <= GrantConstraint.textLimit })
        else {
            throw AWSError(
                .validation,
                "A constraint has at most \(GrantConstraint.pairLimit) pairs, whose keys and values have at most "
                    + "\(GrantConstraint.textLimit) characters.")
        }
        return GrantConstraint(constraints.equals != nil ? .equals : .subset, pairs)
    }
}
