package import ByteCoding
import Crypto
package import Groups

/// The only source of challenges and session hashes outside the algorithms of an RFC (those take a context string).
///
/// Every item has a name and goes in behind its length, so that two different sequences of items never hash alike.
package struct Transcript: Sendable {
    private var writer = ByteWriter()

    /// - Parameter label: names the use, with a version: "quorate dkg proof v1".
    package init(_ label: String) {
        writer.write("quorate transcript v1")
        writer.write(label)
    }

    package mutating func append(_ name: String, _ value: some Collection<UInt8>) {
        writer.write(name)
        writer.write(prefixed: value)
    }

    package mutating func append(_ name: String, _ value: String) {
        append(name, Array(value.utf8))
    }

    package mutating func append(_ name: String, _ value: some ByteCodable) {
        append(name, value.encoded)
    }

    package mutating func append(_ name: String, number: UInt64) {
        var field = ByteWriter()
        field.write(number)
        append(name, field.bytes)
    }

    package mutating func append(_ name: String, list: [[UInt8]]) {
        var field = ByteWriter()
        field.write(UInt32(list.count))
        for item in list { field.write(prefixed: item) }
        append(name, field.bytes)
    }

    /// SHA-256, 32 bytes: what is signed or compared.
    package var digest: [UInt8] { Array(SHA256.hash(data: writer.bytes)) }

    /// A challenge: SHA-512 reduced modulo the group's order.
    package func challenge<Field: ScalarField>(in field: Field.Type = Field.self) -> Scalar<Field> {
        HashToScalar.reduce(Array(SHA512.hash(data: writer.bytes)))
    }
}

/// Wide reduction of hashes that are 64 bytes by construction.
enum HashToScalar {
    static func reduce<Field: ScalarField>(_ wide: [UInt8]) -> Scalar<Field> {
        do {
            return try Scalar(reducing: wide)
        } catch {
            preconditionFailure("a SHA-512 digest has 64 bytes")
        }
    }
}
