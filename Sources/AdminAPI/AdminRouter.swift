import AuditLog
import Crypto
import Foundation
import Gateway
import HTTPTypes
import Hub
package import Hummingbird
import KeyMap
import NIOCore
package import Telemetry

/// The operators' HTTP interface. Everything but health and, in dev mode, the reset needs the bearer token.
package struct AdminRouter: Sendable {
    let view: FleetView
    private let fleet: any FleetAdministration
    private let metrics: MetricsRegistry
    let recorder: AdminRecorder
    private let token: String
    /// The account of the hub's own gateway; nil where it has none.
    let account: String?
    private let isDevelopment: Bool
    private let tracer: Tracer?

    /// - Parameters:
    ///   - isDevelopment: whether `POST /dev/reset` empties the fleet.
    ///   - tracer: what records requests, if anything does.
    package init(
        view: FleetView, fleet: any FleetAdministration, metrics: MetricsRegistry, recorder: AdminRecorder,
        token: String,
        account: String? = nil, isDevelopment: Bool, tracer: Tracer? = nil
    ) {
        self.account = account
        self.tracer = tracer
        self.metrics = metrics
        self.recorder = recorder
        self.view = view
        self.fleet = fleet
        self.token = token
        self.isDevelopment = isDevelopment
    }

    package func makeRouter() -> Router<BasicRequestContext> {
        let router = Router()
        let operations = OperationsRouter(metrics: metrics, health: view.health)
        operations.addHealth(to: router)
        if isDevelopment {
            router.post("dev/reset") { request, _ in
                // A web page in a browser on this machine could send it too; browsers say so.
                guard request.headers[.origin] == nil,
                    HTTPField.Name("Sec-Fetch-Site").flatMap({ request.headers[$0] }) == nil
                else { throw HTTPError(.forbidden, message: "A web page may not empty the fleet.") }
                try await recorder.recorded("Reset", [:]) { try await view.hub.reset() }
                return Self.answer("empty")
            }
        }
        operations.addMetrics(to: router.group().add(middleware: BearerToken(token: token)))
        let guarded = router.group("v1").add(middleware: BearerToken(token: token))
            .add(middleware: TracedRequests(tracer: tracer))
        guarded.get("status") { _, _ in try Self.json(await view.status()) }
        guarded.get("entropy") { _, _ in try Self.json(await view.entropyOfNodes()) }
        guarded.get("keys") { _, _ in try Self.json(view.keys()) }
        guarded.get("keys/:id") { request, context in
            try Self.json(try found(request, context))
        }
        guarded.get("usage") { _, _ in
            guard let usage = view.usage else {
                throw HTTPError(
                    .notFound,
                    message: "This hub has no gateway of its own: ask the metrics of each gateway for its counts.")
            }
            return try Self.json(usage.counts.map(KeyUsageCount.init))
        }
        guarded.get("placement") { request, _ in
            let subject = request.uri.queryParameters["of"].map(String.init) ?? ""
            let found = view.keys(named: subject, region: nil)
            do {
                guard let key = found.first.flatMap({ view.hub.replica.key(KeyID($0.id)) }) else {
                    return try Self.json(view.explainPlacement(subject))
                }
                return try Self.json(view.explainPlacement(of: key))
            } catch let refusal as PlacementRefusal {
                throw HTTPError(.badRequest, message: refusal.message)
            }
        }
        addPolicy(to: guarded)
        addAccess(to: guarded.group("access"))
        addFleet(to: guarded.group("fleet"))
        return router
    }

    /// The key that a request's path names, perhaps with a region.
    func found(_ request: Request, _ context: BasicRequestContext) throws -> KeyDescription {
        let escaped = try context.parameters.require("id")
        let name = escaped.removingPercentEncoding ?? escaped
        let region = request.uri.queryParameters["region"].map(String.init)
        let found = view.keys(named: name, region: region)
        guard let key = found.first else {
            let place = region.map { " in region \($0)" } ?? ""
            throw HTTPError(
                .notFound, message: "There is no key \(name)\(place); `quorate key list` shows those there are.")
        }
        guard found.count == 1 else {
            let arns = found.map(\.arn).joined(separator: ", ")
            throw HTTPError(
                .conflict,
                message: "\(name) names \(found.count) keys, so say --region or which of them is meant: \(arns)")
        }
        return key
    }

    private func addFleet(to group: RouterGroup<BasicRequestContext>) {
        group.get { _, _ in try Self.json(fleet.overview) }
        group.get("requests") { _, _ in
            try Self.json(JoinRequests(requests: fleet.requests.map { Data($0).base64EncodedString() }))
        }
        group.get("charter") { _, _ in
            try Self.json(CharterDocument(charter: Data(fleet.charter).base64EncodedString()))
        }
        group.put("charter") { request, context in
            let document = try await request.decode(as: CharterDocument.self, context: context)
            guard let charter = Data(base64Encoded: document.charter) else {
                throw HTTPError(.badRequest, message: "The charter is not in base64.")
            }
            do {
                return try await recorder.recorded("PublishCharter", [:]) {
                    try Self.json(await fleet.publish(Array(charter)))
                }
            } catch let refusal as FleetRefusal {
                throw HTTPError(.badRequest, message: refusal.message)
            }
        }
    }

    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try encoder.encode(value))))
    }

    private static func answer(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "text/plain"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text + "\n")))
    }
}

/// Refuses whoever lacks the admin token, in time that says nothing about it.
private struct BearerToken: RouterMiddleware {
    let token: String

    @concurrent func handle(
        _ request: Request, context: BasicRequestContext,
        next: @concurrent (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        let given = request.headers[.authorization] ?? ""
        guard SHA256.hash(data: Data(given.utf8)) == SHA256.hash(data: Data("Bearer \(token)".utf8)) else {
            throw HTTPError(
                .unauthorized,
                message: "The admin API needs `Authorization: Bearer TOKEN` with the token of DIR/admin-token.")
        }
        return try await next(request, context)
    }
}
