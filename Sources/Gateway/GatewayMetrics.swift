import AWSProtocol
package import Telemetry

/// What a gateway counts and times.
package struct GatewayMetrics: Sendable {
    private let requests: Counter
    private let seconds: Histogram

    package init(_ registry: MetricsRegistry) {
        requests = registry.counter(
            "quorate_requests_total", "Requests that were answered, by operation and AWS error; empty for none.",
            labels: ["operation", "error"])
        seconds = registry.histogram(
            "quorate_request_seconds", "Time from a request's arrival to its answer, audit record included.",
            labels: ["operation"])
    }

    func record(_ operation: KMSOperation?, error: AWSError.Code?, after time: Duration) {
        let name = operation?.rawValue ?? "unknown"
        requests.add(labels: [name, error?.name ?? ""])
        seconds.record(time / .seconds(1), labels: [name])
    }
}
