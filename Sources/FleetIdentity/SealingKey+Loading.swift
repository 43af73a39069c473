import ByteCoding
import Secrets

extension SealingKey {
    /// The environment variable with the key as 64 hexadecimal digits.
    package static let environmentVariable = "QUORATE_SEALING_KEY"

    /// The key that a node is told to use: that of the environment where there is one, else that of the file.
    ///
    /// - Throws: ``FleetError`` with `.badSealingKey`.
    package static func load(file: String?, environment: [String: String]) throws(FleetError) -> SealingKey {
        if let digits = environment[environmentVariable] {
            guard digits.utf8.count == 2 * byteCount, var bytes = Hexadecimal.decode(digits) else {
                throw FleetError(
                    .badSealingKey,
                    "\(environmentVariable) must be \(2 * byteCount) hexadecimal digits (openssl rand -hex 32)")
            }
            defer { bytes.wipe() }
            return try SealingKey(SecretBytes(copying: bytes))
        }
        guard let file else {
            throw FleetError(
                .badSealingKey, "no sealing key: name a file of mode 0600 that holds it, or set \(environmentVariable)")
        }
        return try SealingKey(file: file)
    }

    /// The key in a file: 32 bytes, or 64 hexadecimal digits and perhaps a newline.
    ///
    /// - Throws: ``FleetError`` with `.badSealingKey` where others than its owner may touch the file, or its content is
    ///   no key, or `.file` where it cannot be read.
    package convenience init(file: String) throws(FleetError) {
        let content = try PrivateFile.readSecret(file, limit: 2 * Self.byteCount + 2)
        try self.init(content.count == Self.byteCount ? content : Self.decoded(content, from: file))
    }

    /// The bytes behind hexadecimal digits, read without a copy of them in a string, which nothing would wipe.
    private static func decoded(_ digits: consuming SecretBytes, from file: String) throws(FleetError) -> SecretBytes {
        var nibbles = digits.revealed()
        defer { nibbles.wipe() }
        while nibbles.last == UInt8(ascii: "\n") || nibbles.last == UInt8(ascii: "\r") { nibbles.removeLast() }
        for position in nibbles.indices {
            let nibble = Character(Unicode.Scalar(nibbles[position])).hexDigitValue
            nibbles[position] = nibble.map { UInt8($0) } ?? 0xFF
        }
        guard nibbles.count == 2 * byteCount, nibbles.allSatisfy({ $0 < 16 }) else {
            throw FleetError(
                .badSealingKey,
                "\(file) holds no sealing key: it must be \(byteCount) bytes or \(2 * byteCount) hexadecimal digits")
        }
        return unsafe SecretBytes(count: byteCount) { bytes in
            for position in 0..<byteCount {
                unsafe bytes[position] = nibbles[2 * position] << 4 | nibbles[2 * position + 1]
            }
        }
    }

    /// Makes a key and keeps it in a new file of mode 0600.
    ///
    /// - Throws: ``FleetError`` with `.file` where the file exists or cannot be written.
    package static func create(file: String) throws(FleetError) -> SealingKey {
        let key = try SealingKey(SecretBytes.random(count: byteCount))
        try key.withSecret { (secret: borrowing SecretBytes) throws(FleetError) in
            var bytes = secret.revealed()
            defer { bytes.wipe() }
            try PrivateFile.write(bytes, to: file, replacing: false)
        }
        return key
    }
}
