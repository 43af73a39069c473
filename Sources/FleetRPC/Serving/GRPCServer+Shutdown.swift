import GRPCCore
import ServiceLifecycle

extension GRPCServer {
    /// Serves until graceful shutdown, and then to the end of the open streams; returns at once where it is cancelled.
    ///
    /// The server has a task of its own, which cancellation leaves behind, told to shut down, for the process to end it:
    /// once a stream has had its last answer the library waits for the other side to close it, whatever is cancelled
    /// (grpc-swift-nio-transport 2.9, `HTTP2ServerTransport.Custom.handleStream`), and a frozen process or a host that is
    /// gone never does; and a stream that is opened while the library's server is cancelled crashes the process
    /// ("Deinited NIOAsyncWriter without calling finish()").
    ///
    /// - Throws: where it cannot listen.
    func serveUntilShutdown() async throws {
        let (end, ending) = AsyncThrowingStream<Never, any Error>.makeStream()
        Task {
            do {
                try await serve()
                ending.finish()
            } catch {
                ending.finish(throwing: error)
            }
        }
        defer { beginGracefulShutdown() }
        try await withGracefulShutdownHandler {
            for try await _ in end {}
        } onGracefulShutdown: {
            self.beginGracefulShutdown()
        }
    }
}
