import CustodianContract
import Groups
import KeyGeneration
import KeyMap
import SecretSharing
import SteadyTime
import Synchronization

/// What a key generation made.
struct BornKey: Sendable {
    let shard: KeyShard
    let births: [BirthStatement]
}

/// Carries a key generation's messages between its members. Learns no secret: shares pass as ciphertexts.
struct KeyCeremonyRunner: Sendable {
    /// How long the members may take to forget one that failed.
    static let abandonLimit = Duration.milliseconds(500)

    private let parameters: KeyGenerationParameters
    /// One a member, in the order of the indices.
    private let links: [any CeremonyLink]
    /// Names the ceremony at the members.
    private let ceremony: [UInt8]
    /// How long the whole ceremony may take.
    private let limit: Duration
    private let clock: any SteadyClock
    private let waiting = WaitingList()

    /// A member's answer in a round.
    private struct Said: Sendable {
        let message: SignedMessage
        /// In the last round.
        let birth: BirthStatement?
    }

    init(
        parameters: KeyGenerationParameters, links: [any CeremonyLink], ceremony: [UInt8], limit: Duration,
        clock: any SteadyClock
    ) {
        self.parameters = parameters
        self.links = links
        self.ceremony = ceremony
        self.limit = limit
        self.clock = clock
    }

    /// - Throws: ``HubError`` that names who was out of reach or broke the protocol; the members have forgotten the
    ///   ceremony then, as far as they can be reached.
    func run() async throws(HubError) -> BornKey {
        do {
            return try await bounded {
                switch parameters.suite {
                case .ristrettoPRF: try await generate(KeyGenerationRecord<Ristretto255>.self)
                case .frostEd25519: try await generate(KeyGenerationRecord<Edwards25519>.self)
                case .quorumP256, .agreementP256: try await generate(KeyGenerationRecord<Secp256r1>.self)
                case .replicatedAES: try await generate(ReplicatedKeyRecord.self)
                }
            }
        } catch {
            await abandon()
            throw error as? HubError ?? HubError(.ceremonyFailed, "The key generation failed: \(error)")
        }
    }

    /// Tells every member to forget what it prepared, and waits for them a moment.
    func abandon() async {
        let step = KeyGenerationStep(parameters: parameters, ceremony: ceremony, round: .abandon, messages: [])
        await withTaskGroup(of: Bool.self) { group in
            for link in links {
                group.addTask {
                    _ = try? await link.generateKey(step)
                    return true
                }
            }
            group.addTask {
                try? await clock.sleep(for: Self.abandonLimit)
                return false
            }
            for _ in links {
                guard await group.next() == true else { break }
            }
            group.cancelAll()
        }
    }

    private func generate<Record: CeremonyRecord>(_ type: Record.Type) async throws -> BornKey {
        var rounds: [[SignedMessage]] = []
        do {
            for step in [KeyGenerationStep.Round.announce, .reveal, .deal] {
                rounds.append(try await round(step, rounds.last ?? []).map(\.message))
                try Record.check(rounds, parameters: parameters)
            }
            let record = try Record(parameters: parameters, rounds: rounds)
            let answers = try await round(.conclude, rounds[2])
            let verdicts = answers.map(\.message)
            if try record.hasComplaints(verdicts) { try await judge(rounds + [verdicts]) }
            let shard = try record.certified(verdicts)
            return BornKey(shard: shard, births: try births(answers, transcript: shard.certificate.transcript))
        } catch let error as CeremonyError {
            throw failure(error.message, culprit: error.culprit?.value)
        }
    }

    /// One message of every member, in the order of the indices.
    private func round(_ round: KeyGenerationStep.Round, _ messages: [SignedMessage]) async throws -> [Said] {
        try await withThrowingTaskGroup(of: (Int, Said).self) { group in
            let step = KeyGenerationStep(parameters: parameters, ceremony: ceremony, round: round, messages: messages)
            waiting.begin(links.map(\.custodian))
            for (position, link) in links.enumerated() {
                group.addTask {
                    guard case .message(let message, let birth) = try await answer(link, step) else {
                        throw HubError(
                            .ceremonyFailed, "Custodian \(link.custodian) broke the key generation.",
                            custodians: [link.custodian])
                    }
                    waiting.answered(link.custodian)
                    return (position, Said(message: message, birth: birth))
                }
            }
            var answers: [Int: Said] = [:]
            for try await (position, said) in group { answers[position] = said }
            return links.indices.compactMap { answers[$0] }
        }
    }

