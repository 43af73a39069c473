/// What Signature Version 4 signs of an HTTP request.
package struct SignableRequest: Sendable {
    package struct Header: Sendable {
        /// In lower case.
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            let isLower = name.utf8.allSatisfy { !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
            self.name = isLower ? name : name.lowercased()
            self.value = value
        }
    }

    package var method: String
    /// The path as it stands on the request line, percent-encoded.
    package var path: String
    /// What follows the question mark on the request line, percent-encoded; empty where there is none.
    package var query: String
    /// All headers in the order they came. `Host` must be one of them, whatever carried it (`:authority` in HTTP/2).
    package var headers: [Header]
    package var body: [UInt8]

    package init(
        method: String = "POST", path: String = "/", query: String = "", headers: [Header], body: [UInt8]
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }

    /// The first value of a header, by its name in lower case.
    func header(_ name: String) -> String? {
        headers.first { $0.name == name }?.value
    }
}
