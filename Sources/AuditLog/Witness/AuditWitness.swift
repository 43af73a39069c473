/// Lays the logs of gateways and custodians beside each other: neither can leave out or invent a use of a key for itself
/// alone.
///
/// Give it the logs of gateways first, then those of custodians: while they are written, a request's record comes after the
/// records of the uses that it rests on.
package struct AuditWitness: Sendable {
    private struct Request {
        let gateway: String
        let name: String
        let place: String
        let custodians: [[String]]
    }

    private struct Use {
        let name: String
        let gateway: String?
        let key: String
        let quorum: Int?
        let place: String
    }

    /// Whose log it is, by the name that it was begun with: `gateway-ID/...` or `custodian-ID/...`.
    package enum Author: Hashable, Sendable {
        case gateway(String)
        case custodian(String)

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

    private var requests: [String: Request] = [:]
    /// By request, then by custodian.
    private var uses: [String: [String: [Use]]] = [:]
    private var gateways: Set<String> = []
    private var custodians: Set<String> = []
    /// Requests whose records came after the custodians' logs were read: of these, uses may be missing there.
    private var late: Set<String> = []
    private var isLate = false
    /// The gateways whose process was killed at some time: what they did last may have no record of theirs.
    private var recovered: Set<String> = []

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

    /// Whether there are uses without a request so far.
    package var hasOrphans: Bool { uses.keys.contains { requests[$0] == nil && !late.contains($0) } }

    /// Takes a record that is as it was written.
    ///
    /// - Parameters:
    ///   - object: without its place in the chain.
    ///   - place: where it stands, for people.
    package mutating func read(_ object: [UInt8], of author: Author, at place: String) {
        switch (AuditTestimony(object), author) {
        case (.request(let request), .gateway) where isLate: late.insert(request.id)
        case (.request(let request), .gateway(let gateway)):
            requests[request.id] = Request(
                gateway: gateway, name: request.name, place: place, custodians: request.custodians)
        case (.use(let use), .custodian(let custodian)):
            uses[use.requestID, default: [:]][custodian, default: []].append(
                Use(name: use.name, gateway: use.gateway, key: use.key, quorum: use.quorum, place: place))
        case (.recovery, .gateway(let gateway)): recovered.insert(gateway)
        default: break
        }
    }

    /// What the logs say against each other, once all have been read.
    package func finish() -> AuditAgreement {
        var agreement = AuditAgreement(
            gateways: gateways.sorted(), custodians: custodians.sorted(),
            requests: requests.values.count { !$0.custodians.isEmpty }, contradictions: [], remarks: [])
        for (id, request) in requests { agreement.contradictions += contradictions(of: request, id) }
        for (id, byCustodian) in uses where requests[id] == nil && !late.contains(id) {
            for (custodian, uses) in byCustodian {
                for use in uses { judge(use, of: custodian, id, byCustodian, &agreement) }
            }
        }
        agreement.contradictions.sort()
        agreement.remarks.sort()
        return agreement
    }

    /// What is missing of what a gateway's record rests on.
    private func contradictions(of request: Request, _ id: String) -> [String] {
        var found: [String] = []
        let witnesses = uses[id] ?? [:]
        for named in request.custodians {
            let silent = named.filter { custodians.contains($0) && witnesses[$0] == nil }
            if !silent.isEmpty {
                found.append(
                    "\(request.place): gateway \(request.gateway) recorded \(request.name) of request \(id) by "
                        + "\(named.joined(separator: ", ")), but \(silent.joined(separator: ", ")) has no record of it")
            }
            let quorum = named.compactMap { witnesses[$0]?.compactMap(\.quorum).max() }.max() ?? 0
            if named.count < quorum {
                found.append(
                    "\(request.place): gateway \(request.gateway) recorded \(request.name) of request \(id) with "
                        + "\(named.count) custodians, but the key needs \(quorum)")
            }
        }
        return found
    }

    /// Judges a use that no gateway's log here has the request of.
    private func judge(
        _ use: Use, of custodian: String, _ id: String, _ others: [String: [Use]], _ agreement: inout AuditAgreement
    ) {
        // Who gives a share knows the requester; its record says which gateway the request came to.
        let asked = use.gateway ?? others.values.lazy.joined().compactMap(\.gateway).first
        guard let gateway = asked, gateways.contains(gateway) else { return }
        let what =
            "\(use.place): custodian \(custodian) recorded \(use.name) of key \(use.key) for request \(id), of which gateway "
            + "\(gateway) has no record"
        if recovered.contains(gateway) {
            agreement.remarks.append(what + "; it was killed at least once, and may have been while it served this")
        } else {
            agreement.contradictions.append(what)
        }
    }
}

/// What came of laying logs beside each other.
package struct AuditAgreement: Hashable, Sendable {
    /// Whose logs were there.
    package let gateways: [String]
    package let custodians: [String]
    /// How many requests of the gateways' logs rest on shares.
    package let requests: Int
    /// Requests without uses, and uses without requests.
    package fileprivate(set) var contradictions: [String]
    /// Uses without requests that a crash of the gateway may explain.
    package fileprivate(set) var remarks: [String]
}
