import AWSProtocol
import AccessPolicy
import AuditLog
import KeyMap
import Placement

extension KMSGateway {
    /// The key that a client named, if its policy lets the client do this to it.
    ///
    /// - Parameters:
    ///   - aliases: whether the operation takes an alias too.
    ///   - action: the action that the policy must allow; the operation's own if nil.
    /// - Throws: ``AWSError`` with `.notFound`, `.invalidArn` or `.accessDenied`.
    func resolve(
        _ text: String, aliases: Bool, action: String? = nil, _ active: inout ActiveCall
    ) throws(AWSError) -> KeyRecord {
        let key = try named(text, aliases: aliases, &active)
        try authorize(action ?? active.call.operation.action, on: key, &active)
        return key
    }

    /// The key that a client named, before anyone has asked whether the client may do anything to it.
    ///
    /// - Throws: ``AWSError`` with `.notFound` or `.invalidArn`.
    func named(_ text: String, aliases: Bool, _ active: inout ActiveCall) throws(AWSError) -> KeyRecord {
        let identifier = try KeyIdentifier(
            text, account: active.account, region: active.region, operation: active.call.operation)
        if !aliases, case .alias = identifier {
            throw KeyIdentifier.invalidKeyID(text)
        }
        guard let key = find(identifier, active) else {
            throw identifier.notFound(account: active.account, region: active.region)
        }
        active.requestAlias = if case .alias(let name) = identifier { name } else { nil }
        active.touch(key)
        return key
    }

    /// The key as ``resolve(_:aliases:action:_:)`` finds it, if it is enabled and meant for this use.
    ///
    /// - Throws: ``AWSError`` also with `.disabled`, `.invalidState` or `.invalidKeyUsage`.
    func usable(
        _ text: String, for usage: KeyUsage, action: String? = nil, _ active: inout ActiveCall
    ) throws(AWSError) -> KeyRecord {
        let key = try resolve(text, aliases: true, action: action, &active)
        try checkUse(of: key, for: usage, active)
        return key
    }

    func checkUse(of key: KeyRecord, for usage: KeyUsage, _ active: ActiveCall) throws(AWSError) {
        try checkEnabled(key)
        guard placements.allows(key.placement, region: place.region, jurisdiction: place.jurisdiction) else {
            throw AWSError(
                .accessDenied,
                "The placement of \(key.arn) does not let it be used from this gateway's region, \(place.region). Use a "
                    + "gateway of a region that it names.")
        }
        guard key.usage == usage else {
            throw AWSError(
                .invalidKeyUsage,
                "\(key.arn) key usage is \(key.usage.rawValue) which is not valid for \(active.call.operation).")
        }
    }

    func checkEnabled(_ key: KeyRecord) throws(AWSError) {
        switch key.state {
        case .enabled: break
        case .disabled: throw AWSError(.disabled, "\(key.arn) is disabled.")
        case .pendingImport:
            throw AWSError(.invalidState, "\(key.arn) is pending import: it has no key material. Import some.")
        case .pendingDeletion, .pendingReplicaDeletion: throw Self.pendingDeletion(key)
        }
    }

    static func pendingDeletion(_ key: KeyRecord) -> AWSError {
        let what = if case .pendingReplicaDeletion = key.state { "replica deletion" } else { "deletion" }
        return AWSError(.invalidState, "\(key.arn) is pending \(what).")
    }

    /// Refuses what neither the key's policy nor a grant allows, or what the policy denies.
    ///
    /// - Parameter draft: the grant that the call would give.
    /// - Throws: ``AWSError`` with `.accessDenied`.
    func authorize(
        _ action: String, on key: KeyRecord, giving draft: GrantRecord? = nil, _ active: inout ActiveCall
    ) throws(AWSError) {
        let decision = try decision(on: action, key, active)
        if decision == .notAllowed, let grant = grant(for: action, on: key, active, giving: draft) {
            if !active.grants.contains(grant.id) { active.grants.append(grant.id) }
            return
        }
        let request = AccessRequest(caller: active.client.caller, action: action, resource: key.accessResource)
        if let refusal = request.refusal(for: decision) { throw AWSError(.accessDenied, refusal) }
    }

    /// What the key's policy says.
    ///
    /// - Throws: ``AWSError`` with `.accessDenied` where it cannot be evaluated.
    func decision(on action: String, _ key: KeyRecord, _ active: ActiveCall) throws(AWSError) -> AccessDecision {
        let request = AccessRequest(caller: active.client.caller, action: action, resource: key.accessResource)
        do throws(PolicyError) {
            return try policies.policy(key.policy).decide(request) { condition in
                values(of: condition, about: key, for: action, active)
            }
        } catch {
            throw AWSError(
                .accessDenied, "The policy of \(key.arn) cannot be evaluated by this release: \(error.message)")
        }
    }

    /// Refuses an attestation document, which would have to be verified.
    func checkRecipient(_ recipient: RecipientInfo?) throws(AWSError) {
        guard recipient == nil else {
            throw AWSError(.unsupportedOperation, "Recipient is not supported by this release. Leave it out.")
        }
    }

    /// Ends a dry run that has found nothing wrong.
    func endDryRun(_ isDryRun: Bool) throws(AWSError) {
        guard !isDryRun else {
            throw AWSError(.dryRun, "The request would have succeeded, but the DryRun option is set.")
        }
    }

    /// A key that a hub returned, as it is in the caller's region.
    static func seen(_ key: KeyRecord, _ active: ActiveCall) -> KeyRecord { key.seen(in: active.region) ?? key }

    private func find(_ identifier: KeyIdentifier, _ active: ActiveCall) -> KeyRecord? {
        let id: KeyID?
        switch identifier {
        case .key(let text): id = KeyID(text)
        case .alias(let name):
            id = replica.alias(AliasName(account: active.account, region: active.region, name: name))?.target
        }
        guard let id, let key = replica.key(id, in: active.region), key.account == active.account else { return nil }
        return key.settled(at: now())
    }
}

extension KeyRecord {
    /// The key as a policy sees it.
    var accessResource: AccessRequest.Resource {
        AccessRequest.Resource(arn: arn, region: region, keySpec: spec.rawValue, keyUsage: usage.rawValue)
    }
}
