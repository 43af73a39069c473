/// What a dry run may leave out, in the service model.
package enum AWSDryRunModifier: String, CaseIterable, Sendable {
    case ignoreCiphertext = "IGNORE_CIPHERTEXT"
}
