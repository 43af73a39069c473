import CustodianContract
import FleetIdentity
import FleetProto
import FleetRPC
import Foundation
import KeyMap
import Synchronization
import SwiftProtobuf
import Testing

@Suite("Custodians that break the contract on a stream as such")
struct StreamFaultTests {
    private typealias Reply = Quorate_Custodian_V1_UseReply
    private typealias Replies = Quorate_Custodian_V1_UseReplyBatch

    /// What a link reports, in the order in which it does.
    private final class Reports: Sendable {
        let faults = LinkFaults()
        private let all = Mutex<[(CustodianID, Misbehaviour)]>([])

        init() {
            faults.handle { [weak self] custodian, fault in
                self?.all.withLock { $0.append((custodian, fault.misbehaviour)) }
            }
        }

        var kinds: [Misbehaviour] { all.withLock { $0 }.map(\.1) }
        var culprits: Set<CustodianID> { Set(all.withLock { $0 }.map(\.0)) }
    }

    enum Breach: CaseIterable, Sendable {
        case oversize, endless, undecodable, unasked, twice, unaskedAmongOthers

        var kind: Misbehaviour {
            switch self {
            case .oversize, .endless: .oversize
            case .undecodable: .malformed
            case .unasked, .twice, .unaskedAmongOthers: .unasked
            }
        }
    }

    private static func reply(_ id: UInt64, element: [UInt8] = [7]) -> Reply {
        .with {
            $0.id = id
            $0.prfPartial.epoch = 1
            $0.prfPartial.element = Data(element)
        }
    }

    private static func messages(_ breach: Breach, to batch: ScriptedCustodian.UseBatch) throws -> [[UInt8]] {
        let ids = batch.requests.map(\.id)
        func message(_ replies: [Reply]) throws -> [UInt8] {
            try Replies.with { $0.replies = replies }.serializedBytes()
        }
        switch breach {
        case .oversize:
            return [try message(ids.map { reply($0, element: [UInt8](repeating: 7, count: 5 << 20)) })]
        // The head of an honest answer, and zeros.
        case .endless: return [try message(ids.map { reply($0) }) + [UInt8](repeating: 0, count: 16 << 20)]
        case .undecodable: return [[UInt8](repeating: 0xff, count: 100)]
        case .unasked: return [try message([reply(1_000_000)])]
        case .twice: return [try message(ids.map { reply($0) }), try message(ids.map { reply($0) })]
        case .unaskedAmongOthers: return [try message(ids.map { reply($0) } + [reply(1_000_000)])]
        }
    }

    private func expectSoon(_ condition: () -> Bool, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let isSo = try await RunningCustodian.eventually(5, condition)
        #expect(isSo, sourceLocation: sourceLocation)
    }

    @Test(
        "trap 29: a gateway reports them by name, ends the stream, and tells whoever waits", arguments: Breach.allCases)
    func gateway(breach: Breach) async throws {
        try await RunningCustodian.serve { running in
            let reports = Reports()
            let liar = try ScriptedCustodian(running, .init(uses: { try Self.messages(breach, to: $0) }))
            try await running.with(liar) {
                let connection = try GatewayConnection(
                    to: try await liar.record(of: running), from: running.node(.gateway, "gateway-1"),
                    faults: reports.faults, logger: RunningCustodian.quiet)
                try await running.with(connection) {
                    try await expectSoon { connection.isConnected }
                    let answer = try? await connection.use(RunningCustodian.use(alpha: 1))
                    // An answer that came before the breach, or beside it, is one.
                    #expect((answer != nil) == (breach == .twice || breach == .unaskedAmongOthers))
                    try await expectSoon { !reports.kinds.isEmpty }
                    #expect(reports.kinds == [breach.kind] && reports.culprits == [running.record.id])
                    try await expectSoon { !connection.isConnected }
                    await #expect(throws: LinkError.self) {
                        _ = try await connection.use(RunningCustodian.use(alpha: 2))
                    }
                }
            }
        }
    }

    @Test("an answer to a request whose caller has given up was asked for")
    func givenUp() async throws {
        try await RunningCustodian.serve { running in
            let reports = Reports()
            running.custodian.holdAll(true)
            let connection = try GatewayConnection(
                to: running.record, from: running.node(.gateway, "gateway-1"), faults: reports.faults,
                logger: RunningCustodian.quiet)
            try await running.with(connection) {
                try await expectSoon { connection.isConnected }
                let asking = Task { try await connection.use(RunningCustodian.use(alpha: 1)) }
                try await expectSoon { connection.unanswered != nil }
                asking.cancel()
                await #expect(throws: CancellationError.self) { _ = try await asking.value }
                running.custodian.holdAll(false)
                try await expectSoon { connection.unanswered == nil }
                _ = try await connection.use(RunningCustodian.use(alpha: 2))
                // The first answer may come after the second.
                let isAccused = try await RunningCustodian.eventually(0.5) { !reports.kinds.isEmpty }
                #expect(!isAccused && connection.isConnected)
            }
        }
    }

    enum Release: CaseIterable, Sendable {
        case oversize, unasked, unreadable
    }

    @Test(
        "a custodian that asks another for shares reports it too, and takes a release that means nothing for a lie",
        arguments: Release.allCases)
    func peer(lie: Release) async throws {
        try await RunningCustodian.serve { running in
            let reports = Reports()
            let script = ScriptedCustodian.Script(releases: { batch in
                let replies = batch.requests.map { request in
                    Quorate_Custodian_V1_ReleaseReply.with {
                        $0.id = lie == .unasked ? request.id + 1_000_000 : request.id
                        $0.release = Data(repeating: 1, count: lie == .oversize ? 5 << 20 : 300)
                    }
                }
                return [try Quorate_Custodian_V1_ReleaseReplyBatch.with { $0.replies = replies }.serializedBytes()]
            })
            let liar = try ScriptedCustodian(running, script)
            try await running.with(liar) {
                let connection = try PeerConnection(
                    to: try await liar.record(of: running), from: running.node(.custodian, "custodian-1"),
                    faults: reports.faults, logger: RunningCustodian.quiet)
                try await running.with(connection) {
                    try await expectSoon { connection.isConnected }
                    var error: (any Error)?
                    do {
                        _ = try await connection.release(QuorumFixture.permit())
                    } catch let thrown {
                        error = thrown
                    }
                    guard lie != .unreadable else {
                        #expect((error as? MalformedAnswer)?.misbehaviour == .malformed && reports.kinds.isEmpty)
                        return
                    }
                    #expect(error is LinkError)
                    #expect(reports.kinds == [lie == .oversize ? .oversize : .unasked])
                }
            }
        }
    }
}
