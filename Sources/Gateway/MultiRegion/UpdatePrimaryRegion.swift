import AWSProtocol
import AccessPolicy
import AuditLog
import KeyMap

extension UpdatePrimaryRegionRequest: AuditedRequest {
    var auditParameters: AuditValue { ["keyId": .string(keyID), "primaryRegion": .string(primaryRegion)] }

    func values(of key: ConditionKey, for action: String) -> [String]? {
        key == .named(.primaryRegion) ? [primaryRegion] : nil
    }
}

extension KMSGateway {
    func updatePrimaryRegion(
        _ request: UpdatePrimaryRegionRequest, _ active: inout ActiveCall
    ) async throws -> EmptyResponse {
        let primary = try primaryKey(request.keyID, &active)
        guard request.primaryRegion != primary.region else {
            throw AWSError(.unsupportedOperation, "\(primary.arn) is the primary key already.")
        }
        guard let replica = primary.seen(in: request.primaryRegion) else {
            throw AWSError(
                .notFound,
                "\(primary.arn(in: request.primaryRegion)) does not exist. Replicate the key to that region first.")
        }
        active.touch(replica)
        try authorize(active.call.operation.action, on: replica, &active)
        try checkEnabled(replica)
        try await control.updatePrimaryRegion(primary.id, to: request.primaryRegion)
        return EmptyResponse()
    }
}
