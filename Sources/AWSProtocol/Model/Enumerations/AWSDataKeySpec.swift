/// The sizes of data keys that have a name in the service model.
package enum AWSDataKeySpec: String, CaseIterable, Sendable {
    case aes256 = "AES_256"
    case aes128 = "AES_128"

    /// The length of such a data key in bytes.
    package var byteCount: Int {
        switch self {
        case .aes256: 32
        case .aes128: 16
        }
    }
}
