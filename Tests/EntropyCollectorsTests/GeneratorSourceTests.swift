import CShims
import Entropy
import EntropyCollectors
import Testing

@Suite("Generators of kernel and processor")
struct GeneratorSourceTests {
    @Test("the kernel gives what is asked for, never the same, and no credit")
    func kernel() throws {
        let source = KernelSource()
        #expect(try source.read(0).isEmpty)
        let bytes = try source.read(1_000)
        #expect(bytes.count == 1_000)
        #expect(bytes != (try source.read(1_000)))
        #expect(source.description.minEntropy == 0)
    }

    @Test("an instruction gives what is asked for, or says that the processor or the kernel does not have it")
    func processor() throws {
        for (instruction, isNamed) in [
            (ProcessorSource.Instruction.rdrand, quorate_has_rdrand()), (.rdseed, quorate_has_rdseed()),
        ] {
            let source = ProcessorSource(instruction)
            let isAllowed = isNamed == 1 && ProcessorFlags.list(source.description.name)
            do throws(SourceFailure) {
                let bytes = try source.read(1_001)
                #expect(isAllowed)
                #expect(bytes.count == 1_001)
                #expect(Set(bytes).count > 100)
            } catch {
                #expect(!isAllowed)
                #expect(error.code == .absent)
                #expect(error.message.contains(source.description.name))
            }
        }
    }

    @Test("an instruction that the kernel has withdrawn is not in its list, nor is any other's part or neighbour")
    func withdrawn() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "processor\t: 0\nmodel name\t: rdseed rdrand\nflags\t\t: fpu rdrand rdseedling adx\nbugs\t: rdseed\n",
            to: "list")
        #expect(ProcessorFlags.list("rdrand", at: folder.path("list")))
        #expect(ProcessorFlags.list("adx", at: folder.path("list")))
        #expect(!ProcessorFlags.list("rdseed", at: folder.path("list")))
        #expect(!ProcessorFlags.list("rdrand", at: folder.path("missing")))
    }
}
