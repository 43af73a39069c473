import AWSProtocol
import KeyMap

extension MultiRegionConfiguration {
    /// - Parameter key: as it is in the region that it is described in.
    init(_ key: KeyRecord) {
        self.init(
            type: key.isPrimary ? .primary : .replica, primary: Key(key, in: key.primaryRegion),
            replicas: key.replicaRegions.map { Key(key, in: $0) })
    }
}

extension MultiRegionConfiguration.Key {
    fileprivate init(_ key: KeyRecord, in region: String) {
        self.init(arn: key.arn(in: region), region: region)
    }
}

extension KeyRecord {
    /// Whether an ARN is this key's, or a related multi-Region key's.
    func isNamed(by arn: String) -> Bool {
        if self.arn.utf8.elementsEqual(arn.utf8) { return true }
        guard isMultiRegion, let other = arn.split(separator: ":").dropFirst(3).first else { return false }
        return self.arn(in: String(other)).utf8.elementsEqual(arn.utf8)
    }
}
