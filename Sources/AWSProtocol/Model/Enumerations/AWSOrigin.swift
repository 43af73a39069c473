/// Where a key's material comes from, in the service model.
package enum AWSOrigin: String, CaseIterable, Sendable {
    case awsKMS = "AWS_KMS"
    case external = "EXTERNAL"
    case awsCloudHSM = "AWS_CLOUDHSM"
    case externalKeyStore = "EXTERNAL_KEY_STORE"
}
