/// The input of CreateAlias and UpdateAlias.
package struct AliasTargetRequest: RequestShape {
    package let aliasName: String
    package let targetKeyID: String

    package init(from members: inout RequestMembers) throws(AWSError) {
        aliasName = try members.requiredString("AliasName", .aliasName)
        targetKeyID = try members.requiredString("TargetKeyId", .keyID)
    }
}

package struct DeleteAliasRequest: RequestShape {
    package let aliasName: String

    package init(from members: inout RequestMembers) throws(AWSError) {
        aliasName = try members.requiredString("AliasName", .aliasName)
    }
}
