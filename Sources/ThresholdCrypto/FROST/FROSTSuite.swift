package import Groups

/// A FROST ciphersuite: the group, and the hashes of RFC 9591 section 6.
package protocol FROSTSuite: Sendable {
    associatedtype Group: PrimeOrderGroup
    static var contextString: String { get }
    /// H1, to a scalar: binding factors.
    static func h1(_ message: [UInt8]) -> Scalar<Group.Field>
    /// H2, to a scalar: the signature's challenge.
    static func h2(commitment: [UInt8], publicKey: [UInt8], message: [UInt8]) -> Scalar<Group.Field>
    /// H3, to a secret scalar: nonces. `input` holds the share and is wiped by its owner.
    static func h3(_ input: [UInt8]) -> SecretScalar<Group.Field>
    /// H4, to bytes: the message.
    static func h4(_ message: [UInt8]) -> [UInt8]
    /// H5, to bytes: the list of commitments.
    static func h5(_ message: [UInt8]) -> [UInt8]
}
