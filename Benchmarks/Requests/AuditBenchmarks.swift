import AuditLog
import AuditStorage
import Benchmark
import Foundation
import KeyMap

func addAuditBenchmarks() {
    let record = AuditRecord.sample
    let chains = SampleChain()

    Benchmark("audit: render a record and seal it into its chain") { _ in
        chains.seal(record)
    }
    let batch = [AuditRecord](repeating: record, count: 64)
    Benchmark(
        "audit: render, seal, write and flush, batch of 64",
        configuration: .init(maxIterations: 1_000),
        closure: { (_: Benchmark, log: SampleLog) async throws in
            try await log.writer.append(batch)
        },
        setup: { try SampleLog() })
}

/// A log in a temporary folder that goes with it.
private final class SampleLog: Sendable {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "quorate-\(UUID())").path
    let writer: AuditFileWriter

    init() throws {
        writer = try AuditFileWriter(
            folder: AuditFolder(folder), name: "gateway", region: Sample.region, identity: .node("sample"),
            at: Timestamp(seconds: Double(Sample.now)))
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }
}
