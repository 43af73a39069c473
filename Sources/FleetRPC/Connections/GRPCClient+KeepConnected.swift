import GRPCCore

extension GRPCClient {
    /// Keeps connections while `body` runs; once for each client. Cancellation ends both at once.
    ///
    /// The connections have a task of their own, which is cancelled only after the client was told to shut down: that
    /// fails every call that waits for a connection, and refuses later ones. Where `body` and the connections are merely
    /// cancelled together, a call that `body` makes on an idle channel never returns (grpc-swift-nio-transport 2.9,
    /// `GRPCChannel.enqueue`: a call that wakes an idle channel is not looked at for a cancellation that came first, and
    /// nothing that is alive answers it). Their end is not waited for: TLS gives a frozen peer five seconds to say goodbye.
    func keepConnected(while body: () async -> Void) async {
        let connections = Task { try await runConnections() }
        let disconnect: @Sendable () -> Void = {
            self.beginGracefulShutdown()
            connections.cancel()
        }
        await withTaskCancellationHandler(operation: body, onCancel: disconnect)
        disconnect()
    }
}
