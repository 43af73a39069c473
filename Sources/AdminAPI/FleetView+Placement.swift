import Hub
import KeyMap
import Placement

/// The admin API's answer to `GET /v1/placement`: lines for a person, and the committee.
package struct PlacementExplanation: Codable, Sendable {
    package let policy: String
    /// In the order of share indices.
    package let committee: [String]
    package let lines: [String]
}

/// Why a placement cannot be explained, for a person.
struct PlacementRefusal: Error {
    let message: String
}

extension FleetView {
    /// How a key's committee stands to its placement.
    func explainPlacement(of key: KeyRecord) throws -> PlacementExplanation {
        let policy = try policy(key.placement) ?? hub.defaultPlacement
        let places = Dictionary(uniqueKeysWithValues: hub.placementCandidates.map { ($0.id, $0) })
        let committee = key.current.shards[0].committee
        return PlacementExplanation(
            policy: policy.text, committee: committee.map(\.description),
            lines: policy.explanation(of: committee.compactMap { places[$0] })
                + committee.filter { places[$0] == nil }.map {
                    "gone: custodian \($0) has left the fleet with its share"
                })
    }

    /// Where a new key with this policy would go now.
    func explainPlacement(_ text: String) throws -> PlacementExplanation {
        guard let policy = try policy(text) else { throw PlacementRefusal(message: "An empty text is no placement.") }
        do throws(PlacementError) {
            let decision = try hub.decidePlacement(policy, for: KeyID("00000000-0000-0000-0000-000000000000"))
            return PlacementExplanation(
                policy: policy.text, committee: decision.committee.map(\.id.description), lines: decision.lines)
        } catch {
            throw PlacementRefusal(message: error.lines(for: policy).joined(separator: "\n"))
        }
    }

    private func policy(_ text: String) throws -> PlacementPolicy? {
        guard !text.isEmpty else { return nil }
        do {
            return try PlacementPolicy(text: text)
        } catch {
            throw PlacementRefusal(message: "\(text) is neither a key nor a placement: \(error.message)")
        }
    }
}
