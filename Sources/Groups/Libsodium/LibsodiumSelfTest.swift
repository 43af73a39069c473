import CSodium

/// What every process checks of the installed libsodium before it touches a key.
package enum LibsodiumSelfTest {
    /// The base point plus the point of order two. Libsodium before the fix of CVE-2025-69277 took it for a point of the
    /// prime-order subgroup, because it looked at one coordinate only.
    package static let mixedOrderPoint: [UInt8] = [0x95] + [UInt8](repeating: 0x99, count: 31)

    /// - Throws: ``GroupError`` with `.notInGroup` where libsodium cannot be initialised, or accepts a point of mixed order.
    package static func run() throws(GroupError) {
        guard sodium_init() >= 0 else {
            throw GroupError(.notInGroup, "libsodium could not be initialised: reinstall libsodium23")
        }
        guard let point = Bytes32(mixedOrderPoint), !Edwards25519.isElement(point) else {
            throw GroupError(
                .notInGroup,
                "the installed libsodium accepts points outside the prime-order group (CVE-2025-69277): "
                    + "upgrade libsodium23 to 1.0.18-1+deb12u1 or later")
        }
        guard Edwards25519.variableTimeDecode(point) == nil else {
            throw GroupError(.notInGroup, "this build of quorate accepts points outside the prime-order group")
        }
    }
}
