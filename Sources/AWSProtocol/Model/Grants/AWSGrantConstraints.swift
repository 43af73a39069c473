import StrictJSON

/// What the encryption context of a request under a grant must be or have; each part nil where it is not asked for.
package struct AWSGrantConstraints: Sendable {
    package let subset: AWSEncryptionContext?
    package let equals: AWSEncryptionContext?

    package init(subset: AWSEncryptionContext? = nil, equals: AWSEncryptionContext? = nil) {
        self.subset = subset
        self.equals = equals
    }

    init(from members: inout RequestMembers) throws(AWSError) {
        let subset = try members.encryptionContext("EncryptionContextSubset")
        let equals = try members.encryptionContext("EncryptionContextEquals")
        self.subset = subset.isEmpty ? nil : subset
        self.equals = equals.isEmpty ? nil : equals
    }

    func write(to object: inout JSONObjectWriter) {
        object.member("EncryptionContextSubset", subset)
        object.member("EncryptionContextEquals", equals)
    }
}

extension JSONObjectWriter {
    fileprivate mutating func member(_ name: String, _ context: AWSEncryptionContext?) {
        guard let context else { return }
        member(name) { object in
            for entry in context.entries { object.member(entry.key, entry.value) }
        }
    }
}
