package import Entropy

/// All sources that a machine may have. Whether it has them, a read says.
package struct SourceCatalog: Sendable {
    /// Those that may block are bounded: 10 s for each piece of a read.
    package let sources: [any EntropySource]

    package init(_ options: SourceOptions = SourceOptions()) {
        sources = [
            MemoryWalkSource(),
            HashLoopSource(),
            SchedulingSource(),
            BoundedSource(FileTimingSource(folder: options.timingFolder), piece: 32),
            ProcessorSource(.rdseed),
            ProcessorSource(.rdrand),
            BoundedSource(KernelSource(), piece: 4_096),
            BoundedSource(TPMSource(options.tpm, minEntropy: options.tpmMinEntropy), piece: 32),
            BoundedSource(TokenSource(options.token), piece: 1_024),
            BoundedSource(AmbientSource(root: options.classes, minEntropy: options.ambientMinEntropy), piece: 64),
        ]
    }

    package var names: [String] { sources.map(\.description.name) }

    /// - Throws: ``CollectorError`` with `.unknownSource`, which lists the names.
    package func find(_ name: String) throws(CollectorError) -> any EntropySource {
        guard let source = sources.first(where: { $0.description.name == name }) else {
            throw CollectorError(
                .unknownSource, "there is no source \"\(name)\"; the names are \(names.joined(separator: ", "))")
        }
        return source
    }
}
