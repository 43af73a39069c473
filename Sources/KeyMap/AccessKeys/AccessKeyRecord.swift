/// An access key: what a user of an account signs requests with. The record holds no secret: gateways derive that from
/// the id (``AccessKeyMaster``).
package struct AccessKeyRecord: Hashable, Sendable {
    package let id: AccessKeyID
    package let account: String
    /// The user's name, without a path.
    package let user: String
    package let created: Timestamp
    /// From when on it is refused; nil where no end is set.
    package internal(set) var ends: Timestamp?

    package init(id: AccessKeyID, account: String, user: String, created: Timestamp, ends: Timestamp? = nil) {
        self.id = id
        self.account = account
        self.user = user
        self.created = created
        self.ends = ends
    }

    /// The most access keys that a user may have at a time (IAM has two as well): the one in use, and its successor.
    package static let limitPerUser = 2

    package var userARN: String { "arn:aws:iam::\(account):user/\(user)" }

    package func isValid(at now: Timestamp) -> Bool { ends.map { now < $0 } ?? true }

    /// The same with an end, or with an earlier one than it had.
    package func ending(at end: Timestamp) -> AccessKeyRecord {
        var ending = self
        ending.ends = min(end, ends ?? end)
        return ending
    }

    /// Whether it is an AWS account id: 12 digits.
    package static func isAccount(_ text: String) -> Bool {
        text.utf8.count == 12 && text.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains)
    }

    /// Whether a user may be called this: IAM's `^[\w+=,.@-]{1,64}$`.
    package static func isUserName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.unicodeScalars.allSatisfy { scalar in
                switch scalar {
                case "a"..."z", "A"..."Z", "0"..."9", "_", "+", "=", ",", ".", "@", "-": true
                default: false
                }
            }
    }
}

/// An access key's id: `AKIA` and 16 capital letters or digits from 2 to 7.
package struct AccessKeyID: Hashable, Sendable, CustomStringConvertible {
    private static let prefix = "AKIA"
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    package let description: String

    /// Nil for what no access key is called.
    package init?(_ text: String) {
        let letters = text.utf8.dropFirst(Self.prefix.utf8.count)
        guard text.hasPrefix(Self.prefix), letters.count == 16, letters.allSatisfy(Self.alphabet.contains) else {
            return nil
        }
        description = text
    }

    /// - Parameter random: 16 random bytes, of which 5 bits each count.
    package init(random: [UInt8]) {
        let letters = random.prefix(16).map { Self.alphabet[Int($0 & 31)] }
        description = Self.prefix + String(decoding: letters, as: UTF8.self)
    }
}
