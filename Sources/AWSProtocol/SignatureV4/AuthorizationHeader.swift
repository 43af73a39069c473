/// The `Authorization` header of Signature Version 4, taken apart and checked in itself.
struct AuthorizationHeader {
    let accessKeyID: String
    let scope: CredentialScope
    /// In lower case, sorted, each once.
    let signedHeaders: [String]
    /// 32 bytes.
    let signature: [UInt8]

    /// - Throws: ``AWSError`` with `.incompleteSignature` where a part is missing or malformed, `.invalidSignature` where
    ///   the credential is scoped to something else than a KMS request.
    init(_ text: String) throws(AWSError) {
        guard text.hasPrefix(CanonicalRequest.algorithm + " ") else {
            throw AWSError(
                .incompleteSignature,
                "The Authorization header does not begin with '\(CanonicalRequest.algorithm) '. "
                    + "Sign the request with Signature Version 4.")
        }
        let parameters = try Self.parameters(text.utf8.dropFirst(CanonicalRequest.algorithm.utf8.count))
        var missing: [String] = []
        func value(_ name: String) -> String {
            guard let value = parameters.first(where: { $0.name == name })?.value, !value.isEmpty else {
                missing.append("Authorization header requires '\(name)' parameter.")
                return ""
            }
            return value
        }
        let credential = value("Credential")
        let names = value("SignedHeaders")
        let signature = value("Signature")
        guard missing.isEmpty else {
            throw AWSError(.incompleteSignature, missing.joined(separator: " ") + " Add what is missing.")
        }
        (accessKeyID, scope) = try Self.credential(credential)
        signedHeaders = try Self.signedHeaders(names)
        guard let bytes = Self.bytes(hexadecimal: signature), bytes.count == 32 else {
            throw AWSError(
                .incompleteSignature,
                "'Signature' in the Authorization header is not 64 lower-case hexadecimal digits. Sign the request again."
            )
        }
        self.signature = bytes
    }

    private static func parameters(
        _ text: Substring.UTF8View
    ) throws(AWSError) -> [(name: String, value: String)] {
        var parameters: [(name: String, value: String)] = []
        for part in text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            let pair = part.drop { $0 == UInt8(ascii: " ") }
                .split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = pair.first.map { String(Substring($0)) } ?? ""
            guard pair.count == 2, !parameters.contains(where: { $0.name == name }) else {
                throw AWSError(
                    .incompleteSignature,
                    "A parameter of the Authorization header comes twice or is not of the form 'name=value'. "
                        + "Write Credential, SignedHeaders and Signature once each.")
            }
            parameters.append((name, String(Substring(pair[1]))))
        }
        return parameters
    }

    private static func credential(_ text: String) throws(AWSError) -> (String, CredentialScope) {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
        guard parts.count == 5, !parts.contains("") else {
            throw AWSError(
                .incompleteSignature,
                "'Credential' in the Authorization header must have the five elements "
                    + "ACCESS_KEY/YYYYMMDD/REGION/kms/aws4_request, none of them empty.")
        }
        guard parts[3] == CredentialScope.kms else {
            throw AWSError(.invalidSignature, "Credential should be scoped to correct service: 'kms'.")
        }
        guard parts[4] == CredentialScope.terminator else {
            throw AWSError(
                .invalidSignature, "Credential should be scoped with a valid terminator: 'aws4_request'.")
        }
        guard parts[2].utf8.count <= 32, parts[2].utf8.allSatisfy(isRegionByte) else {
            throw AWSError(.invalidSignature, "Credential should be scoped to a valid region.")
        }
        return (parts[0], CredentialScope(day: parts[1], region: parts[2], service: parts[3]))
    }

    private static func isUpper(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }

    private static func isRegionByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
    }

    private static func signedHeaders(_ text: String) throws(AWSError) -> [String] {
        let names = text.utf8.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
        let areOrdered = zip(names, names.dropFirst()).allSatisfy { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        guard !names.contains(""), areOrdered, names.allSatisfy({ !$0.utf8.contains(where: Self.isUpper) }) else {
            throw AWSError(
                .incompleteSignature,
                "'SignedHeaders' in the Authorization header must be header names in lower case, sorted, each once, "
                    + "joined by ';'.")
        }
        return names
    }

    private static func bytes(hexadecimal text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        var high: UInt8?
        for byte in text.utf8 {
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            default: return nil
            }
            if let first = high {
                bytes.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        return high == nil ? bytes : nil
    }
}
