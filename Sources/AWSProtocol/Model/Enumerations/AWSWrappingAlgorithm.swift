/// How key material is encrypted on its way in; `AlgorithmSpec` in the service model.
package enum AWSWrappingAlgorithm: String, CaseIterable, Sendable {
    /// AWS gave it up in October 2023.
    case rsaPKCS1 = "RSAES_PKCS1_V1_5"
    case rsaOAEPSHA1 = "RSAES_OAEP_SHA_1"
    case rsaOAEPSHA256 = "RSAES_OAEP_SHA_256"
    /// An AES-256 key under RSAES-OAEP, then the material under that key (RFC 5649).
    case rsaAESKeyWrapSHA1 = "RSA_AES_KEY_WRAP_SHA_1"
    /// As ``rsaAESKeyWrapSHA1``, with SHA-256 in RSAES-OAEP.
    case rsaAESKeyWrapSHA256 = "RSA_AES_KEY_WRAP_SHA_256"
    case sm2PKE = "SM2PKE"
}
