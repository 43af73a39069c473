import KeyMap

/// What came of laying logs beside each other.
package struct AuditAgreement: Hashable, Sendable {
    /// Whose logs were there.
    package let gateways: [String]
    package let custodians: [String]
    /// How many requests of the gateways' logs rest on shares.
    package let requests: Int
    /// Requests without uses, and uses without requests.
    package let contradictions: [String]
    /// Uses without requests, or shares without a rebuilding, from a time in which the node that should have a record was
    /// killed or could not write its log.
    package let remarks: [String]
}

extension AuditWitness {
    /// The most uses of one share for each attempt of a request: more than any retry or hedge makes.
    private static let usesPerAttempt = 8

    /// What the logs say against each other, once all have been read.
    package func finish() -> AuditAgreement {
        var contradictions = repeated.map { "\($0.place): there is another record of request \($0.id)" }
        var remarks: [String] = []
        for (id, request) in requests { contradictions += shortcomings(of: request, id) }
        for (id, uses) in uses {
            for use in uses {
                guard let complaint = complaint(about: use, among: uses, id) else { continue }
                if complaint.isExcused {
                    remarks.append(complaint.text + "; it was killed, or could not write its log, at that time")
                } else {
                    contradictions.append(complaint.text)
                }
            }
        }
        return AuditAgreement(
            gateways: gateways.sorted(), custodians: custodians.sorted(),
            requests: requests.values.count { !$0.said.claims.isEmpty }, contradictions: contradictions.sorted(),
            remarks: remarks.sorted())
    }

    /// What is missing of what a gateway's record rests on.
    private func shortcomings(of request: Request, _ id: String) -> [String] {
        var found: [String] = []
        let witnesses = uses[id] ?? []
        let start = "\(request.place): gateway \(request.gateway) recorded \(request.said.name) of request \(id)"
        for (key, named) in request.said.claims {
            let own = witnesses.filter { $0.said.key == key }
            let silent = named.filter { name in
                custodians.contains(name) && !own.contains { $0.custodian == name }
            }
            if !silent.isEmpty {
                found.append(
                    "\(start) by \(named.joined(separator: ", ")), but \(silent.joined(separator: ", ")) has no record of it"
                )
            }
            let quorum = own.filter { named.contains($0.custodian) }.compactMap(\.said.quorum).max() ?? 0
            if Set(named).count < quorum {
                found.append("\(start) with \(named.count) custodians, but key \(key) needs \(quorum)")
            }
        }
        return found
    }

    /// What is wrong with a use, and whether the end of the process that should have a record excuses it; nil where a request
    /// explains the use, or where the log that should is not at hand.
    private func complaint(about use: Use, among uses: [Use], _ id: String) -> (text: String, isExcused: Bool)? {
        let said = use.said
        let start =
            "\(use.place): custodian \(use.custodian) recorded \(said.name) of key \(said.key) for request \(id)"
        if let requester = said.requester, custodians.contains(requester),
            !uses.contains(where: {
                $0.custodian == requester && $0.said.name == "RebuildKey" && $0.said.key == said.key
            })
        {
            // A requester that was killed served a request: one that has a record, unless its gateway was killed too.
            let hasRequest = requests[id]?.said.keys.contains(said.key)
            return (
                "\(start), which custodian \(requester) asked for and has no record of",
                isInterrupted(.custodian(requester), at: use.time)
                    && hasRequest ?? gateways.contains { isInterrupted(.gateway($0), at: use.time) }
                    && alike(use, among: uses) <= Self.usesPerAttempt * (requests[id]?.said.attempts ?? 1)
            )
        }
        guard let gateway = gateway(behind: use, among: uses), gateways.contains(gateway), !late.contains(id) else {
            return nil
        }
        guard let request = requests[id] else {
            return (
                "\(start), of which gateway \(gateway) has no record", isInterrupted(.gateway(gateway), at: use.time)
            )
        }
        guard request.gateway == gateway, request.said.keys.contains(said.key),
            said.operation.map({ $0 == request.said.name }) ?? true
        else {
            return (
                "\(start), but gateway \(request.gateway) recorded that as \(request.said.name) of other keys", false
            )
        }
        let alike = alike(use, among: uses)
        guard alike <= Self.usesPerAttempt * request.said.attempts else {
            return ("\(start) \(alike) times, but gateway \(gateway) recorded \(request.said.attempts) attempts", false)
        }
        return nil
    }

    /// How often the custodian has used the key so for the request.
    private func alike(_ use: Use, among uses: [Use]) -> Int {
        uses.count { $0.custodian == use.custodian && $0.said.name == use.said.name && $0.said.key == use.said.key }
    }

    private func isInterrupted(_ author: Author, at time: Timestamp?) -> Bool {
        interruptions[author]?.contains { $0.covers(time) } ?? false
    }

    /// The gateway that a use was for: who gives a share to another custodian learns of it by that one's record.
    private func gateway(behind use: Use, among uses: [Use]) -> String? {
        use.said.gateway ?? uses.lazy.compactMap(\.said.gateway).first
    }
}
