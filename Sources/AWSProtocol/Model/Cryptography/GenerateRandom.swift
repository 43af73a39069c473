package import StrictJSON

package struct GenerateRandomRequest: RequestShape {
    package let byteCount: Int
    package let customKeyStoreID: String?
    package let recipient: RecipientInfo?

    package init(from members: inout RequestMembers) throws(AWSError) {
        guard let count = try members.integer("NumberOfBytes", in: Lengths.random) else {
            throw AWSError(.validation, "NumberOfBytes is required.")
        }
        byteCount = count
        customKeyStoreID = try members.string("CustomKeyStoreId", .customKeyStoreID)
        recipient = try RecipientInfo(in: &members)
    }
}

package struct GenerateRandomResponse: ResponseShape {
    package let plaintext: [UInt8]

    package init(plaintext: [UInt8]) {
        self.plaintext = plaintext
    }

    package func write(to object: inout JSONObjectWriter) {
        object.member("Plaintext", base64: plaintext)
    }
}
