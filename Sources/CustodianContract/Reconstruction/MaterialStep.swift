package import ByteCoding
package import KeyMap

/// What the hub asks of a committee whose members have prepared the shares of a new version's secret, and whose key needs
/// material beside it.
package struct MaterialStep: Hashable, Sendable {
    package enum Action: Hashable, Sendable {
        /// Make the material, seal it to the secret, and sign what came of it.
        case make
        /// Sign what the maker has made and signed.
        case certify(WrappedMaterial)
    }

    package let share: ShareName
    package let spec: KeySpec
    /// The public half of the version's secret, a compressed point of P-256.
    package let secret: [UInt8]
    package let action: Action

    package init(share: ShareName, spec: KeySpec, secret: [UInt8], action: Action) {
        self.share = share
        self.spec = spec
        self.secret = secret
        self.action = action
    }
}

extension MaterialStep: ByteCodable {
    package func encode(into writer: inout ByteWriter) {
        writer.write("quorate material step v1")
        share.encode(into: &writer)
        writer.write(spec.rawValue)
        writer.write(prefixed: secret)
        switch action {
        case .make: writer.write(UInt8(1))
        case .certify(let material):
            writer.write(UInt8(2))
            material.encode(into: &writer)
        }
    }

    package init(from reader: inout ByteReader) throws(ByteCodingError) {
        guard try reader.readString(limit: 64) == "quorate material step v1" else {
            throw ByteCodingError(.unknownFormat, "this is no material step of a format that this release reads")
        }
        share = try ShareName(from: &reader)
        guard let spec = KeySpec(rawValue: try reader.readName(limit: 64)) else {
            throw ByteCodingError(.badValue, "material is asked for a key spec that this release does not know")
        }
        self.spec = spec
        secret = try reader.readPrefixed(limit: 64)
        switch try reader.read(UInt8.self) {
        case 1: action = .make
        case 2: action = .certify(try WrappedMaterial(from: &reader))
        case let other: throw ByteCodingError(.badValue, "\(other) is no material step")
        }
    }
}
