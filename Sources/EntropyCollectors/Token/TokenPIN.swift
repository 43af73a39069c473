import Entropy
import Glibc
import Secrets

/// A token's PIN.
enum TokenPIN {
    /// Bytes; longer ones are none.
    private static let limit = 256

    /// What a file holds, without the end of its line.
    ///
    /// - Throws: ``SourceFailure`` with `.failed`.
    static func read(_ path: String) throws(SourceFailure) -> SecretBytes {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            throw SourceFailure(
                .failed, "pkcs11: the file of the PIN, \(path), cannot be read: \(SystemMessage.of(errno))")
        }
        defer { _ = close(file) }
        var bytes = [UInt8](repeating: 0, count: limit + 1)
        defer { bytes.wipe() }
        let count = unsafe Glibc.read(file, &bytes, bytes.count)
        guard (1...limit).contains(count) else {
            throw SourceFailure(.failed, "pkcs11: \(path) holds no PIN: 1 to \(limit) bytes and nothing else")
        }
        let length = bytes[count - 1] == UInt8(ascii: "\n") ? count - 1 : count
        return SecretBytes(copying: bytes[..<length])
    }
}
