import ArgumentParser
import Assembly
import Logging

/// Where logs go and how much there is of them.
struct LogOptions: ParsableArguments {
    @Option(help: "The least level that is logged: trace, debug, info, notice, warning or error.", transform: level)
    var logLevel = Logger.Level.notice

    @Option(help: "text or json, to standard error.")
    var logFormat: LogFormat = .text

    func makeLogger(_ label: String) -> Logger {
        Logs.make(label, level: logLevel, format: logFormat)
    }

    /// The same for another process.
    var arguments: [String] { ["--log-level", logLevel.rawValue, "--log-format", logFormat.rawValue] }

    private static func level(_ name: String) throws -> Logger.Level {
        guard let level = Logger.Level(rawValue: name) else {
            throw ValidationError("\(name) is no log level; use trace, debug, info, notice, warning or error.")
        }
        return level
    }
}

extension LogFormat: ExpressibleByArgument {}
