import KeyMap

/// Lays the logs of gateways and custodians beside each other: what one leaves out or invents shows in the others.
///
/// Give it the logs of gateways first, then those of custodians: while they are written, a request's record comes after the
/// records of the uses that it rests on.
package struct AuditWitness: Sendable {
    struct Request {
        let gateway: String
        let said: AuditTestimony.Request
        let place: String
    }

    struct Use {
        let said: AuditTestimony.Use
        let custodian: String
        let time: Timestamp?
        let place: String
    }

    /// Whose log it is, by the name that it was begun with: `gateway-ID/...` or `custodian-ID/...`.
    package enum Author: Hashable, Sendable {
        case gateway(String)
        case custodian(String)

        var isCustodian: Bool {
            if case .custodian = self { true } else { false }
        }

        /// Nil for the log of anything else.
        package init?(_ log: AuditLogID) {
            let name = log.description.prefix { $0 != "/" }
            if name.hasPrefix("gateway-") {
                self = .gateway(String(name.dropFirst("gateway-".count)))
            } else if name.hasPrefix("custodian-") {
                self = .custodian(String(name.dropFirst("custodian-".count)))
            } else {
                return nil
            }
        }
    }

    /// A time in which a node may have done what it has no record of, from 60 s before it on: so long a request takes at
    /// most. And up to 10 s after it: what it asked for before it was killed goes on at others.
    struct Interruption {
        static let before = 60.0
        static let after = 10.0

        let from: Timestamp
        /// Nil for one that has not ended.
        let to: Timestamp?

        func covers(_ time: Timestamp?) -> Bool {
            guard let time else { return false }
            return time.seconds >= from.seconds - Self.before
                && to.map { time.seconds <= $0.seconds + Self.after } ?? true
        }
    }

    private(set) var requests: [String: Request] = [:]
    private(set) var uses: [String: [Use]] = [:]
    private(set) var gateways: Set<String> = []
    private(set) var custodians: Set<String> = []
    private(set) var interruptions: [Author: [Interruption]] = [:]
    /// Request ids that stand in several records of gateways, with the places of the later ones.
    private(set) var repeated: [(id: String, place: String)] = []
    /// Requests whose records came after the custodians' logs were read: of these, uses may be missing there.
    private(set) var late: Set<String> = []
    private var isLate = false
    private var lastTime: [Author: Timestamp] = [:]

    package init() {}

    /// Takes note of whose log comes next, also where nothing is in it.
    package mutating func begin(_ author: Author) {
        switch author {
        case .gateway(let id): gateways.insert(id)
        case .custodian(let id): custodians.insert(id)
        }
    }

    /// Says that custodians' logs have been read: from here on, gateways' records only explain uses.
    package mutating func beginLate() {
        isLate = true
    }

    /// Says that a node was killed after the last record of its log, which has been read.
    package mutating func end(killed author: Author) {
        let from = lastTime[author] ?? Timestamp(microseconds: 0)
        interruptions[author, default: []].append(Interruption(from: from, to: nil))
    }

    /// Takes a record that is as it was written.
    ///
    /// - Parameters:
    ///   - object: without its place in the chain.
    ///   - place: where it stands, for people.
    package mutating func read(_ object: [UInt8], of author: Author, at place: String) {
        let said = AuditTestimony(object)
        switch (said.content, author) {
        case (.request(let request), .gateway) where isLate: late.insert(request.id)
        case (.request(let request), .gateway(let gateway)):
            lastTime[author] = said.time ?? lastTime[author]
            if requests[request.id] != nil { repeated.append((request.id, place)) }
            requests[request.id] = Request(gateway: gateway, said: request, place: place)
        case (.use(let use), .custodian(let custodian)):
            lastTime[author] = said.time ?? lastTime[author]
            uses[use.requestID, default: []].append(
                Use(said: use, custodian: custodian, time: said.time, place: place))
        case (.interruption(let since), _) where !isLate || author.isCustodian:
            guard let to = said.time else { return }
            // What it says of itself counts no further back than its last record.
            let from = [since, lastTime[author]].compactMap(\.self).max() ?? to
            interruptions[author, default: []].append(Interruption(from: min(from, to), to: to))
        default: break
        }
    }
}
