/// TPM2_GetRandom as bytes (TPM 2.0 Library, part 3, 16.1), marshalled as part 2 says: big-endian, a header of tag, size and
/// code before everything.
package enum TPMCommand {
    /// What a response is.
    package enum Response: Equatable {
        case random([UInt8])
        /// The TPM asks for the same command again.
        case again
        case refused(UInt32)
        case malformed
    }

    /// Bytes of a header.
    static let headerCount = 10
    /// The greatest response that is read: a header and the greatest digest with its size.
    static let responseLimit = headerCount + 2 + 64

    /// TPM_ST_NO_SESSIONS.
    private static let tag: UInt16 = 0x8001
    /// TPM_CC_GetRandom.
    private static let code: UInt32 = 0x17B
    /// TPM_RC_YIELDED, TPM_RC_TESTING and TPM_RC_RETRY: warnings after which a command may be sent again.
    private static let retries: Set<UInt32> = [0x908, 0x90A, 0x922]

    /// The command that asks for `count` bytes; the TPM may give fewer.
    package static func getRandom(_ count: UInt16) -> [UInt8] {
        bytes(tag) + bytes(UInt32(headerCount + 2)) + bytes(code) + bytes(count)
    }

    /// How long a response is by its header.
    static func size(of header: [UInt8]) -> Int? {
        guard header.count >= headerCount else { return nil }
        return Int(number(header[2..<6]))
    }

    /// - Parameter asked: more bytes than that are no answer.
    package static func response(_ bytes: [UInt8], asked: Int) -> Response {
        guard bytes.count >= headerCount, size(of: bytes) == bytes.count, number(bytes[0..<2]) == UInt32(tag) else {
            return .malformed
        }
        let status = number(bytes[6..<10])
        if retries.contains(status) { return .again }
        guard status == 0 else { return .refused(status) }
        guard bytes.count >= headerCount + 2 else { return .malformed }
        let count = Int(number(bytes[10..<12]))
        guard count > 0, count <= asked, bytes.count == headerCount + 2 + count else { return .malformed }
        return .random(Array(bytes[12...]))
    }

    private static func bytes<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        stride(from: Number.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt32 { bytes.reduce(0) { $0 << 8 | UInt32($1) } }
}
