/// CRC-64/XZ (ECMA-182, reflected), which finds every burst of damage up to 64 bits and others but for one in 2⁶⁴. It
/// guards against damage, not against malice.
package enum Checksum {
    private static let table: [UInt64] = (0..<256).map { byte in
        (0..<8).reduce(UInt64(byte)) { value, _ in
            value & 1 == 1 ? (value >> 1) ^ 0xC96C_5795_D787_0F42 : value >> 1
        }
    }

    /// The checksum of some bytes.
    package static func crc64(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        var value = UInt64.max
        for byte in bytes { value = table[Int(UInt8(truncatingIfNeeded: value) ^ byte)] ^ (value >> 8) }
        return ~value
    }
}
