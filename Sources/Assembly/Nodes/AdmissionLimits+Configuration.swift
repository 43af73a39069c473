import Gateway

extension AdmissionLimits {
    /// `limits` of a gateway's configuration.
    ///
    /// - Throws: ``ConfigurationFault`` that names the setting.
    init(_ file: ConfigurationFile) throws {
        let rate = try file.number("limits.requestsPerSecond", in: 0...1_000_000, default: 0)
        let burst = try file.number("limits.burst", in: 0...1_000_000, default: 0)
        let standard = AdmissionLimits.standard
        self.init(
            rate: rate > 0 ? rate : nil, burst: burst > 0 ? Int(burst) : nil,
            concurrent: Int(
                try file.number("limits.concurrent", in: 1...100_000, default: Double(standard.concurrent))),
            waiting: Int(try file.number("limits.waiting", in: 0...100_000, default: Double(standard.waiting))))
    }
}
