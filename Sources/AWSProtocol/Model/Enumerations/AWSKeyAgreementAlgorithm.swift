/// The key agreement algorithms of the service model.
package enum AWSKeyAgreementAlgorithm: String, CaseIterable, Sendable {
    case ecdh = "ECDH"
}
