/// The kinds of data key pair of the service model, in its order.
package enum AWSDataKeyPairSpec: String, CaseIterable, Sendable {
    case rsa2048 = "RSA_2048"
    case rsa3072 = "RSA_3072"
    case rsa4096 = "RSA_4096"
    case p256 = "ECC_NIST_P256"
    case p384 = "ECC_NIST_P384"
    case p521 = "ECC_NIST_P521"
    case secp256k1 = "ECC_SECG_P256K1"
    case sm2 = "SM2"
    case ed25519 = "ECC_NIST_EDWARDS25519"
}
