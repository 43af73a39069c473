import Foundation
package import Hummingbird
import NIOCore
package import Telemetry

/// What every node's operators, and the machines that watch over it, may ask: `/live`, `/ready`, `/health`, `/metrics`, and
/// `/entropy` where there is no admin API.
package struct OperationsRouter: Sendable {
    private let metrics: MetricsRegistry
    private let entropy: (@Sendable () -> EntropyDescription)?
    private let health: @Sendable () async -> HealthReport

    package init(
        metrics: MetricsRegistry, entropy: (@Sendable () -> EntropyDescription)? = nil,
        health: @escaping @Sendable () async -> HealthReport
    ) {
        self.metrics = metrics
        self.entropy = entropy
        self.health = health
    }

    /// A router with these and no others.
    package func makeRouter() -> Router<BasicRequestContext> {
        let router = Router()
        addHealth(to: router)
        addMetrics(to: router.group())
        if let entropy { router.get("entropy") { _, _ in try AdminRouter.json(entropy()) } }
        return router
    }

    func addHealth(to router: Router<BasicRequestContext>) {
        router.get("live") { _, _ in Self.answer("live") }
        router.get("ready") { _, _ in
            let report = await health()
            guard report.status == .failing else { return Self.answer("ready") }
            return Self.answer(
                "not ready: \(report.reasons.joined(separator: "; "))", status: .serviceUnavailable)
        }
        router.get("health") { _, _ in
            let report = await health()
            return try AdminRouter.json(report, status: report.status == .failing ? .serviceUnavailable : .ok)
        }
    }

    func addMetrics(to group: RouterGroup<BasicRequestContext>) {
        group.get("metrics") { _, _ in
            Response(
                status: .ok, headers: [.contentType: MetricsRegistry.contentType],
                body: ResponseBody(byteBuffer: ByteBuffer(string: await metrics.text())))
        }
    }

    private static func answer(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "text/plain"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text + "\n")))
    }
}
