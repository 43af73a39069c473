import AWSProtocol
import AuditLog
import Gateway
import GatewayTestSupport
import KeyMap
import StrictJSON
import TestSupport
import Testing

@Suite("Counts of uses")
struct UsageTests {
    let fleet = FakeFleet()

    private func count(_ operation: KMSOperation, _ key: String) -> UInt64? {
        let name = UsageName(
            key: UsedKey(id: KeyID(key), region: FakeFleet.region), version: .first, operation: operation)
        return fleet.usage.counts.first { $0.name == name }?.count
    }

    private func encrypt(_ key: String, _ members: String = "") async -> KMSAnswer {
        await fleet.call(.encrypt, #"{"KeyId":"\#(key)","Plaintext":"cA=="\#(members)}"#)
    }

    @Test("trap 41: every use is counted by key, version and operation; what uses no key is not")
    func counting() async {
        let key = await fleet.makeKey()
        for _ in 0..<5 { _ = await encrypt(key) }
        let sealed = await encrypt(key)["CiphertextBlob"]?.text ?? ""
        _ = await fleet.call(.decrypt, #"{"CiphertextBlob":"\#(sealed)"}"#)
        _ = await fleet.call(.reEncrypt, #"{"CiphertextBlob":"\#(sealed)","DestinationKeyId":"\#(key)"}"#)
        _ = await fleet.call(.generateDataKey, #"{"KeyId":"\#(key)","KeySpec":"AES_256"}"#)
        _ = await encrypt(key, #","DryRun":true"#)
        _ = await fleet.call(.describeKey, #"{"KeyId":"\#(key)"}"#)
        #expect(count(.encrypt, key) == 6)
        #expect(count(.decrypt, key) == 1)
        // Its source and its destination.
        #expect(count(.reEncrypt, key) == 2)
        #expect(count(.generateDataKey, key) == 1)
        #expect(fleet.usage.counts.count == 4)
        for (name, ceiling) in fleet.usageStorage.counts {
            #expect(ceiling >= fleet.usage.counts.first { $0.name == name }?.count ?? .max)
        }
        let signing = await fleet.makeSigningKey()
        let message = #""KeyId":"\#(signing)","Message":"cA==","SigningAlgorithm":"ED25519_SHA_512""#
        let signature = await fleet.call(.sign, "{\(message)}")["Signature"]?.text ?? ""
        _ = await fleet.call(.verify, #"{\#(message),"Signature":"\#(signature)"}"#)
        #expect(count(.sign, signing) == 1)
        #expect(count(.verify, signing) == 1)
    }

    @Test("the last use is the latest that succeeded, with its request and audit record")
    func lastUse() async {
        let key = await fleet.makeKey()
        let before = await fleet.call(.getKeyLastUsage, #"{"KeyId":"\#(key)"}"#)
        #expect(before["KeyLastUsage"] == nil)
        #expect(before["KeyId"]?.text == FakeFleet.arn(key))
        _ = await encrypt(key)
        fleet.failNextUse(with: FakeUsageStorage.Full())
        _ = await fleet.call(.generateDataKey, #"{"KeyId":"\#(key)","KeySpec":"AES_256"}"#)
        let after = await fleet.call(.getKeyLastUsage, #"{"KeyId":"\#(key)"}"#)["KeyLastUsage"]
        #expect(after?["Operation"]?.text == "Encrypt")
        let record = fleet.audit.records.last { $0.name == "Encrypt" }
        #expect(after?["CloudTrailEventId"]?.text == record?.eventID)
        #expect(after?["KmsRequestId"]?.text == record?.requestID)
        #expect(await fleet.call(.getKeyLastUsage, #"{"KeyId":"none"}"#).error == "NotFoundException")
    }

    @Test("where a count cannot be stored, nothing is done with the key, and it goes on when it can")
    func failing() async {
        let key = await fleet.makeKey()
        fleet.usageStorage.setFull(true)
        #expect(await encrypt(key).error == "KMSInternalException")
        fleet.usageStorage.setFull(false)
        #expect(await encrypt(key).error == nil)
        // The one that failed is counted too: it may be too high, never too low.
        #expect(count(.encrypt, key) == 2)
    }

    @Test("an orderly end leaves exact counts, and the next run goes on from them")
    func end() async throws {
        let key = await fleet.makeKey()
        for _ in 0..<40 { _ = await encrypt(key) }
        #expect(fleet.usageStorage.saves < 5)
        try await fleet.usage.close()
        #expect(Array(fleet.usageStorage.counts.values) == [40])
        #expect(fleet.usageStorage.last.values.map(\.operation) == [.encrypt])
        _ = await encrypt(key)
        #expect(try #require(fleet.usageStorage.counts.values.first) >= 41)
    }

    @Test(
        "trap 41: wherever the process ends, what is stored is never less than what was done", arguments: Seed.first(32)
    )
    func crash(seed: Seed) async throws {
        let random = seed.random
        let storage = FakeUsageStorage()
        var stored = StoredUsage(since: fleet.clock.now)
        var done: [UsageName: UInt64] = [:]
        let names = (0..<3).map { version in
            UsageName(
                key: UsedKey(id: KeyID("k"), region: "r"), version: KeyVersionNumber(UInt32(version)),
                operation: KMSOperation.allCases[version])
        }
        for _ in 0..<random.number(in: 1..<6) {
            let counter = UsageCounter(stored, storage: storage)
            for _ in 0..<random.number(in: 0..<300) {
                let name = names[random.number(in: 0..<3)]
                storage.setFull(random.number(in: 0..<10) == 0)
                guard (try? await counter.count(name)) != nil else { continue }
                done[name, default: 0] += 1
                if random.number(in: 0..<50) == 0 { try? await counter.close() }
            }
            // The process ends here.
            for (name, count) in done { #expect(storage.counts[name] ?? 0 >= count) }
            stored = StoredUsage(
                since: stored.since, counts: storage.counts.map { UsageCount(name: $0.key, count: $0.value) })
        }
    }
}
