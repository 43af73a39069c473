import AccessPolicy
import Testing

/// One condition on one key, and what a request has of it.
struct ConditionCase: Sendable, CustomTestStringConvertible {
    let test: String
    let wanted: String
    let found: [String]?
    let holds: Bool

    init(_ test: String, _ wanted: String, _ found: [String]?, _ holds: Bool) {
        self.test = test
        self.wanted = wanted
        self.found = found
        self.holds = holds
    }

    var testDescription: String { "\(test) \(wanted) of \(found.map { "\($0)" } ?? "nothing")" }

    /// The decision of a policy that denies everything where the condition holds.
    func isMet() throws -> Bool {
        let statement = #"{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":"#
        let policy = try PolicyFixture.policy(
            PolicyFixture.root, statement + #"{"\#(test)":{"aws:ResourceTag/Name":\#(wanted)}}}"#)
        let decision = PolicyFixture.decision(policy) { key in
            key == .resourceTag("Name") ? found : nil
        }
        return decision == .explicitlyDenied
    }
}

@Suite("Conditions of key policies")
struct ConditionTests {
    @Test(
        "strings",
        arguments: [
            ConditionCase("StringEquals", #""a""#, ["a"], true), ConditionCase("StringEquals", #""a""#, ["A"], false),
            ConditionCase("StringEquals", #""a*""#, ["ab"], false), ConditionCase("StringLike", #""a*""#, ["ab"], true),
            ConditionCase("StringLike", #""a?c""#, ["abc"], true),
            ConditionCase("StringLike", #""a?c""#, ["ac"], false),
            // One character, of several bytes; and no more than one.
            ConditionCase("StringLike", #""a?c""#, ["a\u{1F511}c"], true),
            ConditionCase("StringLike", #""*??""#, ["\u{E4}"], false),
            ConditionCase("StringNotLike", #""a*""#, ["b"], true),
            ConditionCase("StringNotEquals", #"["a","b"]"#, ["b"], false),
            ConditionCase("StringEqualsIgnoreCase", #""aB""#, ["Ab"], true),
            ConditionCase("StringNotEqualsIgnoreCase", #""aB""#, ["Ab"], false),
            // Equal to Unicode, and other bytes.
            ConditionCase("StringEquals", "\"\u{E9}\"", ["e\u{301}"], false),
            ConditionCase("BinaryEquals", #""aGk=""#, ["aGk="], true),
            ConditionCase("BinaryEquals", #""aGk=""#, ["aGl="], false),
        ])
    func strings(_ condition: ConditionCase) throws {
        #expect(try condition.isMet() == condition.holds)
    }

    @Test(
        "numbers",
        arguments: [
            ConditionCase("NumericEquals", "7", ["7"], true), ConditionCase("NumericEquals", #""7.0""#, ["7"], true),
            ConditionCase("NumericNotEquals", "7", ["8"], true), ConditionCase("NumericLessThan", "7", ["7"], false),
            ConditionCase("NumericLessThan", "7", ["6"], true),
            ConditionCase("NumericLessThanEquals", "7", ["7"], true),
            ConditionCase("NumericGreaterThan", "7", ["10"], true),
            ConditionCase("NumericGreaterThanEquals", "7", ["6"], false),
            ConditionCase("NumericLessThan", "7", ["x"], false), ConditionCase("NumericNotEquals", "7", ["x"], true),
        ])
    func numbers(_ condition: ConditionCase) throws {
        #expect(try condition.isMet() == condition.holds)
    }

    @Test(
        "dates, with days, hours, fractions, offsets and seconds since 1970",
        arguments: [
            ConditionCase("DateLessThan", #""2026-11-22T00:00:00Z""#, ["2026-11-21T23:59:59Z"], true),
            ConditionCase("DateLessThan", #""2026-11-22T00:00:00Z""#, ["2026-11-22T00:00:00Z"], false),
            ConditionCase("DateLessThanEquals", #""2026-11-22""#, ["2026-11-22T00:00:00Z"], true),
            ConditionCase("DateGreaterThan", #""2024-02-29T12:00Z""#, ["2024-02-29T12:00:01Z"], true),
            ConditionCase("DateGreaterThanEquals", #""2026-11-22T01:00:00+02:00""#, ["2026-11-21T23:00:00Z"], true),
            ConditionCase("DateEquals", #""2026-11-22T00:00:00.5Z""#, ["2026-11-22T00:00:00.50Z"], true),
            ConditionCase("DateEquals", "1795305600", ["2026-11-22T00:00:00Z"], true),
            ConditionCase("DateGreaterThan", #""2027""#, ["2026-12-31T23:59:59Z"], false),
            ConditionCase("DateGreaterThanEquals", #""2027-01""#, ["2027-01-01T00:00:00Z"], true),
            ConditionCase("DateLessThan", #""1795305600.5""#, ["1795305600.0"], true),
            ConditionCase("DateLessThan", #""2026-11-22""#, ["1e13"], false),
            ConditionCase("DateEquals", "951782400", ["2000-02-29"], true),
            ConditionCase("DateNotEquals", #""2026-11-22""#, ["2026-11-23"], true),
        ])
    func dates(_ condition: ConditionCase) throws {
        #expect(try condition.isMet() == condition.holds)
    }

    @Test(
        "what is no date is refused",
        arguments: [
            "2026-13-01", "2026-02-29", "2026-1-1", "2026-11-22T24:00:00Z", "2026-11-22T00:00:00",
            "2026-11-22T00:00:00.Z",
            "2026-11-22T00:00:00+0200", "2026-11-22T00:00:00Zx", "", "-1", "+2026-11-22", "20270101", "202711", "0",
            "2026-", "2026-11-", "2026T00:00Z", "2026-11T00:00Z",
            "1795305600.", "1795305600x", "179530560e3",
        ])
    func noDates(text: String) {
        #expect(throws: PolicyError(.malformed, "")) {
            try ConditionCase("DateEquals", "\"\(text)\"", nil, false).isMet()
        }
    }

    @Test(
        "addresses, of both versions",
        arguments: [
            ConditionCase("IpAddress", #""10.0.0.0/8""#, ["10.255.0.1"], true),
            ConditionCase("IpAddress", #""10.0.0.0/8""#, ["11.0.0.1"], false),
            ConditionCase("IpAddress", #""192.0.2.128/25""#, ["192.0.2.127"], false),
            ConditionCase("IpAddress", #""192.0.2.128/25""#, ["192.0.2.129"], true),
            ConditionCase("IpAddress", #""192.0.2.1""#, ["192.0.2.1"], true),
            ConditionCase("IpAddress", #""0.0.0.0/0""#, ["203.0.113.9"], true),
            ConditionCase("IpAddress", #""0.0.0.0/0""#, ["2001:db8::1"], false),
            ConditionCase("IpAddress", #""192.0.2.1""#, ["::ffff:192.0.2.1"], true),
            ConditionCase("IpAddress", #""::ffff:10.0.0.0/104""#, ["10.1.2.3"], true),
            ConditionCase("IpAddress", #""::ffff:10.0.0.0/104""#, ["11.1.2.3"], false),
            ConditionCase("IpAddress", #""2001:db8::/33""#, ["2001:db8:7fff:1:2:3:4:5"], true),
            ConditionCase("IpAddress", #""2001:db8::/33""#, ["2001:db8:8000::"], false),
            ConditionCase("IpAddress", #""::1""#, ["0:0:0:0:0:0:0:1"], true),
            ConditionCase("NotIpAddress", #"["10.0.0.0/8","192.0.2.0/24"]"#, ["192.0.2.7"], false),
            ConditionCase("NotIpAddress", #""10.0.0.0/8""#, ["192.0.2.7"], true),
            ConditionCase("IpAddress", #""10.0.0.0/8""#, ["localhost"], false),
        ])
    func addresses(_ condition: ConditionCase) throws {
        #expect(try condition.isMet() == condition.holds)
    }

    @Test(
        "what is no range of addresses is refused",
        arguments: [
            "10.0.0.0/33", "10.0.0.0/", "::ffff:10.0.0.0/24", "::ffff:10.0.0.0/129", "10.0.0/8", "256.0.0.1",
            "10.0.0.+1", "2001:db8::/129", ":::", "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::", "::1.2.3", "::1.2.3.4:5", "fe80::1%eth0", "0x0a.0.0.1",
        ])
    func noAddresses(text: String) {
        #expect(throws: PolicyError(.malformed, "")) {
            try ConditionCase("IpAddress", "\"\(text)\"", nil, false).isMet()
        }
    }

    @Test(
        "a wildcard of an ARN does not reach over a colon, before its resource",
        arguments: [
            ConditionCase("ArnLike", #""arn:aws:iam::*:user/dev""#, ["arn:aws:iam::111122223333:user/dev"], true),
            ConditionCase("ArnEquals", #""arn:aws:iam::*:user/*""#, ["arn:aws:iam::111122223333:user/a:b"], true),
            ConditionCase("ArnLike", #""arn:aws:iam::*:user/dev""#, ["arn:aws:iam::1:x:user/dev"], false),
            ConditionCase("ArnLike", #""*""#, ["arn:aws:iam::1:user/dev"], true),
            ConditionCase("ArnLike", #""*""#, ["dev"], false),
            ConditionCase("ArnNotLike", #""arn:aws:iam::*:user/dev""#, ["arn:aws:iam::1:user/dev"], false),
        ])
    func arns(_ condition: ConditionCase) throws {
        #expect(try condition.isMet() == condition.holds)
    }

    @Test(
        "a key that the request does not have",
        arguments: [
            ConditionCase("StringEquals", #""a""#, nil, false), ConditionCase("StringNotEquals", #""a""#, nil, true),
            ConditionCase("StringEqualsIfExists", #""a""#, nil, true),
            ConditionCase("StringEqualsIfExists", #""a""#, ["b"], false),
            ConditionCase("NumericLessThanIfExists", "1", nil, true), ConditionCase("NumericLessThan", "1", nil, false),
            ConditionCase("DateNotEquals", #""2026""#, nil, true),
            ConditionCase("NotIpAddress", #""10.0.0.0/8""#, nil, true),
            ConditionCase("Bool", "true", nil, false), ConditionCase("Bool", "false", ["FALSE"], true),
            ConditionCase("Null", "true", nil, true), ConditionCase("Null", "false", nil, false),
            ConditionCase("Null", #""false""#, ["a"], true), ConditionCase("Null", "true", ["a"], false),
            ConditionCase("ForAllValues:StringEquals", #""a""#, nil, true),
            ConditionCase("ForAnyValue:StringEquals", #""a""#, nil, false),
            ConditionCase("ForAnyValue:StringNotEquals", #""a""#, nil, false),
            ConditionCase("ForAnyValue:StringEqualsIfExists", #""a""#, nil, true),
        ])
    func absent(_ condition: ConditionCase) throws {
        #expect(try condition.isMet() == condition.holds)
    }

    @Test(
        "several values of one key",
        arguments: [
            ConditionCase("ForAllValues:StringEquals", #"["a","b"]"#, ["a", "b"], true),
            ConditionCase("ForAllValues:StringEquals", #"["a","b"]"#, ["a", "c"], false),
            ConditionCase("ForAnyValue:StringEquals", #"["a","b"]"#, ["c", "b"], true),
            ConditionCase("ForAnyValue:StringLike", #""x*""#, ["c", "b"], false),
            ConditionCase("ForAnyValue:StringNotEquals", #""a""#, ["a", "b"], true),
            ConditionCase("ForAllValues:StringNotEquals", #""a""#, ["a", "b"], false),
            ConditionCase("ForAllValues:StringNotEquals", #""a""#, ["c", "b"], true),
            ConditionCase("StringEquals", #""b""#, ["a", "b"], true),
            ConditionCase("StringNotEquals", #""b""#, ["a", "b"], true),
            ConditionCase("StringNotEquals", #""b""#, ["b", "b"], false),
        ])
    func several(_ condition: ConditionCase) throws {
        #expect(try condition.isMet() == condition.holds)
    }

    @Test("names of keys do not depend on case, and those of families say what of")
    func names() throws {
        let expected: [String: ConditionKey] = [
            "AWS:currenttime": .named(.currentTime), "kms:encryptioncontext:App Name": .encryptionContext("App Name"),
            "aws:ResourceTag/team": .resourceTag("team"), "AWS:REQUESTTAG/a/b": .requestTag("a/b"),
            "aws:PrincipalTag/x": .principalTag("x"), "Quorate:Jurisdiction": .named(.jurisdiction),
        ]
        for (name, key) in expected {
            let policy = try PolicyFixture.policy(
                #"{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","#
                    + #""Condition":{"StringEquals":{"\#(name)":"1"}}}"#)
            #expect(PolicyFixture.decision(policy) { $0 == key ? ["1"] : nil } == .allowed, "\(name)")
            #expect(PolicyFixture.decision(policy) { $0 == key ? nil : ["1"] } == .notAllowed, "\(name)")
        }
    }

    @Test("of entries that differ in case alone, each one's value counts, so that another spelling hides none")
    func similarEntries() {
        let entries = [(key: "name", value: "1"), (key: "NAME", value: "2"), (key: "names", value: "3")]
        #expect(ConditionKey.values(of: "NAME", in: entries) == ["1", "2"])
        #expect(ConditionKey.values(of: "Name", in: entries.prefix(1)) == ["1"])
        #expect(ConditionKey.values(of: "other", in: entries) == nil)
    }

    @Test(
        "what allows must hold for each of several values",
        arguments: [
            ("StringEquals", ["a"], true), ("StringEquals", ["a", "b"], false), ("StringNotEquals", ["b", "c"], true),
            ("StringNotEquals", ["a", "b"], false), ("ForAnyValue:StringEquals", ["a", "b"], true),
        ])
    func allowing(test: String, found: [String], holds: Bool) throws {
        let policy = try PolicyFixture.policy(
            #"{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","#
                + #""Condition":{"\#(test)":{"aws:ResourceTag/Name":"a"}}}"#)
        let decision = PolicyFixture.decision(policy) { $0 == .resourceTag("Name") ? found : nil }
        #expect(decision == (holds ? .allowed : .notAllowed))
    }

    @Test("patterns of more than 4,096 bytes together are refused, because clients choose the other length")
    func longPatterns() throws {
        let longest = String(repeating: "a", count: KeyPolicy.patternLimit)
        #expect(try ConditionCase("StringLike", "\"\(longest)\"", [longest], true).isMet())
        for (test, values) in [("StringLike", "[\"\(longest)\",\"*\"]"), ("ArnLike", "\"arn:aws:s3:::\(longest)\"")] {
            #expect(throws: PolicyError(.tooLarge, "")) { try ConditionCase(test, values, nil, false).isMet() }
        }
    }
}
