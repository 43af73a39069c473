import HTTPTypes
import Hummingbird
import Telemetry

/// Records operators' requests, each in the trace that it says it belongs to.
struct TracedRequests: RouterMiddleware {
    let tracer: Tracer?

    @concurrent func handle(
        _ request: Request, context: BasicRequestContext,
        next: @concurrent (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        let parent = TraceContext(fields: request.headers.lazy.map { ($0.name.canonicalName, $0.value) })
        // The pattern of the path, not the path: what a client puts there is its own.
        let route = context.endpointPath ?? ""
        let span = tracer?.begin(
            "\(request.method.rawValue) \(route)", from: parent,
            attributes: [("http.request.method", .text(request.method.rawValue)), ("http.route", .text(route))])
        guard let current = span?.context ?? parent else { return try await next(request, context) }
        do {
            let response = try await Tracing.$current.withValue(current) { try await next(request, context) }
            span?.end(attributes: [("http.response.status_code", .integer(response.status.code))])
            return response
        } catch {
            let status = (error as? any HTTPResponseError)?.status.code ?? 500
            span?.end(error: "\(status)", attributes: [("http.response.status_code", .integer(status))])
            throw error
        }
    }
}
