/// The trace that the present task works for.
package enum Tracing {
    /// Bound only where a request belongs to a trace: looking it up costs others a few nanoseconds.
    @TaskLocal package static var current: TraceContext?

    /// What another node is told: nil for a trace that is not recorded.
    package static var sampled: TraceContext? { current.flatMap { $0.isSampled ? $0 : nil } }
}
