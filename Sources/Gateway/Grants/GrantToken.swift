import ByteCoding
import KeyMap
import StrictJSON

/// What a client gets with a new grant, to use it at a gateway that has not heard of it yet. It is no secret: it names a
/// grant, which serves nobody but its grantee.
struct GrantToken: Equatable {
    private static let magic: [UInt8] = Array("QGT".utf8)
    private static let format: UInt8 = 1

    let grant: GrantID
    /// The revision of the key map that has the grant.
    let revision: UInt64

    init(grant: GrantID, revision: UInt64) {
        self.grant = grant
        self.revision = revision
    }

    /// Nil for what is no token of ours.
    init?(_ text: String) {
        guard let bytes = Base64.decode(text), let token = try? Self(bytes) else { return nil }
        self = token
    }

    private init?(_ bytes: [UInt8]) throws(ByteCodingError) {
        var reader = ByteReader(bytes)
        guard try reader.read(fixed: Self.magic.count) == Self.magic, try reader.read(UInt8.self) == Self.format,
            let grant = GrantID(Hexadecimal.encode(try reader.read(fixed: 32)))
        else { return nil }
        self.grant = grant
        revision = try reader.read(UInt64.self)
        try reader.finish()
    }

    var text: String {
        var writer = ByteWriter()
        writer.write(fixed: Self.magic)
        writer.write(Self.format)
        writer.write(fixed: Hexadecimal.decode(grant.description) ?? [])
        writer.write(revision)
        return Base64.encode(writer.bytes)
    }
}
