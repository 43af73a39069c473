/// What a signing key is good for: `DAY/REGION/SERVICE/aws4_request`.
struct CredentialScope: Hashable, Sendable, CustomStringConvertible {
    static let terminator = "aws4_request"
    static let kms = "kms"

    /// `YYYYMMDD`.
    let day: String
    let region: String
    let service: String

    var description: String { "\(day)/\(region)/\(service)/\(Self.terminator)" }
}
