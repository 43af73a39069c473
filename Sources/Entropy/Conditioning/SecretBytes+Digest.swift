import Crypto
import Secrets

extension SecretBytes {
    /// The first bytes of a digest; the digest itself wipes nothing.
    init(_ digest: SHA512.Digest, count: Int = SHA512.byteCount) {
        unsafe self.init(count: count) { target in
            unsafe digest.withUnsafeBytes { source in
                unsafe target.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[..<count]))
            }
        }
    }
}
