import FleetIdentity
import FleetRPC
import KeyMap
import ServiceLifecycle
import Synchronization
import Testing

/// Says what it is told to say, and notes what it hears.
final class RecordingCheckpoints: CheckpointDesk {
    struct Heard: Equatable {
        let message: CheckpointMessage
        let peer: SPIFFEIdentity
        let key: [UInt8]
    }

    let own: [[UInt8]]
    let known: [UInt8]
    let refusal: String
    let heard = Mutex<[Heard]>([])
    /// What the other end was said to keep.
    let asked = Mutex<[[UInt8]?]>([])
    let seconds = 0.02

    init(own: [[UInt8]], known: [UInt8], refusal: String = "") {
        self.own = own
        self.known = known
        self.refusal = refusal
    }

    func message(to peer: SPIFFEIdentity, after known: [UInt8]?) async -> CheckpointMessage {
        asked.withLock { $0.append(known) }
        return CheckpointMessage(checkpoints: known == nil ? [] : own, known: self.known, refusal: refusal)
    }

    func take(_ message: CheckpointMessage, from peer: SPIFFEIdentity, key: [UInt8]) async {
        heard.withLock { $0.append(Heard(message: message, peer: peer, key: key)) }
    }
}

@Suite("Checkpoints between hub and custodian")
struct CheckpointConnectionTests {
    @Test("Each end hears the other's checkpoints, under the other's name and key by the charter")
    func exchange() async throws {
        try await RunningCustodian.serve { running in
            let hub = RecordingCheckpoints(own: [[1], [2]], known: [3], refusal: "cut\u{7} off")
            let small = try CharterConnectionTests.SmallHub(
                running, charter: running.membership.signed, checkpoints: hub)
            try await running.with(LinkServices(link: small.connection)) {
                let custodian = running.checkpoints
                let isDone = try await RunningCustodian.eventually {
                    custodian.heard.withLock { $0.count } > 1 && hub.heard.withLock { $0.count } > 1
                }
                #expect(isDone)
                let charter = running.membership.charter
                let first = try #require(custodian.heard.withLock { $0.first })
                #expect(first.message == CheckpointMessage(known: [3], refusal: "cut off"), "nothing is sent unasked")
                #expect(first.peer.description == "spiffe://test-fleet/hub/hub-1")
                #expect(first.key == charter.hubKey)
                let second = try #require(custodian.heard.withLock { $0.dropFirst().first })
                #expect(second.message.checkpoints == [[1], [2]])
                // The hub has heard what the custodian keeps of it, and the custodian what the hub does.
                #expect(hub.asked.withLock { Array($0.prefix(2)) } == [nil, [9]])
                #expect(custodian.asked.withLock { $0.first } == [3])
                let heard = try #require(hub.heard.withLock { $0.first })
                #expect(heard.message == CheckpointMessage(checkpoints: [[7], [8]], known: [9]))
                #expect(heard.peer.description == "spiffe://test-fleet/custodian/custodian-1")
                #expect(heard.key == running.record.identityKey)
            }
        }
    }

    @Test("Nobody but the hub has a custodian's checkpoints, or gives it some")
    func stranger() async throws {
        try await RunningCustodian.serve { running in
            let gateway = RecordingCheckpoints(own: [[1]], known: [])
            let connection = try CharterConnectionTests.SmallHub(
                running, charter: running.membership.signed, checkpoints: gateway, as: .gateway
            ).connection
            try await running.with(LinkServices(link: connection)) {
                let isTried = try await RunningCustodian.eventually { gateway.asked.withLock { $0.count } > 5 }
                #expect(isTried)
                #expect(gateway.heard.withLock { $0.isEmpty })
                #expect(running.checkpoints.heard.withLock { $0.isEmpty })
            }
        }
    }
}

/// Everything that a link needs, as one service.
struct LinkServices: Service {
    let link: any NodeLink

    func run() async throws {
        await withDiscardingTaskGroup { group in
            for service in link.services { group.addTask { try? await service.run() } }
        }
    }
}
