import AuditLog
import KeyMap
import Testing

@Suite("Logs beside each other")
struct AuditWitnessTests {
    private static let gateway = AuditWitness.Author.gateway("g1")

    private static func request(
        _ id: String, _ custodians: [String], source: [String] = [], error: String? = nil, keys: [String] = ["k"]
    ) -> AuditRecord {
        var details: [AuditValue.Member] = [.init("custodians", .array(custodians.map { .string($0) }))]
        if !source.isEmpty {
            details.append(.init("source", ["custodians": .array(source.map { .string($0) })]))
        }
        return AuditRecord(
            time: Timestamp(seconds: 0), source: "kms.amazonaws.com", name: "Encrypt", region: "r", identity: .unknown,
            errorCode: error, additionalEventData: .object(details), requestID: id, eventID: "e", readOnly: true,
            resources: keys.map { AuditResource(arn: "arn:aws:kms:r:1:key/\($0)", account: "1") })
    }

    private static func use(
        _ id: String, name: String = "EvaluatePRF", by asker: String = "gateway/g1", quorum: Int = 2,
        error: String? = nil, key: String = "k", operation: String = "Encrypt"
    ) -> AuditRecord {
        let isOfGateway = asker.hasPrefix("gateway/")
        return AuditRecord(
            time: Timestamp(seconds: 1_000), source: "custodian.quorate", name: name, region: "r",
            identity: .node("spiffe://f/\(asker)"), errorCode: error,
            requestParameters: .object(
                [.init("keyId", .string(key)), .init("quorum", .integer(Int64(quorum)))]
                    + (isOfGateway ? [.init("operation", .string(operation))] : [])), requestID: id, eventID: "e",
            readOnly: true, eventType: "QuorateShareUse")
    }

    private static func recovery(at seconds: Double, since: Double? = nil) -> AuditRecord {
        AuditRecord(
            time: Timestamp(seconds: seconds), source: "audit.quorate", name: AuditRecord.recoveredName, region: "r",
            identity: .unknown, additionalEventData: since.map { ["since": .string(Timestamp(seconds: $0).iso8601)] },
            requestID: "x", eventID: "e", readOnly: false)
    }

    private static func agreement(
        gateway: [AuditRecord], _ custodians: KeyValuePairs<String, [AuditRecord]>, late: [AuditRecord] = []
    ) -> AuditAgreement {
        var witness = AuditWitness()
        witness.begin(Self.gateway)
        for record in gateway { witness.read(record.json, of: Self.gateway, at: "g") }
        for (id, records) in custodians {
            witness.begin(.custodian(id))
            for record in records { witness.read(record.json, of: .custodian(id), at: id) }
        }
        witness.beginLate()
        for record in late { witness.read(record.json, of: Self.gateway, at: "g") }
        return witness.finish()
    }

    @Test("logs that fit agree, with requests that failed, hedges and nonces among them")
    func agreeing() {
        let found = Self.agreement(
            gateway: [
                Self.request("1", ["a", "b"]), Self.request("2", [], error: "KeyUnavailableException"),
                Self.request("3", ["a", "c"], source: ["a", "b"]),
            ],
            [
                "a": [Self.use("1"), Self.use("2"), Self.use("3"), Self.use("none", name: "CommitNonces")],
                "b": [Self.use("1"), Self.use("3")],
                "c": [Self.use("1"), Self.use("3"), Self.use("gone", error: "forbidden")],
            ])
        #expect(found.contradictions.isEmpty)
        #expect(found.remarks.isEmpty)
        #expect(found.requests == 2)
    }

    @Test("an operation without a custodian's record is found, also of the first key of two")
    func withoutUse() {
        let found = Self.agreement(gateway: [Self.request("1", ["a", "b"])], ["a": [Self.use("1")], "b": []])
        #expect(found.contradictions.count == 1)
        #expect(found.contradictions.first?.contains("but b has no record of it") == true)
        let source = Self.agreement(
            gateway: [Self.request("1", ["a", "b"], source: ["a", "c"])],
            ["a": [Self.use("1")], "b": [Self.use("1")], "c": []])
        #expect(source.contradictions.count == 1)
    }

    @Test("a custodian whose log is not at hand is not missed")
    func absentLog() {
        let found = Self.agreement(gateway: [Self.request("1", ["a", "b"])], ["a": [Self.use("1")]])
        #expect(found.contradictions.isEmpty)
    }

    @Test("an operation by fewer custodians than the key needs is found")
    func tooFew() {
        let found = Self.agreement(
            gateway: [Self.request("1", ["a", "b"])],
            ["a": [Self.use("1", quorum: 3)], "b": [Self.use("1", quorum: 3)]])
        #expect(found.contradictions.count == 1)
        #expect(found.contradictions.first?.contains("needs 3") == true)
    }