    /// What the members said of their entropy, each under its own signature.
    private func births(_ answers: [Said], transcript: [UInt8]) throws(HubError) -> [BirthStatement] {
        var births: [BirthStatement] = []
        for (member, birth) in zip(parameters.members, answers.map(\.birth)) {
            guard let birth else { continue }
            let isRight =
                birth.custodian == member.custodian
                && birth.isSigned(
                    fleet: parameters.fleet, key: parameters.key, version: parameters.version, transcript: transcript,
                    by: member.identityKey)
            guard isRight else {
                throw HubError(
                    .ceremonyFailed, "Custodian \(member.custodian) did not sign what it says of its entropy.",
                    custodians: [member.custodian])
            }
            births.append(birth)
        }
        return births
    }

    /// Asks every member who lied, and says what most of them say.
    private func judge(_ rounds: [[SignedMessage]]) async throws {
        let step = KeyGenerationStep(
            parameters: parameters, ceremony: ceremony, round: .judge, messages: rounds.flatMap { $0 })
        let votes = await withTaskGroup(of: [Int].self) { group in
            for link in links {
                group.addTask {
                    guard case .culprits(let culprits) = try? await answer(link, step) else { return [] }
                    return culprits
                }
            }
            var votes: [Int: Int] = [:]
            for await culprits in group { for culprit in Set(culprits) { votes[culprit, default: 0] += 1 } }
            return votes
        }
        let culprits = votes.filter { $0.value >= parameters.threshold.quorum }.keys.sorted()
        let custodians = culprits.filter { (1...links.count).contains($0) }.map { links[$0 - 1].custodian }
        let names = custodians.map(\.description).joined(separator: ", ")
        throw HubError(
            .ceremonyFailed,
            custodians.isEmpty
                ? "A member complained of the key generation, and the others do not agree on who was at fault."
                : "The key generation was broken by \(names): by the evidence of a complaint, its share was wrong.",
            custodians: custodians)
    }

    private func answer(
        _ link: any CeremonyLink, _ step: KeyGenerationStep
    ) async throws(HubError) -> KeyGenerationAnswer {
        do {
            return try await link.generateKey(step)
        } catch let refusal as CeremonyRefusal where refusal.lacksEntropy {
            throw HubError(
                .entropy, "No key is made: \(refusal.reason).", custodians: [link.custodian])
        } catch let refusal as CeremonyRefusal {
            // What the others said was checked before it was passed on, so whoever refuses it answers for that.
            throw HubError(
                .ceremonyFailed, "Custodian \(link.custodian) broke off the key generation: \(refusal.reason)",
                custodians: [link.custodian])
        } catch {
            throw HubError(
                .custodianUnreachable,
                "Custodian \(link.custodian), which the key's placement needs, is out of reach; start it and try again.",
                custodians: [link.custodian])
        }
    }

    private func failure(_ message: String, culprit: Int?) -> HubError {
        let custodian = culprit.flatMap { (1...links.count).contains($0) ? links[$0 - 1].custodian : nil }
        let name = custodian.map { " At fault: \($0)." } ?? ""
        return HubError(
            .ceremonyFailed, "The key generation failed: \(message).\(name)", custodians: custodian.map { [$0] } ?? [])
    }

    private func bounded(_ body: @escaping @Sendable () async throws -> BornKey) async throws -> BornKey {
        try await withThrowingTaskGroup(of: BornKey.self) { group in
            group.addTask { try await body() }
            group.addTask {
                try await clock.sleep(for: limit)
                let late = waiting.members
                let names = late.map(\.description).joined(separator: ", ")
                throw HubError(
                    .custodianUnreachable,
                    "The key generation took longer than \(limit), waiting for \(names); see to it and try again.",
                    custodians: late)
            }
            defer { group.cancelAll() }
            guard let born = try await group.next() else {
                throw HubError(.ceremonyFailed, "The key generation ended without a result.")
            }
            return born
        }
    }
}

/// Whose message of the present round has not come yet.
private final class WaitingList: Sendable {
    private let names = Mutex<Set<CustodianID>>([])

    var members: [CustodianID] {
        names.withLock { $0.sorted { $0.description < $1.description } }
    }

    func begin(_ members: [CustodianID]) {
        names.withLock { $0 = Set(members) }
    }

    func answered(_ member: CustodianID) {
        names.withLock { _ = $0.remove(member) }
    }
}
