import FleetProto
import GRPCCore
package import KeyMap
import Synchronization

extension HubLink: UseBoard {
    package func exchange(_ report: UseReport) async throws -> UseReport {
        guard let channel = channel.withLock({ $0 }) else { throw Self.unreachable }
        var options = NodeChannel.options
        options.timeout = .seconds(5)
        return UseReport(wire: try await channel.hub.exchangeUses(report.wire, options: options))
    }
}
