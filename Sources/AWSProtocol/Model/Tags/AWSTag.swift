package import StrictJSON

/// A tag of a key.
package struct AWSTag: RequestShape, ResponseShape {
    package let key: String
    package let value: String

    package init(key: String, value: String) {
        self.key = key
        self.value = value
    }

    package init(from members: inout RequestMembers) throws(AWSError) {
        key = try members.requiredString("TagKey", .tagKey)
        value = try members.requiredString("TagValue", .tagValue)
    }

    package func write(to object: inout JSONObjectWriter) {
        object.member("TagKey", key)
        object.member("TagValue", value)
    }
}
