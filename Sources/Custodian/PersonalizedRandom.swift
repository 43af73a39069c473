import Crypto
import Secrets

/// A source whose output also depends on a personal string: two machines that share a generator's state by accident, but
/// not their boot id, still draw different nonces.
struct PersonalizedRandom: RandomSource {
    private let base: any RandomSource
    private let personalization: [UInt8]

    init(_ base: any RandomSource, personalization: [UInt8]) {
        self.base = base
        self.personalization = personalization
    }

    func fill(_ bytes: UnsafeMutableRawBufferPointer) {
        let seed = SecretBytes.random(count: 64, from: base)
        let key = unsafe seed.withUnsafeBytes { unsafe SymmetricKey(data: $0) }
        let output = HKDF<SHA512>.deriveKey(
            inputKeyMaterial: key, salt: personalization, info: Array("quorate nonce randomness v1".utf8),
            outputByteCount: bytes.count)
        unsafe output.withUnsafeBytes { unsafe bytes.copyMemory(from: $0) }
    }
}
