extension AuditRecord {
    /// The record as one JSON object, without its place in a chain.
    package var json: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1_024)
        func add(_ name: String, _ value: AuditValue) {
            bytes.append(bytes.isEmpty ? UInt8(ascii: "{") : UInt8(ascii: ","))
            AuditValue.write(name, into: &bytes)
            bytes.append(UInt8(ascii: ":"))
            value.write(into: &bytes)
        }
        func add(_ name: String, _ value: String?) {
            if let value { add(name, .string(value)) }
        }
        add("eventVersion", "1.11")
        add("userIdentity", identity.value)
        add("eventTime", time.iso8601)
        add("eventSource", source)
        add("eventName", name)
        add("awsRegion", region)
        add("sourceIPAddress", sourceAddress)
        add("userAgent", userAgent)
        add("errorCode", errorCode)
        add("errorMessage", errorMessage)
        add("requestParameters", requestParameters)
        add("responseElements", responseElements)
        if let additionalEventData { add("additionalEventData", additionalEventData) }
        add("requestID", requestID)
        add("eventID", eventID)
        add("readOnly", .bool(readOnly))
        if !resources.isEmpty { add("resources", .array(resources.map(\.value))) }
        add("eventType", eventType)
        add("managementEvent", true)
        add("recipientAccountId", recipientAccount)
        add("eventCategory", "Management")
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }
}
