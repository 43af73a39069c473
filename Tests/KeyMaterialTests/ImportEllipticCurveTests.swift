import Crypto
import KeyMap
import KeyMaterial
import TestSupport
import Testing

/// Encodings of elliptic curve keys (RFC 5208; RFC 5915) that are put together by hand.
@Suite("Imported elliptic curve keys by their parts")
struct ImportEllipticCurveTests {
    private static let order = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"
    private static let p256: [UInt8] = [0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07]
    private static let p384: [UInt8] = [0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x22]
    private static let elliptic: [UInt8] = [0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01]

    /// A PKCS#8 encoding with the given parts.
    private func encoding(
        scalar: [UInt8], version: [UInt8] = [0], innerVersion: [UInt8] = [1], algorithm: [UInt8] = elliptic + p256,
        parameters: [UInt8]? = nil, point: [UInt8]? = nil, trailing: [UInt8] = []
    ) -> [UInt8] {
        let key = der(
            0x30, der(0x02, innerVersion), der(0x04, scalar), parameters.map { der(0xa0, $0) } ?? [],
            point.map { der(0xa1, der(0x03, [0] + $0)) } ?? [])
        return der(0x30, der(0x02, version), der(0x30, algorithm), der(0x04, key), trailing)
    }

    private func isTaken(_ encoding: [UInt8]) throws -> Bool {
        do {
            _ = try SampleMaterial(importing: encoding, .p256)
            return true
        } catch let error as KeyMaterialError {
            #expect(error.code == .badMaterial)
            return false
        }
    }

    @Test("a scalar is from 1 to below the order, in its fixed length")
    func scalars() throws {
        let order = try [UInt8](hex: Self.order)
        let last = order.last ?? 0
        let zeros = [UInt8](repeating: 0, count: 31)
        #expect(try isTaken(encoding(scalar: zeros + [1])))
        #expect(try isTaken(encoding(scalar: order.dropLast() + [last - 1])))
        #expect(try !isTaken(encoding(scalar: zeros + [0])))
        #expect(try !isTaken(encoding(scalar: order)))
        #expect(try !isTaken(encoding(scalar: order.dropLast() + [last + 1])))
        #expect(try !isTaken(encoding(scalar: [UInt8](repeating: 0xff, count: 32))))
        #expect(try !isTaken(encoding(scalar: [1])))
        #expect(try !isTaken(encoding(scalar: [0] + zeros + [1])))
        #expect(try !isTaken(encoding(scalar: [])))
        for scalar in [zeros + [0], order] {
            expect(.badMaterial) { _ = try SampleMaterial(decoding: scalar, .p256) }
        }
    }

    @Test("the public key may be there, and is the private key's or the key is refused")
    func publicKeys() throws {
        let key = P256.Signing.PrivateKey()
        let (scalar, point) = (Array(key.rawRepresentation), Array(key.publicKey.x963Representation))
        #expect(try isTaken(encoding(scalar: scalar)))
        #expect(try isTaken(encoding(scalar: scalar, point: point)))
        #expect(try !isTaken(encoding(scalar: scalar, point: point.flipping(bit: 100))))
        #expect(try !isTaken(encoding(scalar: scalar, point: [0])))
        #expect(try !isTaken(encoding(scalar: scalar, point: [])))
        let other = Array(P256.Signing.PrivateKey().publicKey.x963Representation)
        #expect(try !isTaken(encoding(scalar: scalar, point: other)))
    }

    @Test("the curve is named outside, and inside the same or not at all")
    func curves() throws {
        let scalar = [UInt8](repeating: 1, count: 32)
        #expect(try isTaken(encoding(scalar: scalar, parameters: Self.p256)))
        #expect(try !isTaken(encoding(scalar: scalar, parameters: Self.p384)))
        #expect(try !isTaken(encoding(scalar: scalar, parameters: [])))
        #expect(try !isTaken(encoding(scalar: scalar, algorithm: Self.elliptic + Self.p384)))
        #expect(try !isTaken(encoding(scalar: scalar, algorithm: Self.elliptic)))
        #expect(try !isTaken(encoding(scalar: scalar, algorithm: Self.elliptic + Self.p256 + [5, 0])))
        // The curve by its parameters: a sequence in the place of the name.
        #expect(try !isTaken(encoding(scalar: scalar, algorithm: Self.elliptic + der(0x30, [2, 1, 1]))))
    }

    @Test("versions, attributes and the public key of RFC 5958 are passed over, anything else is not")
    func surroundings() throws {
        let scalar = [UInt8](repeating: 1, count: 32)
        #expect(try isTaken(encoding(scalar: scalar, trailing: der(0xa0))))
        #expect(try isTaken(encoding(scalar: scalar, version: [1], trailing: der(0xa0) + der(0x81, [0, 4]))))
        for version in [[], [2], [0, 0], [0xff]] as [[UInt8]] {
            #expect(try !isTaken(encoding(scalar: scalar, version: version)))
        }
        for version in [[], [0], [2], [0, 1]] as [[UInt8]] {
            #expect(try !isTaken(encoding(scalar: scalar, innerVersion: version)))
        }
        #expect(try !isTaken(encoding(scalar: scalar, trailing: [5, 0])))
        #expect(try !isTaken(encoding(scalar: scalar, trailing: der(0x81, [0, 4]) + der(0xa0))))
    }
}
