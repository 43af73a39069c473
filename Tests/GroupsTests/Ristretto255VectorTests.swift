import Groups
import TestSupport
import Testing

@Suite("ristretto255 is that of RFC 9496")
struct Ristretto255VectorTests {
    struct Vectors: Decodable {
        struct Map: Decodable {
            let uniform_bytes: String
            let element: String
        }
        let small_multiples_of_generator: [String]
        let invalid_encodings: [String]
        let one_way_map: [Map]
    }

    private static let path = "ristretto255-rfc9496/ristretto255.json"

    @Test("the multiples 0 to 15 of the generator are the RFC's", .needsSharedVectors)
    func multiples() throws {
        let vectors = try SharedVectors.load(Self.path, as: Vectors.self)
        #expect(vectors.small_multiples_of_generator.count == 16)
        for (factor, expected) in vectors.small_multiples_of_generator.enumerated() {
            let scalar = Scalar<Field25519>(UInt64(factor))
            #expect(Element<Ristretto255>(generatorTimes: scalar).bytes.hex == expected)
            #expect((Element<Ristretto255>.generator * scalar).bytes.hex == expected)
            #expect(try Element<Ristretto255>(canonicalOrIdentity: Array(hex: expected)).bytes.hex == expected)
        }
    }

    @Test("trap 18: every encoding that the RFC calls invalid is refused", .needsSharedVectors)
    func invalidEncodings() throws {
        let vectors = try SharedVectors.load(Self.path, as: Vectors.self)
        #expect(vectors.invalid_encodings.count == 30)
        for encoding in vectors.invalid_encodings {
            let bytes = try [UInt8](hex: encoding)
            let error = #expect(throws: GroupError.self, "\(encoding)") {
                try Element<Ristretto255>(canonicalOrIdentity: bytes)
            }
            #expect(error?.code == .notInGroup)
        }
    }

    @Test("trap 22: the one-way map is the RFC's", .needsSharedVectors)
    func oneWayMap() throws {
        let vectors = try SharedVectors.load(Self.path, as: Vectors.self)
        #expect(vectors.one_way_map.count == 7)
        for vector in vectors.one_way_map {
            let element = try Element<Ristretto255>(mapping: Array(hex: vector.uniform_bytes))
            #expect(element.bytes.hex == vector.element)
        }
    }

    @Test("without the shared vectors: generator, its double and one point of the map")
    func typedVectors() throws {
        #expect(
            Element<Ristretto255>.generator.bytes.hex
                == "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76")
        #expect(
            (Element<Ristretto255>.generator + .generator).bytes.hex
                == "6a493210f7499cd17fecb510ae0cea23a110e8d5b901f8acadd3095c73a3b919")
        let uniform =
            "5d1be09e3d0c82fc538112490e35701979d99e06ca3e2b5b54bffe8b4dc772c1"
            + "4d98b696a1bbfb5ca32c436cc61c16563790306c79eaca7705668b47dffe5bb6"
        #expect(
            try Element<Ristretto255>(mapping: Array(hex: uniform)).bytes.hex
                == "3066f82a1a747d45120d1740f14358531a8f04bbffe6a819f86dfe50f44a0a46")
    }

    @Test("the map takes 64 bytes and no others", arguments: [0, 32, 63, 65, 128])
    func mapLength(count: Int) {
        let error = #expect(throws: GroupError.self) {
            try Element<Ristretto255>(mapping: [UInt8](repeating: 7, count: count))
        }
        #expect(error?.code == .wrongLength)
    }
}
