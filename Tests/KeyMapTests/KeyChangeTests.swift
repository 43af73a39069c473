import KeyMap
import SecretSharing
import TestSupport
import Testing

@Suite("A key's states")
struct KeyChangeTests {
    private static let now = Timestamp(seconds: 1_800_000_000)
    private static let pending = KeyState.pendingDeletion(now)

    /// From, change, to; nil where it is refused.
    static let transitions: [(KeyState, KeyChange, KeyState?)] = [
        (.enabled, .disable, .disabled), (.enabled, .enable, .enabled), (.disabled, .enable, .enabled),
        (.disabled, .disable, .disabled), (.enabled, .cancelDeletion, nil), (.disabled, .cancelDeletion, nil),
        (.enabled, .scheduleDeletion(days: 7), .pendingDeletion(now.adding(days: 7))),
        (.disabled, .scheduleDeletion(days: 30), .pendingDeletion(now.adding(days: 30))),
        (pending, .cancelDeletion, .disabled), (pending, .enable, nil), (pending, .disable, nil),
        (pending, .scheduleDeletion(days: 7), nil), (pending, .describe("x"), nil), (pending, .tag([]), nil),
        (pending, .untag([]), nil), (pending, .policy("{}"), pending), (.disabled, .describe("x"), .disabled),
        (.disabled, .tag([]), .disabled), (.disabled, .untag([]), .disabled), (.disabled, .policy("{}"), .disabled),
    ]

    @Test(
        "every change is allowed in the states that AWS allows it in, and moves to the right one",
        arguments: transitions)
    func transition(from: KeyState, change: KeyChange, to: KeyState?) throws {
        let key = try SampleRecords.key(state: from)
        if let to {
            #expect(try key.applying(change, at: Self.now).state == to)
        } else {
            #expect(throws: KeyMapError(.invalidState, "")) { try key.applying(change, at: Self.now) }
        }
    }

    @Test(
        "no key is deleted sooner than in 7 days, whoever asks, and no number of days traps",
        arguments: [0, 1, 6, 31, 4_294_967_295])
    func deletionDays(_ days: Int) throws {
        for state in [KeyState.enabled, .disabled] {
            #expect(throws: KeyMapError(.invalidState, "")) {
                try SampleRecords.key(state: state).applying(.scheduleDeletion(days: days), at: Self.now)
            }
        }
    }

    @Test("a change alters what it says and nothing else")
    func fields() throws {
        let key = try SampleRecords.key()
        let described = try key.applying(.describe("new"), at: Self.now)
        #expect(described.keyDescription == "new")
        #expect(try described.applying(.describe(key.keyDescription), at: Self.now) == key)
        let ruled = try key.applying(.policy("{}"), at: Self.now)
        #expect(ruled.policy == "{}")
        #expect(try ruled.applying(.policy(key.policy), at: Self.now) == key)
    }

    @Test("tags are replaced by key, added at the end, and removed by key")
    func tags() throws {
        let key = try SampleRecords.key()
        let tagged = try key.applying(
            .tag([KeyRecord.Tag(key: "new", value: "1"), KeyRecord.Tag(key: "team", value: "red")]), at: Self.now)
        #expect(tagged.tags.map(\.key) == ["team", "empty", "new"])
        #expect(tagged.tags.map(\.value) == ["red", "", "1"])
        #expect(try tagged.applying(.untag(["team", "absent"]), at: Self.now).tags.map(\.key) == ["empty", "new"])
    }

    @Test("tag keys that Swift calls equal are two keys")
    func canonicalEquivalents() throws {
        let key = try SampleRecords.key(tags: [KeyRecord.Tag(key: "\u{e9}", value: "1")])
        let tagged = try key.applying(.tag([KeyRecord.Tag(key: "e\u{301}", value: "2")]), at: Self.now)
        #expect(tagged.tags.map(\.value) == ["1", "2"])
        #expect(try tagged.applying(.untag(["\u{e9}"]), at: Self.now).tags.map(\.value) == ["2"])
    }

    @Test("50 tags are allowed, 51 are not")
    func tagLimit() throws {
        let tags = (0..<50).map { KeyRecord.Tag(key: "k\($0)", value: "") }
        let full = try SampleRecords.key(tags: []).applying(.tag(tags), at: Self.now)
        #expect(full.tags.count == 50)
        #expect(throws: KeyMapError(.limitExceeded, "")) {
            try full.applying(.tag([KeyRecord.Tag(key: "one more", value: "")]), at: Self.now)
        }
        #expect(try full.applying(.tag([KeyRecord.Tag(key: "k0", value: "x")]), at: Self.now).tags.count == 50)
    }

    @Test("spec, usage and custody decide the protocol", arguments: KeySpec.allCases)
    func specs(spec: KeySpec) {
        #expect(!spec.usages.isEmpty)
        #expect(spec.suite(in: .quorum) == .quorumP256)
        #expect(spec.allowsQuorumCustody == (spec != .ed25519))
        for usage in spec.usages {
            let custodies = spec.custodies(for: usage)
            let usual = spec.suite(in: custodies[0])
            switch (spec, usage) {
            case (.symmetricDefault, _): #expect(custodies == [.threshold, .quorum] && usual == .ristrettoPRF)
            case (.p256, .keyAgreement): #expect(custodies == [.threshold, .quorum] && usual == .agreementP256)
            case (.ed25519, _): #expect(custodies == [.threshold] && usual == .frostEd25519)
            default: #expect(custodies == [.quorum])
            }
        }
    }

    @Test("names that others depend on stay as they are")
    func names() throws {
        let key = try SampleRecords.key()
        #expect(key.arn == "arn:aws:kms:eu-west-1:000000000000:key/11111111-2222-4333-8444-555555555555")
        #expect(SampleRecords.aliasRecord().arn == "arn:aws:kms:eu-west-1:000000000000:alias/example")
        #expect(Suite.ristrettoPRF.name == "ristretto255-prf-v1" && Suite.ristrettoPRF.rawValue == 1)
        #expect(Suite.frostEd25519.name == "frost-ed25519-v1" && Suite.frostEd25519.rawValue == 2)
        #expect(Suite.quorumP256.name == "quorum-p256-v1" && Suite.quorumP256.rawValue == 3)
        #expect(Suite.agreementP256.name == "p256-agreement-v1" && Suite.agreementP256.rawValue == 4)
        #expect(key.current.number == .first && key.version(KeyVersionNumber(2)) == nil)
    }

    @Test("ids are random UUIDs of version 4")
    func uniqueID() {
        #expect(UniqueID.make([UInt8](repeating: 0xff, count: 16)) == "ffffffff-ffff-4fff-bfff-ffffffffffff")
        #expect(UniqueID.make([UInt8](repeating: 0, count: 16)) == "00000000-0000-4000-8000-000000000000")
        #expect(UniqueID.make([UInt8](0..<16)) == "00010203-0405-4607-8809-0a0b0c0d0e0f")
    }
}
