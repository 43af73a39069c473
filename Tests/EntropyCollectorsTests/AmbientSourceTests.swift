import Entropy
import EntropyCollectors
import Testing

@Suite("Readings of power and heat")
struct AmbientSourceTests {
    @Test("the low bits of every sensor are read in turn, by classes")
    func readings() throws {
        let folder = try TemporaryFolder()
        try folder.write("65\n", to: "powercap/intel-rapl:0/energy_uj")
        try folder.write("package-0\n", to: "powercap/intel-rapl:0/name")
        try folder.write("-1000\n", to: "hwmon/hwmon0/temp1_input")
        try folder.write("257\n", to: "thermal/thermal_zone0/temp")
        let samples = try AmbientSource(root: folder.path).read(5)
        // -1000 is 0xFC18 in sixteen bits, 257 is 0x101.
        #expect(samples == [65, 0x18, 1, 65, 0x18])
    }

    @Test("a machine without sensors has none")
    func absent() throws {
        let folder = try TemporaryFolder()
        #expect {
            try AmbientSource(root: folder.path).read(1)
        } throws: {
            ($0 as? SourceFailure)?.code == .absent
        }
    }

    @Test("sensors that hold no number are a failure, not a hang")
    func unreadable() throws {
        let folder = try TemporaryFolder()
        try folder.write("unknown\n", to: "thermal/thermal_zone0/temp")
        #expect {
            try AmbientSource(root: folder.path).read(1)
        } throws: {
            ($0 as? SourceFailure)?.code == .failed
        }
    }

    @Test("nothing is claimed of them")
    func claim() {
        #expect(AmbientSource().description.minEntropy == 0)
    }
}
