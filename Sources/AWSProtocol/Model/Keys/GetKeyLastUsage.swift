package import StrictJSON

package struct GetKeyLastUsageRequest: RequestShape {
    package let keyID: String

    package init(from members: inout RequestMembers) throws(AWSError) {
        keyID = try members.requiredString("KeyId", .keyID)
    }
}

package struct GetKeyLastUsageResponse: ResponseShape {
    package struct LastUsage: Sendable {
        package let operation: String
        /// Seconds since 1970.
        package let time: Double
        package let eventID: String
        package let requestID: String

        package init(operation: String, time: Double, eventID: String, requestID: String) {
            self.operation = operation
            self.time = time
            self.eventID = eventID
            self.requestID = requestID
        }
    }

    /// The key's ARN.
    package let keyID: String
    /// Nil where the key was not used since ``trackingStart``.
    package let last: LastUsage?
    /// Since when uses are known, seconds since 1970.
    package let trackingStart: Double
    package let keyCreation: Double

    package init(keyID: String, last: LastUsage?, trackingStart: Double, keyCreation: Double) {
        self.keyID = keyID
        self.last = last
        self.trackingStart = trackingStart
        self.keyCreation = keyCreation
    }

    package func write(to object: inout JSONObjectWriter) {
        object.member("KeyId", keyID)
        if let last {
            object.member("KeyLastUsage") { object in
                object.member("Operation", last.operation)
                object.member("Timestamp", epochSeconds: last.time)
                object.member("CloudTrailEventId", last.eventID)
                object.member("KmsRequestId", last.requestID)
            }
        }
        object.member("TrackingStartDate", epochSeconds: trackingStart)
        object.member("KeyCreationDate", epochSeconds: keyCreation)
    }
}
