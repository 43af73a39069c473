/// The keys that key material is encrypted under on its way in, in the service model.
package enum AWSWrappingKeySpec: String, CaseIterable, Sendable {
    case rsa2048 = "RSA_2048"
    case rsa3072 = "RSA_3072"
    case rsa4096 = "RSA_4096"
    case sm2 = "SM2"
}
