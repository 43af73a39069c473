/// Whether imported key material expires, in the service model.
package enum AWSExpirationModel: String, CaseIterable, Sendable {
    case expires = "KEY_MATERIAL_EXPIRES"
    case doesNotExpire = "KEY_MATERIAL_DOES_NOT_EXPIRE"
}
