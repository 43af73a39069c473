import AWSProtocol
import Gateway
import KeyMap

/// How often a version of a key was used by one operation: a line of `GET /v1/usage`.
package struct KeyUsageCount: Codable, Sendable {
    package let key: String
    package let region: String
    package let version: UInt32
    package let operation: String
    /// After a crash of the gateway, at most as often.
    package let count: UInt64

    init(_ count: UsageCount) {
        key = count.name.key.id.description
        region = count.name.key.region
        version = count.name.version.value
        operation = count.name.operation.rawValue
        self.count = count.count
    }
}
