import Crypto

/// `expand_message_xmd` with SHA-512 (RFC 9380 section 5.3.1).
package enum ExpandMessage {
    private static let blockSize = 128
    private static let digestSize = 64

    /// `count` uniformly random-looking bytes, at most 255 digests, from a message and a domain separation tag of at most
    /// 255 bytes.
    package static func xmd(_ message: [UInt8], tag: [UInt8], count: Int) -> [UInt8] {
        let rounds = (count + digestSize - 1) / digestSize
        precondition(
            rounds <= 255 && tag.count <= 255, "domain separation tags and output lengths are constants of ours")
        let suffix = tag + [UInt8(tag.count)]
        let length = [UInt8(count >> 8), UInt8(count & 255)]
        let zero = Array(
            SHA512.hash(data: [UInt8](repeating: 0, count: blockSize) + message + length + [0] + suffix))
        var block = Array(SHA512.hash(data: zero + [1] + suffix))
        var output = block
        for round in 1..<max(rounds, 1) {
            let mixed = zip(zero, block).map { $0 ^ $1 }
            block = Array(SHA512.hash(data: mixed + [UInt8(round + 1)] + suffix))
            output += block
        }
        return Array(output.prefix(count))
    }
}
