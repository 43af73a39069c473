import ByteCoding
import Foundation
import Secrets

/// A kind of sealed file: magic, format version, sealed content.
struct SealedFormat {
    let magic: String
    let version: UInt8
    let label: String
    let limit: Int

    func save(_ content: ByteWriter, to path: String, sealedBy key: SealingKey) throws(FleetError) {
        var plaintext = content.bytes
        defer { plaintext.wipe() }
        try PrivateFile.write(
            header + key.seal(plaintext, label: label, associatedData: header), to: path)
    }

    func load<Content>(
        _ path: String, sealedBy key: SealingKey, decode: (inout ByteReader) throws -> Content
    ) throws(FleetError) -> Content {
        let file = try PrivateFile.read(path, limit: limit)
        guard file.starts(with: magic.utf8), file.count > header.count else {
            throw FleetError(.badDocument, "\(path) is not a sealed \(label)")
        }
        guard file.starts(with: header) else {
            throw FleetError(
                .badDocument,
                "\(path) has format \(file[magic.utf8.count]); this build reads format \(version): use a newer one")
        }
        var plaintext: [UInt8]
        do {
            plaintext = try key.open(Array(file.dropFirst(header.count)), label: label, associatedData: header)
        } catch {
            throw FleetError(
                error.code,
                "\(path) does not open: its sealing key is another one than that given, or the file was changed")
        }
        defer { plaintext.wipe() }
        do {
            var reader = ByteReader(plaintext)
            let content = try decode(&reader)
            try reader.finish()
            return content
        } catch {
            throw FleetError(.badDocument, "\(path) opens but is no \(label): \(error)")
        }
    }

    private var header: [UInt8] { Array(magic.utf8) + [version] }
}

extension ByteWriter {
    /// Appends a private key. What the library hands out may share the key's own memory, and wipes itself: to wipe it here
    /// would destroy the key.
    mutating func write(secret: Data) {
        write(prefixed: secret)
    }
}

extension ByteReader {
    /// Reads a private key of 32 bytes, and wipes the copy once the library has its own.
    mutating func readSecret<Key>(_ make: ([UInt8]) throws -> Key) throws -> Key {
        var bytes = try readPrefixed(limit: 32)
        defer { bytes.wipe() }
        return try make(bytes)
    }
}
