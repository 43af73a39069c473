extension Element {
    /// Decodes elements from the form in which nodes hand on those that live for one use, such as nonce commitments: it may
    /// be longer than the encoding, for a check that costs far less. Groups without such a form take encodings.
    ///
    /// Several forms may stand for one element. They are not the encoding that is hashed or shown.
    ///
    /// - Throws: ``GroupError`` with `.wrongLength`, `.notInGroup` or `.identity` where one of them is no element.
    @_specialize(where Group == Edwards25519)
    package static func decode(transferForms: [[UInt8]]) throws(GroupError) -> [Element] {
        for form in transferForms where form.count != Group.transferCount {
            throw GroupError(
                .wrongLength,
                "the transfer form of an element of \(Group.name) has \(form.count) bytes, not \(Group.transferCount)")
        }
        guard let elements = Group.variableTimeDecode(transferForms: transferForms) else {
            throw .notInGroup(Group.self)
        }
        // A closure, since key paths of generic types are made anew at each use.
        guard !elements.contains(where: { $0.isIdentity }) else {
            throw .identity(Group.self)
        }
        return elements
    }
}
