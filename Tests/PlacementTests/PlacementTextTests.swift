import ByteCoding
import Placement
import SecretSharing
import Secrets
import TestSupport
import Testing

@Suite("A placement policy as text and as bytes")
struct PlacementTextTests {
    @Test(
        "every spelling of a policy has one canonical text",
        arguments: [
            ("k=3 n=5", "k=3 n=5 spread=relaxed"),
            ("  n=5   k=3 ", "k=3 n=5 spread=relaxed"),
            ("k=3 n=5 trust=0 reconstruction=custodian", "k=3 n=5 spread=relaxed"),
            ("k=3 n=5 spread=region-loss:operator:region:vendor", "k=3 n=5 spread=required"),
            ("k=3 n=5 spread=relaxed:region-loss:operator:region:vendor", "k=3 n=5 spread=relaxed"),
            ("k=3 n=5 spread=vendor:region", "k=3 n=5 spread=required:region:vendor"),
            ("k=2 n=2 spread=none", "k=2 n=2 spread=none"),
            (
                "use=eu-west-1 trust=2 jurisdictions=eu:ch regions=eu-west-1:eu-central-1 n=5 k=3 use-jurisdictions=eu "
                    + "reconstruction=gateway spread=required",
                "k=3 n=5 regions=eu-central-1:eu-west-1 jurisdictions=ch:eu trust=2 spread=required use=eu-west-1 "
                    + "use-jurisdictions=eu reconstruction=gateway"
            ),
        ])
    func canonical(text: String, canonical: String) throws {
        let policy = try PlacementPolicy(text: text)
        #expect(policy.text == canonical)
        #expect(try PlacementPolicy(text: canonical) == policy)
    }

    @Test("what a text says is what the policy has")
    func fields() throws {
        let policy = try PlacementPolicy(
            text: "k=3 n=5 regions=b:a jurisdictions=eu trust=255 spread=relaxed:vendor use=x use-jurisdictions=y "
                + "reconstruction=gateway")
        #expect(policy.threshold == (try Threshold(quorum: 3, of: 5)))
        #expect(policy.regions == ["a", "b"])
        #expect(policy.jurisdictions == ["eu"])
        #expect(policy.leastTrust == 255)
        #expect(policy.spread == PlacementSpread(.relaxed, [.vendor]))
        #expect(policy.useRegions == ["x"])
        #expect(policy.useJurisdictions == ["y"])
        #expect(policy.reconstruction == .gateway)
    }

    @Test("spread that a text does not name is the caller's default")
    func unnamedSpread() throws {
        #expect(try PlacementPolicy(text: "k=3 n=5").spread == .relaxed)
        #expect(try PlacementPolicy(text: "k=3 n=5", spreadUnlessNamed: .required).spread == .required)
        #expect(try PlacementPolicy(text: "k=3 n=5 spread=none", spreadUnlessNamed: .required).spread == .none)
    }

    @Test(
        "bad text is refused, and the refusal names what is wrong",
        arguments: [
            ("", "lacks k or n"), ("k=3", "lacks k or n"), ("n=5", "lacks k or n"), ("k=6 n=5", "quorum of 6 of 5"),
            ("k=1 n=5", "quorum of 1 of 5"), ("k=3 n=21", "quorum of 3 of 21"), ("k=03 n=5", "k=03"),
            ("k=+3 n=5", "k=+3"), ("k=-3 n=5", "k=-3"), ("k=3 n=256", "n=256"), ("k=3 k=3 n=5", "the field k twice"),
            ("k=3 n=5 colour=red", "unknown field \"colour\""), ("k=3 n=5 regions", "\"regions\""),
            ("k=3 n=5 regions=", "\"regions=\""), ("k=3 n=5 =a", "\"=a\""), ("k=3 n=5 regions=a=b", "\"regions=a=b\""),
            ("k=3 n=5 regions=a::b", "\"\" cannot name"), ("k=3 n=5 regions=a:a", "names a twice"),
            ("k=3 n=5 trust=256", "trust=256"), ("k=3 n=5 spread=some", "\"some\" in spread"),
            ("k=3 n=5 spread=none:region", "\"none\" in spread"),
            ("k=3 n=5 spread=region:region", "region twice in spread"),
            ("k=3 n=5 reconstruction=moon", "reconstruction=moon"), ("k=3\tn=5", "byte 9 at position 4"),
            ("k=3 n=5 regions=\u{e9}", "byte 195 at position 17"), ("K=3 n=5", "unknown field \"K\""),
            ("k=3 n=5 regions=" + String(repeating: "a", count: 65), "cannot name"),
            ("k=3 n=5 regions=" + String(repeating: "a", count: 300), "has 316 bytes"),
        ])
    func refusals(text: String, part: String) throws {
        let error = try #require(throws: PlacementError(.badPolicy, "")) { try PlacementPolicy(text: text) }
        #expect(error.message.contains(part), "\(error.message)")
    }

