/// What a client named a key by, once account and region are known to be the caller's.
package enum KeyIdentifier: Hashable, Sendable {
    /// A key id: a UUID, or `mrk-` and 32 hexadecimal digits.
    case key(String)
    /// An alias name with its prefix `alias/`.
    case alias(String)

    /// Reads a key id, a key ARN, an alias name or an alias ARN.
    ///
    /// - Parameters:
    ///   - account: the caller's account.
    ///   - region: the region of the caller's credential scope.
    ///   - operation: decides between `InvalidArnException` and `NotFoundException` for a malformed ARN.
    /// - Throws: ``AWSError`` with `.invalidArn` or `.notFound`. A key of another account or region is not found, as
    ///   nothing crosses either here.
    package init(_ text: String, account: String, region: String, operation: KMSOperation) throws(AWSError) {
        if text.hasPrefix("arn:") {
            let arn = try KMSARN(text, operation: operation)
            guard arn.region == region else {
                throw AWSError(.notFound, "Invalid arn \(arn.region)")
            }
            self = arn.resource
            guard arn.account == account else { throw notFound(account: arn.account, region: region) }
        } else if text.hasPrefix(Self.aliasPrefix) {
            self = .alias(text)
        } else if Self.isKeyID(text) {
            self = .key(text)
        } else {
            throw Self.invalidKeyID(text)
        }
    }

    static let aliasPrefix = "alias/"

    /// The error for a key or an alias that does not exist.
    package func notFound(account: String, region: String) -> AWSError {
        switch self {
        case .key(let id):
            AWSError(.notFound, "Key 'arn:aws:kms:\(region):\(account):key/\(id)' does not exist")
        case .alias(let name):
            AWSError(.notFound, "Alias arn:aws:kms:\(region):\(account):\(name) is not found.")
        }
    }

    /// The error for what names no key in a way that the operation takes.
    package static func invalidKeyID(_ text: String) -> AWSError {
        AWSError(.notFound, "Invalid keyId '\(text)'")
    }

    static func isKeyID(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        if text.hasPrefix("mrk-") {
            return bytes.count == 36 && bytes.dropFirst(4).allSatisfy(isHexadecimal)
        }
        let dashes = [8, 13, 18, 23]
        return bytes.count == 36
            && bytes.indices.allSatisfy { index in
                dashes.contains(index) ? bytes[index] == UInt8(ascii: "-") : isHexadecimal(bytes[index])
            }
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
