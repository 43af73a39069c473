import AuditLog
import ByteCoding

extension FuzzTarget {
    /// What nodes say of their audit logs: alone, as a file of lines, and as what one node sends to another.
    static let checkpoints = FuzzTarget(
        "checkpoints",
        forms: [
            .canonical(SignedCheckpoint.self) { (signed) throws(BrokenProperty) in
                try require(!signed.isSigned(by: nobodysKey), "a checkpoint is signed by a key that signed nothing")
                try require(
                    SignedCheckpoint(line: signed.line.dropLast()) == signed,
                    "a checkpoint is not read from its own line")
            },
            FuzzForm { (bytes) throws(BrokenProperty) in
                var history = CheckpointHistory(of: nil) { _ in nil }
                let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
                for (number, line) in lines.enumerated() where number < lines.count - 1 || !line.isEmpty {
                    history.read(line, isTerminated: number < lines.count - 1)
                }
                let read = lines.dropLast().compactMap { SignedCheckpoint(line: $0) }
                for (signed, line) in zip(read, lines) where read.count == lines.count - 1 {
                    try require(signed.line.dropLast().elementsEqual(line), "a checkpoint has a second line")
                }
                try require(history.checkpoints.count <= read.count, "there are more checkpoints than lines")
                let sequences = history.checkpoints.map(\.head.sequence)
                try require(
                    !history.faults.isEmpty || zip(sequences, sequences.dropFirst()).allSatisfy { $0 < $1 },
                    "checkpoints that go back are taken")
                return !history.checkpoints.isEmpty && history.faults.isEmpty
            },
            FuzzForm { (bytes) throws(BrokenProperty) in
                let run = bytes.split(separator: UInt8(ascii: "\n")).compactMap { SignedCheckpoint(line: $0) }
                guard let last = run.last else { return false }
                var book = WitnessBook([last])
                var isRefused = false
                do {
                    _ = try book.take(run, from: last.checkpoint.node, key: nobodysKey)
                } catch {
                    isRefused = true
                }
                try require(isRefused, "a witness takes a checkpoint that nobody has signed")
                try require(book.latest == [last], "a refusal changes what a witness knows")
                return true
            },
        ], mutations: 2_000)

    /// Ed25519, of RFC 8032, section 7.1, test 1: a key that signed nothing here.
    private static let nobodysKey =
        Hexadecimal.decode("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a") ?? []
}