    @Test("a policy whose text a tag cannot hold cannot be made")
    func longPolicies() throws {
        let threshold = try Threshold(quorum: 3, of: 5)
        let names = (10..<40).map { "region-\($0)" }
        #expect(throws: PlacementError(.badPolicy, "")) { try PlacementPolicy(threshold, regions: names) }
        // The longest input is shorter than its canonical text, which always names the spread.
        let text = "k=3 n=5 regions=" + (10..<58).map { "a-\($0)" }.joined(separator: ":")
        #expect(text.utf8.count <= 256)
        #expect(throws: PlacementError(.badPolicy, "")) { try PlacementPolicy(text: text) }
    }

    @Test(
        "random policies survive their text and their bytes, in characters that a tag allows", arguments: Seed.first(64)
    )
    func roundTrips(seed: Seed) throws {
        let random = seed.random
        for strictness in [PlacementSpread.Strictness.required, .relaxed] {
            let policy = try RandomFleet.policy(upTo: 20, strictness, random)
            #expect(try PlacementPolicy(text: policy.text) == policy)
            #expect(try PlacementPolicy(decoding: policy.encoded) == policy)
            #expect(policy.text.utf8.count <= 256)
            let allowed = Array("abcdefghijklmnopqrstuvwxyz0123456789 _.:/=+-@".utf8)
            #expect(policy.text.utf8.allSatisfy { allowed.contains($0) })
        }
    }

    @Test("the bytes are magic, version and the canonical text")
    func golden() throws {
        let policy = try PlacementPolicy(text: "k=3 n=5 trust=2")
        let text = Array("k=3 n=5 trust=2 spread=relaxed".utf8)
        #expect(policy.encoded == Array("QPLC".utf8) + [1, 0, 0, 0, UInt8(text.count)] + text)
    }

    @Test("bytes that are foreign, of a later version, truncated, too long or not canonical are refused")
    func badBytes() throws {
        let bytes = try PlacementPolicy(text: "k=3 n=5").encoded
        var later = bytes
        later[4] = 2
        #expect(throws: ByteCodingError(.unknownFormat, "")) { try PlacementPolicy(decoding: later) }
        #expect(throws: ByteCodingError(.unknownFormat, "")) { try PlacementPolicy(decoding: [0] + bytes.dropFirst()) }
        #expect(throws: ByteCodingError(.trailingBytes, "")) { try PlacementPolicy(decoding: bytes + [0]) }
        for count in 0..<bytes.count {
            #expect(throws: ByteCodingError.self) { try PlacementPolicy(decoding: Array(bytes.prefix(count))) }
        }
        var writer = ByteWriter()
        writer.write(fixed: bytes.prefix(5))
        writer.write("n=5 k=3 spread=relaxed")
        #expect(throws: ByteCodingError(.badValue, "")) { try PlacementPolicy(decoding: writer.bytes) }
    }

    @Test("trap 29: random bytes and texts never trap", arguments: Seed.first(64))
    func randomBytes(seed: Seed) throws {
        let random = seed.random
        let pieces = [
            "k=3", "n=5", "k", "=", ":", " ", "spread=", "relaxed", "none", "region", "trust=2", "use=", "\u{0}", "é",
            "999999999999999999999", "-1", "regions=a:b", "reconstruction=gateway",
        ]
        for _ in 0..<50 {
            let text = (0..<random.number(in: 0..<12)).map { _ in pieces[random.number(in: 0..<pieces.count)] }
                .joined(separator: random.number(in: 0..<2) == 0 ? "" : " ")
            if let policy = try? PlacementPolicy(text: text) {
                #expect(try PlacementPolicy(text: policy.text) == policy)
            }
            var bytes = try RandomFleet.policy(upTo: 20, .required, random).encoded
            bytes[random.number(in: 0..<bytes.count)] = UInt8(random.number(in: 0..<256))
            if let decoded = try? PlacementPolicy(decoding: bytes) { #expect(decoded.encoded == bytes) }
            _ = try? PlacementPolicy(decoding: random.bytes(random.number(in: 0..<300)))
        }
    }

    @Test("a client must be in an allowed region and in an allowed jurisdiction; an empty list allows any")
    func clients() throws {
        let open = try PlacementPolicy(text: "k=3 n=5")
        #expect(open.allows(region: "anywhere", jurisdiction: "any"))
        let policy = try PlacementPolicy(text: "k=3 n=5 use=a:b use-jurisdictions=eu")
        #expect(policy.allows(region: "a", jurisdiction: "eu"))
        #expect(policy.allows(region: "b", jurisdiction: "eu"))
        #expect(!policy.allows(region: "c", jurisdiction: "eu"))
        #expect(!policy.allows(region: "a", jurisdiction: "us"))
        #expect(!policy.allows(region: "", jurisdiction: ""))
    }
}
