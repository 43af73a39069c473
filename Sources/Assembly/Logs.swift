import Foundation
package import Logging

/// How log lines look.
package enum LogFormat: String, CaseIterable, Sendable {
    case text, json
}

/// Logs to standard error, as text for people or JSON for programs.
package enum Logs {
    package static func make(_ label: String, level: Logger.Level, format: LogFormat) -> Logger {
        var logger = Logger(label: label) { label in
            switch format {
            case .text: StreamLogHandler.standardError(label: label, metadataProvider: .trace)
            case .json: JSONLogHandler(label: label, metadataProvider: .trace)
            }
        }
        logger.logLevel = level
        return logger
    }
}

/// One JSON object a line.
struct JSONLogHandler: LogHandler {
    let label: String
    var metadataProvider: Logger.MetadataProvider?
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .notice

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var fields = (metadataProvider?.get() ?? [:]).merging(metadata) { $1 }.merging(event.metadata ?? [:]) { $1 }
            .mapValues(\.description)
        fields["time"] = Date().ISO8601Format(.iso8601(timeZone: .gmt, includingFractionalSeconds: true))
        fields["level"] = event.level.rawValue
        fields["logger"] = label
        fields["message"] = event.message.description
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let line = try? encoder.encode(fields) else { return }
        try? FileHandle.standardError.write(contentsOf: line + Data("\n".utf8))
    }
}
