extension AuditRecord {
    /// The record as one JSON object, without its place in a chain.
    package var value: AuditValue {
        var members: [AuditValue.Member] = []
        func add(_ name: String, _ value: AuditValue?) {
            if let value { members.append(AuditValue.Member(name, value)) }
        }
        add("eventVersion", "1.11")
        add("userIdentity", identity.value)
        add("eventTime", .string(time.iso8601))
        add("eventSource", .string(source))
        add("eventName", .string(name))
        add("awsRegion", .string(region))
        add("sourceIPAddress", sourceAddress.map(AuditValue.string))
        add("userAgent", userAgent.map(AuditValue.string))
        add("errorCode", errorCode.map(AuditValue.string))
        add("errorMessage", errorMessage.map(AuditValue.string))
        add("requestParameters", requestParameters)
        add("responseElements", responseElements)
        add("additionalEventData", additionalEventData)
        add("requestID", .string(requestID))
        add("eventID", .string(eventID))
        add("readOnly", .bool(readOnly))
        if !resources.isEmpty { add("resources", .array(resources.map(\.value))) }
        add("eventType", .string(eventType))
        add("managementEvent", true)
        add("recipientAccountId", recipientAccount.map(AuditValue.string))
        add("eventCategory", "Management")
        return .object(members)
    }
}
