import AWSProtocol
import Gateway
import GatewayTestSupport
import KMSAPI
import KeyMap
import Testing

@Suite("Access keys of the key map")
struct AccessKeyTests {
    private static let master = AccessKeyMaster(bytes: [UInt8](repeating: 7, count: 32))
    private let fleet = FakeFleet()

    private func directory(_ master: AccessKeyMaster? = master) -> KMSClientDirectory {
        KMSClientDirectory().following(fleet.replica, master: { master }, now: { [clock = fleet.clock] in clock.now })
    }

    private func record(ends: Timestamp? = nil) -> AccessKeyRecord {
        AccessKeyRecord(
            id: AccessKeyID(random: [UInt8](repeating: 1, count: 16)), account: FakeFleet.account, user: "app",
            created: fleet.clock.now, ends: ends)
    }

    @Test("trap 42: one is good from the moment it is in the key map until it ends or is gone, and under one secret")
    func life() throws {
        let directory = directory()
        let id = record().id.description
        #expect(directory.secret(forAccessKey: id) == nil)
        try fleet.enter(.accessKey(record().id), .accessKey(record()))
        #expect(try Self.accepts(directory, record()))
        let end = fleet.clock.now.adding(days: 1)
        try fleet.enter(.accessKey(record().id), .accessKey(record(ends: end)))
        #expect(try Self.accepts(directory, record()))
        fleet.clock.set(end)
        #expect(directory.secret(forAccessKey: id) == nil)
        try fleet.enter(.accessKey(record().id), .accessKey(record()))
        #expect(try Self.accepts(directory, record()))
        try fleet.enter(.accessKey(record().id), .removed)
        #expect(directory.secret(forAccessKey: id) == nil)
    }

    @Test("none is good while the hub has not said what secrets come from, or under an id that none has")
    func unknown() throws {
        try fleet.enter(.accessKey(record().id), .accessKey(record()))
        #expect(directory(nil).secret(forAccessKey: record().id.description) == nil)
        #expect(directory().secret(forAccessKey: "AKIA") == nil)
        #expect(directory().secret(forAccessKey: "") == nil)
    }

    /// Whether a request that the user signed passes, and one that another secret signed does not.
    private static func accepts(_ directory: KMSClientDirectory, _ record: AccessKeyRecord) throws -> Bool {
        let verifier = SignatureVerifier(secrets: directory)
        func request(_ secret: String) -> SignableRequest {
            var request = SignableRequest(headers: [.init("Host", "kms")], body: [])
            RequestSigner(
                accessKeyID: record.id.description, secret: SigningSecret(secretAccessKey: secret), region: "eu-west-1"
            ).sign(&request, now: 1_800_000_000)
            // As a server sees them.
            request.headers = request.headers.map { .init($0.name.lowercased(), $0.value) }
            return request
        }
        let secret = try #require(master).secret(of: record)
        _ = try verifier.verify(request(secret), now: 1_800_000_000)
        #expect(throws: AWSError.self) { try verifier.verify(request(secret + "x"), now: 1_800_000_000) }
        return true
    }
}
