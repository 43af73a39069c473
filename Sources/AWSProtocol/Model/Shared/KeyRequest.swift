package import StrictJSON

/// The input of an operation that takes a key and nothing else: EnableKey, DisableKey, CancelKeyDeletion.
package struct KeyRequest: RequestShape {
    package let keyID: String

    package init(from members: inout RequestMembers) throws(AWSError) {
        keyID = try members.requiredString("KeyId", .keyID)
    }
}

/// The output that names a key and nothing else: CancelKeyDeletion.
package struct KeyResponse: ResponseShape {
    package let keyID: String

    package init(keyID: String) {
        self.keyID = keyID
    }

    package func write(to object: inout JSONObjectWriter) {
        object.member("KeyId", keyID)
    }
}
