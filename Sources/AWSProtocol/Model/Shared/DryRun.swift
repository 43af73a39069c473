/// What a client wants of a dry run of an operation on a ciphertext.
package struct DryRun: Sendable {
    package let isOn: Bool
    package let modifiers: [AWSDryRunModifier]

    /// Whether the ciphertext may be absent.
    package var ignoresCiphertext: Bool { isOn && modifiers.contains(.ignoreCiphertext) }

    init(from members: inout RequestMembers) throws(AWSError) {
        isOn = try members.bool("DryRun") ?? false
        modifiers = try members.choices("DryRunModifiers")
    }
}
