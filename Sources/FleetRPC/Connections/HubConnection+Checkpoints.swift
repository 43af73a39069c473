import FleetIdentity
import FleetProto
import GRPCCore
import KeyMap
import ServiceLifecycle

extension HubConnection {
    /// The service that exchanges checkpoints of audit logs with this custodian: it dials no hub.
    func checkpoints(with desk: any CheckpointDesk) -> (any Service)? {
        guard
            let peer = try? SPIFFEIdentity(
                fleet: node.name.fleet, role: .custodian, id: custodian.description)
        else { return nil }
        return Checkpoints(
            exchange: CheckpointExchange(desk: desk, node: node, peer: peer, logger: logger) {
                [channel] message, options in
                try await channel.custodian.exchangeCheckpoints(message, options: options)
            })
    }

    private struct Checkpoints: Service {
        let exchange: CheckpointExchange

        func run() async throws {
            await cancelWhenGracefulShutdown { await exchange.run() }
        }
    }
}
