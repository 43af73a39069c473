import Telemetry

/// Where a node writes its spans, and for which requests.
package struct TracingPlan: Sendable {
    /// A path, or `stderr`.
    let file: String
    /// The share of requests without a trace of their own that begin one.
    let sample: Double
    /// How large the file may become before it takes the place of the one before, `FILE.1`.
    let megabytes: Double

    static let megabytes = 64.0

    package init(file: String, sample: Double, megabytes: Double = Self.megabytes) {
        self.file = file
        self.sample = sample
        self.megabytes = megabytes
    }

    /// `tracing` of a node's configuration; nil where it names no file.
    ///
    /// - Throws: ``ConfigurationFault`` that names the setting.
    init?(_ file: ConfigurationFile) throws {
        let sample = try file.number("tracing.sample", in: 0...1, default: 0)
        let megabytes = try file.number("tracing.megabytes", in: 0.001...1_000_000, default: Self.megabytes)
        guard let path = file.text("tracing.file") else { return nil }
        self.init(file: path == "stderr" ? path : file.absolute(path), sample: sample, megabytes: megabytes)
    }
}
