/// What is known of a request before anyone reads its body.
package struct CallDetails: Sendable {
    /// Equal to the answer's `x-amzn-RequestId` and to the audit record's `requestID`.
    package let requestID: String
    package let sourceAddress: String?
    package let userAgent: String?
    /// The `amz-sdk-invocation-id` header: equal for a request and the client's retries of it.
    package let invocationID: String?
    /// Whether it came over TLS to this gateway itself.
    package let isSecure: Bool

    package init(
        requestID: String, sourceAddress: String?, userAgent: String?, invocationID: String?, isSecure: Bool = false
    ) {
        self.isSecure = isSecure
        self.requestID = requestID
        self.sourceAddress = sourceAddress
        self.userAgent = userAgent
        self.invocationID = invocationID
    }

    /// The same without the invocation id, which counts only where the client signed it.
    package var withoutInvocationID: CallDetails {
        CallDetails(
            requestID: requestID, sourceAddress: sourceAddress, userAgent: userAgent, invocationID: nil,
            isSecure: isSecure)
    }
}
