import AWSProtocol
import AuditLog
import KeyMap

extension GetKeyLastUsageRequest: AuditedRequest {
    var auditParameters: AuditValue { ["keyId": .string(keyID)] }
}

extension LastUse {
    init(_ call: KMSCall, _ record: AuditRecord) {
        self.init(
            operation: call.operation, time: record.time, requestID: call.details.requestID, eventID: record.eventID)
    }
}

extension KMSGateway {
    func getKeyLastUsage(
        _ request: GetKeyLastUsageRequest, _ active: inout ActiveCall
    ) async throws -> GetKeyLastUsageResponse {
        let key = try resolve(request.keyID, aliases: false, &active)
        let last = usage.last(of: UsedKey(id: key.id, region: key.region))
        return GetKeyLastUsageResponse(
            keyID: key.arn,
            last: last.map {
                .init(
                    operation: $0.operation.rawValue, time: $0.time.seconds, eventID: $0.eventID,
                    requestID: $0.requestID)
            },
            trackingStart: max(usage.since, key.created).seconds, keyCreation: key.created.seconds)
    }

    /// Counts the use of a key's version that the call is about to make.
    ///
    /// - Throws: where the count cannot be stored; nothing may be done with the key then.
    func count(_ key: KeyRecord, _ version: KeyVersionNumber, _ active: inout ActiveCall) async throws {
        let used = UsedKey(id: key.id, region: key.region)
        if !active.used.contains(used) { active.used.append(used) }
        try await usage.count(UsageName(key: used, version: version, operation: active.call.operation))
    }
}
