package import StrictJSON

/// A multi-Region key and its like in other regions.
package struct MultiRegionConfiguration: ResponseShape {
    /// One of the keys that share an id and material.
    package struct Key: ResponseShape {
        package let arn: String
        package let region: String

        package init(arn: String, region: String) {
            self.arn = arn
            self.region = region
        }

        package func write(to object: inout JSONObjectWriter) {
            object.member("Arn", arn)
            object.member("Region", region)
        }
    }

    /// What the key that is described is.
    package let type: AWSMultiRegionKeyType
    package let primary: Key
    package let replicas: [Key]

    package init(type: AWSMultiRegionKeyType, primary: Key, replicas: [Key]) {
        self.type = type
        self.primary = primary
        self.replicas = replicas
    }

    package func write(to object: inout JSONObjectWriter) {
        object.member("MultiRegionKeyType", type.rawValue)
        object.member("PrimaryKey", object: primary.write)
        object.member("ReplicaKeys", objects: replicas) { key, object in key.write(to: &object) }
    }
}
