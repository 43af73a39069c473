import GRPCCore
import Telemetry

/// Tells another node of the trace that a call belongs to, in the metadata `traceparent`. Requests that share a stream have
/// it in the message instead.
struct ClientTracing: ClientInterceptor {
    let tracer: Tracer?
    /// The SPIFFE id of the other end.
    let peer: String

    @concurrent func intercept<Input: Sendable, Output: Sendable>(
        request: StreamingClientRequest<Input>, context: ClientContext,
        next: @concurrent (StreamingClientRequest<Input>, ClientContext) async throws -> StreamingClientResponse<Output>
    ) async throws -> StreamingClientResponse<Output> {
        guard Tracing.sampled != nil else { return try await next(request, context) }
        let call = OutgoingCall(
            context.descriptor.fullyQualifiedMethod, by: tracer, [("quorate.peer", .text(peer))])
        var request = request
        request.metadata.replaceOrAddString(call.traceparent, forKey: "traceparent")
        do {
            let response = try await next(request, context)
            switch response.accepted {
            case .success: call.end()
            case .failure(let error): call.end(error)
            }
            return response
        } catch {
            call.end(error)
            throw error
        }
    }
}

/// Puts a call into the trace that its metadata names.
struct ServerTracing: ServerInterceptor {
    let tracer: Tracer?

    @concurrent func intercept<Input: Sendable, Output: Sendable>(
        request: StreamingServerRequest<Input>, context: ServerContext,
        next:
            @concurrent @Sendable (StreamingServerRequest<Input>, ServerContext) async throws ->
            StreamingServerResponse<Output>
    ) async throws -> StreamingServerResponse<Output> {
        let given = Array(request.metadata[stringValues: "traceparent"].prefix(2))
        guard given.count == 1 else { return try await next(request, context) }
        let call = IncomingCall(context.descriptor.fullyQualifiedMethod, from: given[0], by: tracer)
        do {
            let response = try await call.run { try await next(request, context) }
            switch response.accepted {
            case .success: call.end()
            case .failure(let error): call.end(error: RPCAttributes.type(of: error))
            }
            return response
        } catch {
            call.end(error: RPCAttributes.type(of: error))
            throw error
        }
    }
}
