import Crypto

/// The canonical form of a request: what both sides hash. From "Create a signed AWS API request", section "Create a
/// canonical request" of the AWS Identity and Access Management user guide.
struct CanonicalRequest {
    static let algorithm = "AWS4-HMAC-SHA256"

    /// UTF-8.
    let text: [UInt8]

    /// - Parameter signedHeaders: names in lower case, sorted; each is one of the request's headers.
    init(_ request: SignableRequest, signedHeaders: [String], payloadHash: String) {
        var text: [UInt8] = []
        text.reserveCapacity(1_024)
        func line(_ parts: String...) {
            for part in parts { text.append(contentsOf: part.utf8) }
            text.append(UInt8(ascii: "\n"))
        }
        line(request.method)
        line(Self.encodedPath(request.path))
        line(Self.canonicalQuery(request.query))
        for name in signedHeaders {
            let values = request.headers.filter { $0.name == name }.map { Self.trimmed($0.value) }
            line(name, ":", values.count == 1 ? values[0] : values.joined(separator: ","))
        }
        line()
        line(signedHeaders.joined(separator: ";"))
        text.append(contentsOf: payloadHash.utf8)
        self.text = text
    }

    /// The string that the signing key authenticates.
    func stringToSign(date: SignatureDate, scope: CredentialScope) -> [UInt8] {
        let hash = Self.hexadecimal(SHA256.hash(data: text))
        return Array("\(Self.algorithm)\n\(date)\n\(scope)\n\(hash)".utf8)
    }

    static func payloadHash(of body: [UInt8]) -> String {
        hexadecimal(SHA256.hash(data: body))
    }

    static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(64)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Without spaces at the ends, and with one space for any run of them inside.
    private static func trimmed(_ value: String) -> String {
        guard value.utf8.contains(where: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) else { return value }
        return value.utf8.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            .map { String(Substring($0)) }.joined(separator: " ")
    }

    /// Every service but S3 encodes the already encoded path once more.
    private static func encodedPath(_ path: String) -> String {
        path.isEmpty || path == "/" ? "/" : encoded(Array(path.utf8), keeping: UInt8(ascii: "/"))
    }

    private static func canonicalQuery(_ query: String) -> String {
        if query.isEmpty { return "" }
        let parameters = query.utf8.split(separator: UInt8(ascii: "&")).map { parameter -> [String] in
            let parts = parameter.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            return [encoded(decoded(parts[0])), parts.count > 1 ? encoded(decoded(parts[1])) : ""]
        }
        return parameters.sorted { $0.lexicographicallyPrecedes($1) { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
            .map { $0.joined(separator: "=") }.joined(separator: "&")
    }

    /// Percent-encodes everything but the unreserved characters of RFC 3986.
    private static func encoded(_ bytes: [UInt8], keeping kept: UInt8? = nil) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                text.append(byte)
            case kept:
                text.append(byte)
            default:
                text += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Undoes percent-encoding; a percent sign without two hexadecimal digits stands for itself.
    private static func decoded(_ text: Substring.UTF8View.SubSequence) -> [UInt8] {
        let bytes = Array(text)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count, let high = digit(bytes[index + 1]),
                let low = digit(bytes[index + 2])
            {
                result.append(high << 4 | low)
                index += 3
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }

    /// The value of a hexadecimal digit. Not by `UInt8(_:radix:)`, which reads "+1" too.
    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
