import AWSProtocol
import AccessPolicy
import AuditLog
import KeyMap

extension KeyRequest: AuditedRequest {
    var auditParameters: AuditValue { ["keyId": .string(keyID)] }
}

extension UpdateKeyDescriptionRequest: AuditedRequest {
    var auditParameters: AuditValue { ["keyId": .string(keyID), "description": .string(description)] }
}

extension ScheduleKeyDeletionRequest: AuditedRequest {
    var auditParameters: AuditValue {
        ["keyId": .string(keyID), "pendingWindowInDays": .integer(Int64(pendingWindowInDays))]
    }

    func values(of key: ConditionKey, for action: String) -> [String]? {
        key == .named(.deletionWindow) ? ["\(pendingWindowInDays)"] : nil
    }
}

extension KMSGateway {
    func enableKey(_ request: KeyRequest, _ active: inout ActiveCall) async throws -> EmptyResponse {
        try await change(request.keyID, .enable, &active)
        return EmptyResponse()
    }

    func disableKey(_ request: KeyRequest, _ active: inout ActiveCall) async throws -> EmptyResponse {
        try await change(request.keyID, .disable, &active)
        return EmptyResponse()
    }

    func updateKeyDescription(
        _ request: UpdateKeyDescriptionRequest, _ active: inout ActiveCall
    ) async throws -> EmptyResponse {
        try await change(request.keyID, .describe(request.description), &active)
        return EmptyResponse()
    }

    func scheduleKeyDeletion(
        _ request: ScheduleKeyDeletionRequest, _ active: inout ActiveCall
    ) async throws -> ScheduleKeyDeletionResponse {
        let days = request.pendingWindowInDays
        let key = try await change(request.keyID, .scheduleDeletion(days: days), &active)
        guard key.state.isPendingDeletion else {
            throw AWSError(.invalidState, "\(key.arn) changed while its deletion was scheduled. Try again.")
        }
        return ScheduleKeyDeletionResponse(
            keyID: key.arn, deletionDate: key.state.deletionDate, state: key.state.name, pendingWindowInDays: days)
    }

    func cancelKeyDeletion(_ request: KeyRequest, _ active: inout ActiveCall) async throws -> KeyResponse {
        KeyResponse(keyID: try await change(request.keyID, .cancelDeletion, &active).arn)
    }

    /// Changes the key that a client named.
    @discardableResult
    func change(_ keyID: String, _ change: KeyChange, _ active: inout ActiveCall) async throws -> KeyRecord {
        let key = try resolve(keyID, aliases: false, &active)
        return Self.seen(try await control.changeKey(key.id, change, in: active.region), active)
    }
}
