import Logging
import Telemetry

extension Logger.MetadataProvider {
    /// The trace that a line belongs to, where it belongs to one.
    static let trace = Logger.MetadataProvider {
        Tracing.current.map { ["trace_id": "\($0.trace)"] } ?? [:]
    }
}
