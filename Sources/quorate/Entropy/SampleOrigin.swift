import ArgumentParser
import Entropy
import EntropyCollectors
import Foundation
import KeyMap
import Secrets

/// What samples or random bits are taken from.
enum SampleOrigin {
    case file(InputFile)
    case source(any EntropySource)
    /// A pool of this process's own, fed by all sources that this machine has.
    case pool(SourceCatalog)

    /// How long a pool may take for its first reseed.
    private static let patience = Duration.seconds(10)

    /// Whether one has to say how much to take.
    var isEndless: Bool {
        if case .file(let file) = self { file.isEndless } else { true }
    }

    /// For messages.
    var name: String {
        switch self {
        case .file(let file): file.path
        case .source(let source): source.description.name
        case .pool: "the pool"
        }
    }

    /// - Parameter wanted: how many bytes; nil for all of a file.
    /// - Throws: `ValidationError`, which says why there are not so many.
    func read(_ wanted: Int?) async throws -> [UInt8] {
        if let wanted, wanted > InputFile.limit {
            throw ValidationError(
                "\(name) is asked for \(wanted) bytes, and \(InputFile.limit) are taken at most.")
        }
        switch self {
        case .file(let file): return try file.read(wanted)
        case .source(let source):
            do {
                return try source.read(wanted ?? 0)
            } catch {
                throw ValidationError("\(error).")
            }
        case .pool(let catalog):
            return try await Self.draw(wanted ?? 0, from: catalog)
        }
    }

    private static func draw(_ count: Int, from catalog: SourceCatalog) async throws -> [UInt8] {
        let pool = EntropyPool()
        let harvester = EntropyHarvester(sources: catalog.sources, pool: pool) {
            .init(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
        }
        guard await harvester.prime(for: patience) else {
            throw ValidationError(
                "No source of this machine has given its pool anything within \(patience): see quorate entropy sources."
            )
        }
        return pool.bytes(count)
    }
}
