import FleetIdentity
import KeyMap
import Logging
import Telemetry

/// A node's tracer, and the file that its spans go to.
struct NodeTracing: Sendable {
    let tracer: Tracer
    let file: SpanFile

    /// - Throws: ``ConfigurationFault`` where the file cannot be opened.
    init(_ plan: TracingPlan, of node: SPIFFEIdentity, logger: Logger) throws {
        let service = "quorate-\(node.role.rawValue)"
        let file = try SpanFile(
            plan, service: service, instance: node.description, logger: logger)
        self.file = file
        tracer = Tracer(
            service: service, instance: node.description, sample: plan.sample,
            random: { UInt64.random(in: 0 ... .max) }, clock: { SystemTime.now().microseconds * 1_000 }, take: file.take
        )
    }

    /// Nil where no spans are written.
    static func make(_ plan: TracingPlan?, of node: SPIFFEIdentity, logger: Logger) throws -> NodeTracing? {
        try plan.map { try NodeTracing($0, of: node, logger: logger) }
    }
}

extension MetricsRegistry {
    /// What became of a node's spans.
    func register(_ tracing: NodeTracing?) {
        guard let file = tracing?.file else { return }
        reading(
            "quorate_spans_total", "Spans that were written, and that were dropped: the disk was full, or too slow.",
            labels: ["outcome"], isCounter: true
        ) {
            let counts = file.counts
            return [
                Sample(labels: ["written"], value: Double(counts.written)),
                Sample(labels: ["dropped"], value: Double(counts.dropped)),
            ]
        }
    }
}
