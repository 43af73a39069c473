import FleetIdentity
import FleetRPC
import ServiceLifecycle

/// Exchanges checkpoints between hub and gateway of one process.
struct LocalCheckpoints: Service {
    let hub: (desk: AuditCheckpointDesk, node: FleetNode)
    let gateway: (desk: AuditCheckpointDesk, node: FleetNode)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await tell(hub, of: gateway)
                await tell(gateway, of: hub)
                try? await Task.sleep(for: .seconds(hub.desk.seconds))
            }
        }
    }

    private func tell(
        _ witness: (desk: AuditCheckpointDesk, node: FleetNode), of author: (desk: AuditCheckpointDesk, node: FleetNode)
    ) async {
        let known = await witness.desk.message(to: author.node.name, after: nil)
        let message = await author.desk.message(to: witness.node.name, after: known.known)
        guard let key = witness.node.membership.charter.identityKey(of: author.node.name) else { return }
        await witness.desk.take(
            CheckpointMessage(checkpoints: message.checkpoints), from: author.node.name, key: key)
    }
}
