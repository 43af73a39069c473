import CShims
package import Entropy
import Glibc

/// How long small writes take until the disk has them: what its controller, its queue and the file system do to them. A
/// sample is the low 8 bits of the cycles of one write with its flush.
package struct FileTimingSource: EntropySource {
    package let description: SourceDescription
    /// Bytes of a write.
    private static let size = 512
    /// How many places of the file are written in turn.
    private static let places = 64
    private let folder: String?

    /// - Parameter folder: on the disk to be timed; a file without a name is written in it.
    package init(folder: String?) {
        self.folder = folder
        description = SourceDescription(
            name: "io-timing", kind: .timing, minEntropy: TimingClaim.fileTiming.minEntropy,
            justification: TimingClaim.fileTiming.justification)
    }

    /// A flush cannot be called off: bound it from outside, by ``BoundedSource``.
    package func read(_ count: Int) throws(SourceFailure) -> [UInt8] {
        let file = try open()
        defer { _ = close(file) }
        var block = [UInt8](repeating: 0, count: Self.size)
        var samples: [UInt8] = []
        samples.reserveCapacity(count)
        var previous = quorate_cycles()
        for position in 0..<count {
            block[position % Self.size] &+= UInt8(truncatingIfNeeded: previous)
            let written = unsafe pwrite(file, block, Self.size, position % Self.places * 4_096)
            guard written == Self.size, fdatasync(file) == 0 else {
                throw SourceFailure(
                    .failed, "io-timing: \(folder ?? "") took no write: \(SystemMessage.of(errno)); is the disk full?")
            }
            let now = quorate_cycles()
            samples.append(UInt8(truncatingIfNeeded: now &- previous))
            previous = now
        }
        return samples
    }

    /// A file that no folder lists: it is gone when it is closed.
    private func open() throws(SourceFailure) -> CInt {
        guard let folder else {
            throw SourceFailure(.absent, "io-timing: no folder is given whose disk could be timed")
        }
        let isInMemory = unsafe quorate_is_in_memory(folder)
        guard isInMemory >= 0 else {
            throw SourceFailure(.absent, "io-timing: there is no folder \(folder): \(SystemMessage.of(errno))")
        }
        guard isInMemory == 0 else {
            throw SourceFailure(.absent, "io-timing: \(folder) is in memory; give a folder on a disk")
        }
        let path = "\(folder)/.entropy-timing-\(getpid())-\(quorate_cycles())"
        let file = unsafe Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw SourceFailure(.failed, "io-timing: no file can be made in \(folder): \(SystemMessage.of(errno))")
        }
        _ = unsafe unlink(path)
        return file
    }
}
