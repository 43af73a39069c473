package import AWSProtocol

/// An authenticated request.
package struct KMSCall: Sendable {
    package let details: CallDetails
    package let operation: KMSOperation
    package let client: AuthenticatedClient
    /// The region of the credential's scope.
    package let region: String
    package let body: [UInt8]

    package init(
        details: CallDetails, operation: KMSOperation, client: AuthenticatedClient, region: String, body: [UInt8]
    ) {
        self.details = details
        self.operation = operation
        self.client = client
        self.region = region
        self.body = body
    }
}

/// What goes back to the client.
package struct KMSAnswer: Sendable {
    /// The status of the HTTP answer.
    package let status: Int
    /// AWS JSON 1.1.
    package let body: [UInt8]
    /// The error that it is; nil for the output of an operation.
    let error: AWSError.Code?
    /// The id of the key that the call was about, the first of several; nil where it was about none.
    package var key: String?

    /// AWS's name of the error; nil for the output of an operation.
    package var errorName: String? { error?.name }

    package init(body: [UInt8]) {
        status = 200
        self.body = body
        error = nil
    }

    package init(_ error: AWSError) {
        status = error.code.httpStatus
        body = error.body
        self.error = error.code
    }
}
