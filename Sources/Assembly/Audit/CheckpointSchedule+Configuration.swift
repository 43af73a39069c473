import AuditLog

extension CheckpointSchedule {
    /// `checkpoints` of a node's configuration.
    ///
    /// - Throws: ``ConfigurationFault`` that names the setting.
    init(_ file: ConfigurationFile) throws {
        let standard = CheckpointSchedule.standard
        self.init(
            records: Int(try file.number("checkpoints.records", in: 1...1_000_000, default: Double(standard.records))),
            seconds: try file.number("checkpoints.seconds", in: 1...86_400, default: standard.seconds))
    }
}
