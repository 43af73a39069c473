import ArgumentParser
import Assembly
import Foundation
import LoadGenerator

struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Measure a fleet's speed through its KMS API.",
        discussion:
            "Closed loop: each connection sends its next request when it has the answer to the last. With --rate, open loop: "
            + "requests are sent at that rate whatever becomes of those before, and latencies count from when each was due. "
            + "Reads endpoint and credentials from the AWS environment variables (`source DIR/env`); makes two keys and schedules their "
            + "deletion at the end.")

    @Option(
        help: ArgumentHelp(
            "Which operations, separated by commas: "
                + LoadOperation.allCases.map(\.rawValue).joined(separator: ", ") + "."))
    var operations = "Encrypt,GenerateDataKey,Sign"

    @Option(help: "How many connections, separated by commas.")
    var connections = "1,16,64"

    @Option(help: "Seconds for each measurement, after one of warming up.")
    var seconds = 5.0

    @Option(help: "Requests a second in an open loop, all connections together.")
    var rate: Double?

    @Option(
        help: ArgumentHelp(
            "Symmetric keys that are there already, over which Encrypt, GenerateDataKey and DescribeKey are spread: a "
                + "file with a key id or ARN a line. They are not deleted.", valueName: "file"))
    var keys: String?

    @Option(help: "table or json.")
    var format: OutputFormat = .table

    func validate() throws {
        _ = try parsedOperations()
        _ = try parsedConnections()
        guard (0.1...3_600).contains(seconds) else {
            throw ValidationError("--seconds takes a number from 0.1 to 3600, not \(seconds).")
        }
        if let rate, !(0.1...1_000_000).contains(rate) {
            throw ValidationError("--rate takes a number from 0.1 to 1000000, not \(rate).")
        }
    }

    func run() async throws {
        let run = LoadRun(
            target: try target(), operations: try parsedOperations(), connections: try parsedConnections(),
            seconds: seconds, rate: rate, keys: try givenKeys())
        let interruption = await Interruption()
        let isTable = format == .table
        if isTable {
            Terminal.print(Self.row("OPERATION", "CONNS", "REQ/S", "P50 ms", "P90 ms", "P99 ms", "P99.9 ms", "MAX ms"))
        }
        do {
            let results = try await run.run(until: interruption.wait) { result in
                if isTable { Terminal.print(Self.row(result)) }
            }
            if !isTable { try Terminal.print(json: results) }
        } catch is LoadInterruption {
            throw ValidationError("The measurement was interrupted; the deletion of its keys is scheduled.")
        } catch {
            throw ServiceRefusal(description: "the measurement ended: \(error)")
        }
    }

    private static func row(_ result: LoadResult) -> String {
        let figures = [result.requestsPerSecond, result.p50, result.p90, result.p99, result.p999, result.maximum]
        let texts = figures.map { String(format: $0 < 100 ? "%.2f" : "%.0f", $0) }
        return row(
            result.operation, "\(result.connections)", texts[0], texts[1], texts[2], texts[3], texts[4], texts[5])
    }

    private static func row(_ name: String, _ columns: String...) -> String {
        let left = name.padding(toLength: 16, withPad: " ", startingAt: 0)
        return left + columns.map { String(repeating: " ", count: max(1, 10 - $0.count)) + $0 }.joined()
    }

    private func target() throws -> LoadTarget {
        let environment = ProcessInfo.processInfo.environment
        func value(_ name: String) throws -> String {
            guard let value = environment[name], !value.isEmpty else {
                throw ValidationError("\(name) is not set: run `source DIR/env` of a dev fleet first.")
            }
            return value
        }
        return LoadTarget(
            url: try value("AWS_ENDPOINT_URL_KMS"), region: try value("AWS_REGION"),
            accessKeyID: try value("AWS_ACCESS_KEY_ID"), secretAccessKey: try value("AWS_SECRET_ACCESS_KEY"))
    }

    private func givenKeys() throws -> [String] {
        guard let keys else { return [] }
        guard let text = try? String(contentsOfFile: keys, encoding: .utf8) else {
            throw ValidationError("--keys: the file \(keys) cannot be read.")
        }
        let lines = text.split(whereSeparator: \.isNewline).map(String.init)
        guard !lines.isEmpty else { throw ValidationError("--keys: the file \(keys) names no key.") }
        return lines
    }

    private func parsedOperations() throws -> [LoadOperation] {
        let known = LoadOperation.allCases.map(\.rawValue).joined(separator: ", ")
        let parsed = try operations.split(separator: ",").map { name in
            guard let operation = LoadOperation(rawValue: String(name)) else {
                throw ValidationError("--operations: \(name) is none that bench knows; it knows \(known).")
            }
            return operation
        }
        guard !parsed.isEmpty else { throw ValidationError("--operations is empty; bench knows \(known).") }
        return parsed
    }

    private func parsedConnections() throws -> [Int] {
        let parsed = try connections.split(separator: ",").map { text in
            guard let count = Int(text), (1...1_024).contains(count) else {
                throw ValidationError("--connections: \(text) is no number from 1 to 1024.")
            }
            return count
        }
        guard !parsed.isEmpty else { throw ValidationError("--connections is empty; say numbers such as 1,16.") }
        return parsed
    }
}
