import FleetIdentity
import FleetProto
import GRPCCore

/// The exchange of checkpoints, which the hub begins.
extension CustodianEndpoint {
    func exchangeCheckpoints(
        request: Wire.CheckpointExchange, context: ServerContext
    ) async throws -> Wire.CheckpointExchange {
        let admission = try gate.admit(context, .hub)
        guard let checkpoints else {
            throw RPCError(code: .unimplemented, message: "this custodian makes no checkpoints")
        }
        return await checkpoints.answer(request, from: admission)
    }
}
