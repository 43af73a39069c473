/// What a multi-Region key is among its like, in the service model.
package enum AWSMultiRegionKeyType: String, CaseIterable, Sendable {
    case primary = "PRIMARY"
    case replica = "REPLICA"
}
