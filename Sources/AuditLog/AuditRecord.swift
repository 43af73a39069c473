package import KeyMap

/// One event, with CloudTrail's names and in CloudTrail's order. Never holds a plaintext, a key, a share or a credential:
/// who fills it in answers for that.
package struct AuditRecord: Hashable, Sendable {
    /// `eventTime`.
    package var time: Timestamp
    /// `eventSource`, such as `kms.amazonaws.com`.
    package var source: String
    /// `eventName`, such as `Decrypt`.
    package var name: String
    /// `awsRegion`.
    package var region: String
    /// `userIdentity`.
    package var identity: AuditIdentity
    /// `sourceIPAddress`.
    package var sourceAddress: String?
    /// `userAgent`.
    package var userAgent: String?
    /// `errorCode`, nil where the request succeeded.
    package var errorCode: String?
    /// `errorMessage`, nil where the request succeeded.
    package var errorMessage: String?
    /// `requestParameters`.
    package var requestParameters: AuditValue
    /// `responseElements`.
    package var responseElements: AuditValue
    /// `additionalEventData`: attempts, custodians, blamed, key version, epoch.
    package var additionalEventData: AuditValue?
    /// `requestID`, equal to the answer's `x-amzn-RequestId`.
    package var requestID: String
    /// `eventID`, a UUID.
    package var eventID: String
    /// `readOnly`.
    package var readOnly: Bool
    /// `resources`.
    package var resources: [AuditResource]
    /// `eventType`.
    package var eventType: String
    /// `recipientAccountId`.
    package var recipientAccount: String?

    /// The name of the record with which a log goes on after its process was killed: what that did last may have none.
    package static let recoveredName = "AuditLogRecovered"

    /// The name of the record with which a log goes on behind records that are missing or changed.
    package static let gapName = "AuditLogGap"
    static let gapMark = Array(#""eventName":"\#(gapName)""#.utf8)

    /// The name of the record from which on the log has checkpoints.
    package static let checkpointsName = "AuditCheckpointsBegun"
    static let checkpointsMark = Array(#""eventName":"\#(checkpointsName)""#.utf8)

    /// The name of the record with which a log goes on after records could not be written.
    package static let resumedName = "AuditLogResumed"

    package init(
        time: Timestamp, source: String, name: String, region: String, identity: AuditIdentity,
        sourceAddress: String? = nil, userAgent: String? = nil, errorCode: String? = nil, errorMessage: String? = nil,
        requestParameters: AuditValue = nil, responseElements: AuditValue = nil,
        additionalEventData: AuditValue? = nil, requestID: String, eventID: String, readOnly: Bool,
        resources: [AuditResource] = [], eventType: String = "AwsApiCall", recipientAccount: String? = nil
    ) {
        self.time = time
        self.source = source
        self.name = name
        self.region = region
        self.identity = identity
        self.sourceAddress = sourceAddress
        self.userAgent = userAgent
        self.errorCode = errorCode
        self.errorMessage = errorMessage
        self.requestParameters = requestParameters
        self.responseElements = responseElements
        self.additionalEventData = additionalEventData
        self.requestID = requestID
        self.eventID = eventID
        self.readOnly = readOnly
        self.resources = resources
        self.eventType = eventType
        self.recipientAccount = recipientAccount
    }
}
