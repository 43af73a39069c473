package import ByteCoding

/// A suite that a key's maker chose, as the tag `quorate:suite` and the configuration of gateways name it.
package struct SuiteChoice: Hashable, Sendable {
    /// What can be chosen, for messages.
    package static let names = ["ristretto255-prf", "replicated-aes", "replicated-aes strict"]

    package let suite: Suite
    /// Whether a result that fewer than 2k - 1 members have vouched for is refused.
    package let isStrict: Bool

    package init(_ suite: Suite, isStrict: Bool = false) {
        self.suite = suite
        self.isStrict = isStrict
    }

    /// - Parameter name: one of ``names``; nil for others.
    package init?(name: String) {
        switch name {
        case "ristretto255-prf": self.init(.ristrettoPRF)
        case "replicated-aes": self.init(.replicatedAES)
        case "replicated-aes strict": self.init(.replicatedAES, isStrict: true)
        default: return nil
        }
    }

    /// Whether keys of this spec and custody can have it.
    package func fits(_ spec: KeySpec, _ custody: Custody) -> Bool {
        guard spec == .symmetricDefault, custody == .threshold else { return false }
        return suite == .replicatedAES || suite == .ristrettoPRF && !isStrict
    }
}

extension SuiteChoice: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        writer.write(suite.rawValue)
        writer.write(isStrict)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        guard let suite = Suite(rawValue: try reader.read(UInt8.self)) else {
            throw ByteCodingError(.unknownFormat, "a key is of a suite that this release does not have")
        }
        self.init(suite, isStrict: try reader.readBool())
    }
}
