/// The signing algorithms of the service model.
package enum AWSSigningAlgorithm: String, CaseIterable, Sendable {
    case rsaPSSSHA256 = "RSASSA_PSS_SHA_256"
    case rsaPSSSHA384 = "RSASSA_PSS_SHA_384"
    case rsaPSSSHA512 = "RSASSA_PSS_SHA_512"
    case rsaPKCS1SHA256 = "RSASSA_PKCS1_V1_5_SHA_256"
    case rsaPKCS1SHA384 = "RSASSA_PKCS1_V1_5_SHA_384"
    case rsaPKCS1SHA512 = "RSASSA_PKCS1_V1_5_SHA_512"
    case ecdsaSHA256 = "ECDSA_SHA_256"
    case ecdsaSHA384 = "ECDSA_SHA_384"
    case ecdsaSHA512 = "ECDSA_SHA_512"
    case sm2DSA = "SM2DSA"
    case mlDSASHAKE256 = "ML_DSA_SHAKE_256"
    case ed25519SHA512 = "ED25519_SHA_512"
    case ed25519PHSHA512 = "ED25519_PH_SHA_512"
}
