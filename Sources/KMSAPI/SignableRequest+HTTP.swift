import AWSProtocol
import HTTPTypes
import Hummingbird

extension Request {
    /// The first value of a header, by its name in lower case.
    func header(_ name: String) -> String? {
        headers.first { $0.name.canonicalName == name }?.value
    }
}

extension SignableRequest {
    /// The request as the client signed it: HTTPTypes keeps the `Host` header apart from the others.
    init(_ request: Request, body: [UInt8]) {
        let target = (request.head.path ?? "/").split(
            separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var headers = request.headers.map { Header($0.name.canonicalName, $0.value) }
        if let host = request.head.authority { headers.append(Header("host", host)) }
        self.init(
            method: request.method.rawValue, path: target.first.map(String.init) ?? "/",
            query: target.count > 1 ? String(target[1]) : "", headers: headers, body: body)
    }
}
