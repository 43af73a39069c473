/// Whether imported key material was the key's before, in the service model.
package enum AWSImportType: String, CaseIterable, Sendable {
    case newKeyMaterial = "NEW_KEY_MATERIAL"
    case existingKeyMaterial = "EXISTING_KEY_MATERIAL"
}
