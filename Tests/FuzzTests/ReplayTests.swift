import ByteCoding
import FuzzTargets
import Testing

extension FuzzTarget: CustomTestStringConvertible {
    public var testDescription: String { name }
}

/// What `make fuzz` would search for hours, for seconds: the corpora, what once broke, and seeded mutations of both,
/// through the very functions that libFuzzer calls.
@Suite("Trap 29: every decoder, whatever the bytes are")
struct ReplayTests {
    /// The first input that breaks a property, with its number.
    private static func firstBroken(
        _ target: FuzzTarget, _ inputs: [[UInt8]]
    ) -> (number: Int, input: [UInt8], property: BrokenProperty)? {
        for number in 0..<target.mutations {
            var mutator = Mutator(seed: UInt64(number))
            let input = mutator.mutation(of: inputs)
            do throws(BrokenProperty) {
                _ = try target.check(input)
            } catch {
                return (number, input, error)
            }
        }
        return nil
    }

    @Test("trap 29: the corpus of each target is taken, as it was when it was written", arguments: FuzzTarget.all)
    func corpora(target: FuzzTarget) throws {
        let corpus = try Corpus(of: target)
        try #require(!corpus.seeds.isEmpty)
        for (number, seed) in corpus.seeds.enumerated() {
            #expect(try target.check(seed), "seed \(number)")
        }
        for crasher in corpus.crashers { #expect(throws: Never.self) { try target.check(crasher) } }
    }

    @Test("trap 29: no mutation of a corpus breaks a property", arguments: FuzzTarget.all)
    func mutations(target: FuzzTarget) throws {
        let corpus = try Corpus(of: target)
        try #require(!corpus.seeds.isEmpty)
        guard let broken = Self.firstBroken(target, corpus.seeds + corpus.crashers) else { return }
        Issue.record(
            "mutation \(broken.number): \(broken.property). Keep the input in Fuzz/Crashers/\(target.name): \(Hexadecimal.encode(broken.input))"
        )
    }

    @Test("corpora are written anew, which is not wanted but when a format changes", .enabled(if: Seeds.areWanted))
    func written() throws {
        for target in FuzzTarget.all { try Corpus.write(Seeds.of(target), of: target) }
    }

    @Test("the mutations find a decoder that passes over bytes at its end, and one that takes a byte for a truth value")
    func planted() throws {
        let seed = MemberFlags(isAvailable: true, name: "custodian-1").encoded
        for (accepts, planted) in [(false, MemberFlags.Fault.none), (true, .trailingBytes), (true, .truthValues)] {
            let target = FuzzTarget("planted") { (bytes) throws(BrokenProperty) in
                try MemberFlags.check(bytes, fault: planted)
            }
            #expect(try target.check(seed))
            #expect((Self.firstBroken(target, [seed]) != nil) == accepts)
        }
    }
}

/// A message with a decoder that may have one of two faults that decoders have had.
private struct MemberFlags {
    enum Fault { case none, trailingBytes, truthValues }

    let isAvailable: Bool
    let name: String

    init(isAvailable: Bool, name: String) {
        self.isAvailable = isAvailable
        self.name = name
    }

    var encoded: [UInt8] {
        var writer = ByteWriter()
        writer.write(isAvailable)
        writer.write(name)
        return writer.bytes
    }

    static func check(_ bytes: [UInt8], fault: Fault) throws(BrokenProperty) -> Bool {
        guard let value = try? MemberFlags(bytes, fault: fault) else { return false }
        guard value.encoded == bytes else { throw BrokenProperty("it decodes from bytes that are not its encoding") }
        return true
    }

    private init(_ bytes: [UInt8], fault: Fault) throws(ByteCodingError) {
        var reader = ByteReader(bytes)
        isAvailable = fault == .truthValues ? try reader.read(UInt8.self) != 0 : try reader.readBool()
        name = try reader.readString()
        if fault != .trailingBytes { try reader.finish() }
    }
}