    @Test("a use without a request is found; where the gateway was killed once, it is a remark")
    func withoutRequest() {
        let orphan: KeyValuePairs = ["a": [Self.use("1")]]
        #expect(Self.agreement(gateway: [], orphan).contradictions.count == 1)
        #expect(Self.agreement(gateway: [], orphan, late: [Self.request("1", ["a"])]).contradictions.isEmpty)
        #expect(Self.agreement(gateway: [Self.recovery(at: 5_000)], orphan).contradictions.count == 1)
        #expect(Self.agreement(gateway: [Self.recovery(at: 989)], orphan).contradictions.count == 1)
        #expect(Self.agreement(gateway: [Self.recovery(at: 991)], orphan).contradictions.isEmpty)
        let found = Self.agreement(gateway: [Self.recovery(at: 1_020)], orphan)
        #expect(found.contradictions.isEmpty)
        #expect(found.remarks.count == 1)
        // Another gateway's request, whose log is not here.
        #expect(Self.agreement(gateway: [], ["a": [Self.use("1", by: "gateway/g2")]]).contradictions.isEmpty)
    }

    @Test(
        "a rebuilding that a killed custodian has no record of is a remark where a request explains it, and else is found"
    )
    func killedRequester() {
        let given = [Self.use("1", name: "ReleaseShare", by: "custodian/a")]
        let request = Self.request("1", [], error: "KeyUnavailableException")
        func found(_ gateway: [AuditRecord], recovery: Double, _ uses: [AuditRecord] = given) -> AuditAgreement {
            Self.agreement(gateway: gateway, ["a": [Self.recovery(at: recovery)], "b": uses])
        }
        let explained = found([request], recovery: 1_005)
        #expect(explained.contradictions.isEmpty && explained.remarks.count == 1)
        #expect(found([Self.recovery(at: 1_005)], recovery: 1_005).contradictions.isEmpty)
        // That it was killed is its own word: it excuses nothing that no gateway has a request for.
        #expect(found([], recovery: 1_005).contradictions.count == 1)
        #expect(found([Self.request("1", [], error: "x", keys: ["other"])], recovery: 1_005).contradictions.count == 1)
        #expect(found([request], recovery: 989).contradictions.count == 1)
        #expect(found([request], recovery: 1_005, (0..<9).flatMap { _ in given }).contradictions.count == 9)
    }

    @Test("a share that was given for a request that nobody has is found by the requester's record")
    func releaseWithoutRequest() {
        let custodians: KeyValuePairs = [
            "a": [Self.use("1", name: "RebuildKey")], "b": [Self.use("1", name: "ReleaseShare", by: "custodian/a")],
        ]
        #expect(Self.agreement(gateway: [], custodians).contradictions.count == 2)
        #expect(Self.agreement(gateway: [Self.request("1", ["a", "b"])], custodians).contradictions.isEmpty)
    }

    @Test("one request explains no use of another key, for another operation, at another gateway, or without end")
    func misused() {
        let request = Self.request("1", ["a", "b"])
        let fair = [Self.use("1")]
        for use in [Self.use("1", key: "other"), Self.use("1", operation: "Decrypt")] {
            let found = Self.agreement(gateway: [request], ["a": fair + [use], "b": fair])
            #expect(found.contradictions.count == 1)
        }
        let many = Self.agreement(gateway: [request], ["a": (0..<9).map { _ in Self.use("1") }, "b": fair])
        #expect(many.contradictions.count == 9)
        let twice = Self.agreement(gateway: [request, Self.request("1", [], error: "x")], ["a": fair, "b": fair])
        #expect(twice.contradictions.count == 1)
    }

    @Test("a share that a custodian asked for stands in its log too, or it rebuilt the key for itself")
    func ownReleases() {
        let given: KeyValuePairs = ["a": [], "b": [Self.use("1", name: "ReleaseShare", by: "custodian/a")]]
        let found = Self.agreement(gateway: [], given)
        #expect(found.contradictions.count == 1)
        #expect(found.contradictions.first?.contains("which custodian a asked for") == true)
    }

    @Test("two keys of a re-encryption are judged by their own thresholds")
    func thresholds() {
        let found = Self.agreement(
            gateway: [Self.request("1", ["a", "b", "c"], source: ["a", "b"], keys: ["s", "d"])],
            [
                "a": [Self.use("1", quorum: 2, key: "s"), Self.use("1", quorum: 3, key: "d")],
                "b": [Self.use("1", quorum: 2, key: "s"), Self.use("1", quorum: 3, key: "d")],
                "c": [Self.use("1", quorum: 3, key: "d")],
            ])
        #expect(found.contradictions.isEmpty)
    }
}
