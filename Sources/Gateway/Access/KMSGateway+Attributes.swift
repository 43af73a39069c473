import AWSProtocol
import AccessPolicy
import AuditLog
import KeyMap

extension KMSGateway {
    /// What the condition keys of a policy find: first in the request, then in the call, then in the key that it is about.
    ///
    /// - Parameters:
    ///   - subject: the key as it is in the caller's region.
    ///   - action: what the policy is asked to allow.
    func values(
        of key: ConditionKey, about subject: KeyRecord, for action: String, _ active: ActiveCall
    ) -> [String]? {
        if let own = active.request?.values(of: key, for: action) { return own }
        switch key {
        case .named(let name): return values(of: name, active) ?? values(of: name, about: subject)
        case .resourceTag(let name):
            return ConditionKey.values(of: name, in: subject.tags.lazy.map { ($0.key, $0.value) })
        // Nobody that calls has tags.
        case .encryptionContext, .requestTag, .principalTag: return nil
        }
    }

    private func values(of name: ConditionKey.Name, _ active: ActiveCall) -> [String]? {
        switch name {
        case .currentTime: [now().iso8601]
        case .epochTime: ["\(Int64(now().seconds))"]
        case .principalType: ["User"]
        case .userName: active.client.arn.split(separator: "/").last.map { [String($0)] }
        case .secureTransport: ["\(active.call.details.isSecure)"]
        case .sourceAddress: active.call.details.sourceAddress.map { [$0] }
        case .userAgent: active.call.details.userAgent.map { [$0] }
        case .requestAlias: active.requestAlias.map { [$0] }
        case .clientRegion: [place.region]
        default: nil
        }
    }

    private func values(of name: ConditionKey.Name, about key: KeyRecord) -> [String]? {
        switch name {
        case .resourceAccount: [key.account]
        case .keyOrigin: [key.origin.rawValue]
        case .multiRegion: ["\(key.isMultiRegion)"]
        case .multiRegionKeyType: key.isMultiRegion ? [key.isPrimary ? "PRIMARY" : "REPLICA"] : nil
        case .resourceAliases: aliases(of: key)
        case .custody: [key.custody.rawValue]
        case .custodianRegion: places(of: key, \.region)
        case .jurisdiction: places(of: key, \.jurisdiction)
        default: nil
        }
    }

    private func aliases(of key: KeyRecord) -> [String]? {
        // Where they are kept in step, a replica that is yet to be made gets its primary key's.
        let region = key.sync.contains(.aliases) ? key.primaryRegion : key.region
        let names = replica.aliasNames(of: key.id).filter { $0.region == region }
        return names.isEmpty ? nil : names.map(\.name)
    }

    /// Where the custodians of the current version stand. Empty for one of which that is not known, and for those of a key
    /// that is yet to be made, so that no condition takes the others for all.
    private func places(of key: KeyRecord, _ place: (CustodianRecord) -> String) -> [String] {
        let places = Set(key.current.shards.flatMap(\.committee).map { replica.custodian($0).map(place) ?? "" })
        return places.isEmpty ? [""] : places.sorted()
    }
}

extension AWSEncryptionContext {
    /// What condition keys find in an operation's encryption context.
    func values(of key: ConditionKey) -> [String]? {
        switch key {
        case .encryptionContext(let name):
            ConditionKey.values(of: name, in: entries.lazy.map { ($0.key, $0.value) })
        case .named(.encryptionContextKeys): isEmpty ? nil : entries.map(\.key)
        default: nil
        }
    }
}

extension [AWSTag] {
    /// What condition keys find in the tags that a request would set.
    func values(of key: ConditionKey) -> [String]? {
        switch key {
        case .requestTag(let name): ConditionKey.values(of: name, in: lazy.map { ($0.key, $0.value) })
        case .named(.tagKeys): isEmpty ? nil : map(\.key)
        default: nil
        }
    }
}
