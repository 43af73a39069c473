import AWSProtocol
import AuditLog
import Custodian
import Gateway
import GatewayTestSupport
import Hub
import KeyMap
import SteadyTime
import StrictJSON
import TestSupport

/// What has to hold once everything runs again and the network is well.
struct Judgement: Sendable {
    let fleet: SimulatedFleet
    let facts: Facts

    /// - Throws: where a process cannot start.
    func pass() async throws {
        await heal()
        try await fleet.start()
        guard await fleet.settles(within: .seconds(30)) else {
            return fleet.faults.report("the fleet does not come together again")
        }
        // What was quarantined, and what was slow, is forgotten in time.
        try await fleet.clock.sleep(for: .seconds(6))
        await checkKeys()
        for ciphertext in facts.ciphertexts { await check(ciphertext) }
        for key in facts.keys { await check(key) }
        checkUses()
        await checkVaults()
        checkAudit()
    }

    private func heal() async {
        fleet.faults.note("everything is well again")
        fleet.network.heal()
        let sites = [.hub] + fleet.gateways.map(\.site) + fleet.world.custodians
        for site in sites {
            fleet.clock(of: site)?.set(offset: 0)
            fleet.conducts[site] = .honest
        }
        // Whoever is about to be started again is.
        try? await fleet.clock.sleep(for: .seconds(3))
    }

    /// No key is lost, and none is served that its owner has disabled.
    private func checkKeys() async {
        for key in facts.keys where key.standing != .enabled {
            let gateway = fleet.gateways[0]
            if key.standing == .disabled {
                let refused = await send(operation(of: key), body(of: key), to: gateway)
                if refused?.error != "DisabledException" {
                    fleet.faults.report("key \(key.id) is disabled, but \(refused?.description ?? "nothing")")
                }
            }
            let enabled = await send(.enableKey, #"{"KeyId":"\#(key.id)"}"#, to: gateway)
            if enabled?.isDone != true {
                fleet.faults.report("key \(key.id) is not enabled again: \(enabled?.answer?.message ?? "")")
            }
        }
        // Every custodian has heard of it.
        _ = await fleet.settles(within: .seconds(5))
    }

    private func check(_ ciphertext: Facts.Ciphertext) async {
        let body =
            #"{"CiphertextBlob":"\#(Base64.encode(ciphertext.blob))","EncryptionContext":\#(ciphertext.context)}"#
        let gateway = fleet.gateways[ciphertext.blob.count % fleet.gateways.count]
        let opened = await send(.decrypt, body, to: gateway)
        if opened?.answer?.blob("Plaintext") != ciphertext.plaintext || opened?.isDone != true {
            fleet.faults.report(
                "a ciphertext of key \(ciphertext.key) is lost: \(opened?.description ?? "") \(opened?.answer?.message ?? "")"
            )
        }
    }

    private func check(_ key: Facts.Key) async {
        for gateway in fleet.gateways {
            let used = await send(operation(of: key), body(of: key), to: gateway)
            if used?.isDone != true {
                fleet.faults.report(
                    "key \(key.id) cannot be used: \(used?.description ?? "") \(used?.answer?.message ?? "")")
            }
        }
    }

    /// Every use that was answered was counted: what is on the gateways' disks covers it.
    private func checkUses() {
        var counts: [String: Int] = [:]
        for gateway in fleet.gateways {
            for count in (try? gateway.running())?.usage.counts ?? [] {
                counts[count.name.key.id.description, default: 0] += Int(count.count)
            }
        }
        for key in facts.keys where counts[key.id, default: 0] < key.uses {
            fleet.faults.report(
                "\(key.uses) uses of key \(key.id) were answered, and \(counts[key.id, default: 0]) counted")
        }
    }

    /// Every custodian holds one share of every key that the hub knows, and nothing of those that came to nothing.
    private func checkVaults() async {
        guard let hub = try? fleet.hub.running() else { return }
        for custodian in fleet.custodians {
            guard let description = await (try? custodian.running())?.describe() else { continue }
            let expected = hub.replica.loads[custodian.id, default: 0]
            if description.shares != expected {
                fleet.faults.report(
                    "\(custodian.site) holds \(description.shares) shares in use, and should hold \(expected)")
            }
        }
    }

    /// What the logs say of each other.
    private func checkAudit() {
        let sites = fleet.gateways.map(\.site) + fleet.world.custodians
        // Whose record is of which time matters: a log is not whole while its process was dead.
        guard sites.allSatisfy({ fleet.clock(of: $0)?.hasBeenWrong == false }) else { return }
        var witness = AuditWitness()
        for gateway in fleet.gateways {
            witness.begin(.gateway(gateway.id))
            for record in gateway.audit.records { witness.read(record.json, of: .gateway(gateway.id), at: gateway.id) }
        }
        for custodian in fleet.custodians {
            let id = custodian.id.description
            witness.begin(.custodian(id))
            for record in custodian.audit.records { witness.read(record.json, of: .custodian(id), at: id) }
        }
        for contradiction in witness.finish().contradictions.prefix(3) { fleet.faults.report(contradiction) }
    }

    private func operation(of key: Facts.Key) -> KMSOperation {
        switch key.kind {
        case .encryption, .replicated: .encrypt
        case .signing: .sign
        case .mac: .generateMac
        }
    }

    private func body(of key: Facts.Key) -> String {
        switch key.kind {
        case .encryption, .replicated: #"{"KeyId":"\#(key.id)","Plaintext":"AAEC"}"#
        case .signing: #"{"KeyId":"\#(key.id)","Message":"AAEC","SigningAlgorithm":"ED25519_SHA_512"}"#
        case .mac: #"{"KeyId":"\#(key.id)","Message":"AAEC","MacAlgorithm":"HMAC_SHA_256"}"#
        }
    }

    private func send(_ operation: KMSOperation, _ body: String, to gateway: SimulatedGateway) async -> Exchange? {
        await fleet.send(operation, body, to: gateway, id: "judgement-\(fleet.world.scheduler.steps)")
    }
}
