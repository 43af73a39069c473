package import CustodianContract
import Groups
package import KeyMap
import SecretSharing
import ThresholdCrypto

extension QuorumClient: KeyUse {
    /// The most sessions of one signature.
    static let sessionLimit = 12

    package func sign(
        _ message: [UInt8], scheme: SignatureScheme, under key: KeyRecord, request: UseRequest
    ) async throws(CoordinationError) -> Signed {
        let request = request.using(key)
        let committee: Committee<Edwards25519>
        do {
            committee = try signingCommittees.committee(
                key: key, version: key.current, shard: key.current.shards[0])
        } catch {
            throw CoordinationError(.failed, "the key map's record of key \(key.id) is damaged: \(error.message)")
        }
        return switch scheme {
        case .ed25519: try await sign(FROSTEd25519.self, scheme, message, committee, request)
        case .ed25519ph: try await sign(FROSTEd25519ph.self, scheme, message, committee, request)
        }
    }

    private enum Letter: Sendable {
        case answer(session: Int, ShareIndex, Result<ShareResult, MemberFailure>)
        case late(session: Int)
        case overdue
    }

    /// Runs sessions until one gives a signature: the next when one fails, or takes longer than usual.
    private func sign<Scheme: FROSTSuite>(
        _ suite: Scheme.Type, _ scheme: SignatureScheme, _ message: [UInt8], _ committee: Committee<Edwards25519>,
        _ request: UseRequest
    ) async throws(CoordinationError) -> Signed where Scheme.Group == Edwards25519 {
        let inbox = Inbox<Letter>()
        var plan = SessionPlan(members: order(committee), quorum: committee.threshold.quorum)
        var sessions: [Int: OpenSession<Scheme>] = [:]
        var alarms = [self.alarms.set(after: timeLeft(request)) { inbox.put(.overdue, isUrgent: true) }]
        defer { alarms.forEach(self.alarms.cancel) }

        func send(_ questions: [OpenSession<Scheme>.Question], of session: Int) {
            for question in questions {
                self.send(question.action, to: committee, question.member, for: request) { [shelf] in
                    shelf.settle(question.owner, expected: question.expected)
                    inbox.put(.answer(session: session, question.member, $0), isUrgent: $0.isFailure)
                }
            }
        }
        func end(_ session: Int, _ failure: OpenSession<Scheme>.Failure) {
            sessions[session] = nil
            plan.ended(session)
            switch failure {
            case .member(let member, let failure):
                note(failure, of: committee.custodian(member), key: committee.name.key)
                plan.note(failure, of: member)
            case .unreached(let error): plan.shortfall = error
            }
            begin()
        }
        func begin() {
            guard let progress = plan.next() else { return }
            let session = OpenSession<Scheme>(
                scheme: scheme, message: message, committee: committee, shelf: shelf, progress: progress)
            sessions[progress.number] = session
            alarms.append(
                self.alarms.set(after: sessionPatience(committee, number: progress.number)) {
                    inbox.put(.late(session: progress.number), isUrgent: true)
                })
            advance(progress.number) { session throws(OpenSession<Scheme>.Failure) in try session.start() }
        }
        func advance(
            _ number: Int,
            _ step: (OpenSession<Scheme>) throws(OpenSession<Scheme>.Failure) -> [OpenSession<Scheme>.Question]
        ) {
            guard let session = sessions[number] else { return }
            do throws(OpenSession<Scheme>.Failure) {
                send(try step(session), of: number)
            } catch {
                end(number, error)
            }
        }

        begin()
        while !plan.isExhausted {
            let awaited = sessions.count == 1 ? sessions.values.first?.outstanding ?? 1 : 1
            for letter in await inbox.take(awaited) {
                switch letter {
                case .answer(let number, let member, let result):
                    advance(number) { session throws(OpenSession<Scheme>.Failure) in
                        try session.take(result, of: member, gateway: gateway, replica: replica)
                    }
                    guard let session = sessions[number], let signature = session.signature else { continue }
                    let use = QuorumUse(
                        attempts: plan.sessions, custodians: session.members.map(committee.custodian),
                        blamed: committee.blamed(by: roster), version: committee.name.version, epoch: committee.epoch)
                    return Signed(signature: signature, use: use)
                case .late(let number):
                    if plan.isLate(number) { begin() }
                case .overdue:
                    throw plan.timeout(committee, blamed: committee.blamed(by: roster))
                }
            }
        }
        throw plan.failure(committee, blamed: committee.blamed(by: roster))
    }

    /// How long a session may take before another is begun beside it. Two rounds and the work between them fit into it, and
    /// it grows, because every further session adds to the load that may be the reason.
    private func sessionPatience(_ committee: Committee<Edwards25519>, number: Int) -> Duration {
        let round = roster.patience(committee.indices.map(committee.custodian), quorum: committee.threshold.quorum)
        return max(.milliseconds(100), round * 3) * (1 << (number - 1))
    }
}
