/// What the `Message` of Sign and Verify is, in the service model.
package enum AWSMessageType: String, CaseIterable, Sendable {
    case raw = "RAW"
    case digest = "DIGEST"
    case externalMu = "EXTERNAL_MU"
}
