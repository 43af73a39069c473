import Gateway
import HTTPTypes
import Hummingbird
import NIOCore

extension String {
    /// The content type of AWS JSON 1.1.
    static let awsJSON = "application/x-amz-json-1.1"
}

extension Response {
    private static let requestIDHeader = HTTPField.Name("x-amzn-RequestId")

    init(_ answer: KMSAnswer, requestID: String) {
        self.init(
            status: HTTPResponse.Status(code: answer.status), contentType: .awsJSON, body: answer.body,
            requestID: requestID)
    }

    init(status: HTTPResponse.Status, contentType: String, body: [UInt8], requestID: String) {
        var headers: HTTPFields = [.contentType: contentType]
        if let name = Self.requestIDHeader { headers[name] = requestID }
        self.init(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}
