package import StrictJSON

package struct ScheduleKeyDeletionRequest: RequestShape {
    package let keyID: String
    /// 7...30, as the documentation says; the service model alone would allow 1...365.
    package let pendingWindowInDays: Int

    package init(from members: inout RequestMembers) throws(AWSError) {
        keyID = try members.requiredString("KeyId", .keyID)
        pendingWindowInDays = try members.integer("PendingWindowInDays", in: 7...30) ?? 30
    }
}

package struct ScheduleKeyDeletionResponse: ResponseShape {
    /// The key's ARN.
    package let keyID: String
    /// Seconds since 1970; nil for a primary key that waits for its replicas' deletion.
    package let deletionDate: Double?
    package let state: String
    package let pendingWindowInDays: Int

    package init(keyID: String, deletionDate: Double?, state: String, pendingWindowInDays: Int) {
        self.keyID = keyID
        self.deletionDate = deletionDate
        self.state = state
        self.pendingWindowInDays = pendingWindowInDays
    }

    package func write(to object: inout JSONObjectWriter) {
        object.member("KeyId", keyID)
        object.member("DeletionDate", epochSeconds: deletionDate)
        object.member("KeyState", state)
        object.member("PendingWindowInDays", pendingWindowInDays)
    }
}
