package import ByteCoding
import KeyMap

/// A checkpoint under the identity key of its node.
package struct SignedCheckpoint: Hashable, Sendable {
    package let checkpoint: AuditCheckpoint
    /// Ed25519, 64 bytes.
    package let signature: [UInt8]

    /// - Throws: what the signer throws.
    package init(_ checkpoint: AuditCheckpoint, by signer: any CheckpointSigner) throws {
        self.checkpoint = checkpoint
        signature = try signer.sign(Self.statement(checkpoint))
    }

    package var head: AuditHead { checkpoint.head }

    /// - Parameter key: the node's Ed25519 identity key, 32 bytes.
    package func isSigned(by key: [UInt8]) -> Bool {
        IdentitySignature.isValid(signature, over: Self.statement(checkpoint), by: key)
    }

    private static func statement(_ checkpoint: AuditCheckpoint) -> [UInt8] {
        var writer = ByteWriter(reserving: 512)
        writer.write("quorate audit checkpoint v1")
        writer.write(prefixed: checkpoint.encoded)
        return writer.bytes
    }

    /// The checkpoint's line in a file, newline included: its encoding in hexadecimal digits.
    package var line: [UInt8] {
        var line: [UInt8] = []
        Hexadecimal.append(encoded, to: &line)
        line.append(UInt8(ascii: "\n"))
        return line
    }

    /// More than any line has.
    package static let longestLine = 4_096

    /// Reads a line without its newline; nil where it is none, or another rendering of one.
    package init?(line: some Collection<UInt8>) {
        guard line.count < Self.longestLine, let text = String(validating: line, as: UTF8.self),
            let bytes = Hexadecimal.decode(text), let value = try? SignedCheckpoint(decoding: bytes),
            value.line.dropLast().elementsEqual(line)
        else { return nil }
        self = value
    }
}

extension SignedCheckpoint: ByteCodable {
    private static let magic = Array("QSCP".utf8)

    package func encode(into writer: inout ByteWriter) {
        writer.write(fixed: Self.magic)
        writer.write(UInt8(1))
        writer.write(prefixed: checkpoint.encoded)
        writer.write(fixed: signature)
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        guard try reader.read(fixed: 4) == Self.magic, try reader.read(UInt8.self) == 1 else {
            throw ByteCodingError(.unknownFormat, "this is not a signed checkpoint that this build can read")
        }
        checkpoint = try AuditCheckpoint(decoding: try reader.readPrefixed(limit: 1_024))
        signature = try reader.read(fixed: 64)
    }
}
