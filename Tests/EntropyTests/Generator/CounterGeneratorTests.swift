import Entropy
import Secrets
import TestSupport
import Testing

@Suite("The generator: CTR_DRBG of SP 800-90A with AES-256")
struct CounterGeneratorTests {
    private func generate(
        _ generator: inout CounterGenerator, _ count: Int, additional: [UInt8] = []
    ) -> [UInt8] {
        var bytes = [UInt8](repeating: 0xff, count: count)
        unsafe bytes.withUnsafeMutableBytes { unsafe generator.generate($0, additional: additional) }
        return bytes
    }

    @Test("it generates what OpenSSL's does, through requests of every length and reseeds", arguments: Seed.first(16))
    func reference(seed: Seed) throws {
        let random = seed.random
        let (entropy, personalization) = (random.bytes(48), random.bytes(random.number(in: 0..<49)))
        var generator = CounterGenerator(seed: SecretBytes(copying: entropy), personalization: personalization)
        let reference = try ReferenceGenerator(entropy: entropy, personalization: personalization)
        let lengths = [1, 15, 16, 17, 32, 47, 48, 49, 1_000, CounterGenerator.requestLimit]
        for _ in 0..<20 {
            let additional = random.bytes(random.number(in: 0..<3) == 0 ? 0 : 48)
            let count = lengths[random.number(in: 0..<lengths.count)]
            #expect(
                try generate(&generator, count, additional: additional)
                    == reference.generate(count, additional: additional))
            guard random.number(in: 0..<4) == 0 else { continue }
            let (fresh, with) = (random.bytes(48), random.bytes(random.number(in: 0..<49)))
            generator.reseed(SecretBytes(copying: fresh), additional: with)
            try reference.reseed(entropy: fresh, additional: with)
            #expect(generator.requests == 0)
        }
    }

    @Test("the same state makes the same bytes, and another additional input others")
    func states() {
        let seed = [UInt8](repeating: 7, count: 48)
        var one = CounterGenerator(seed: SecretBytes(copying: seed))
        var two = CounterGenerator(seed: SecretBytes(copying: seed))
        #expect(generate(&one, 64) == generate(&two, 64))
        let (left, right) = ([UInt8](repeating: 1, count: 48), [UInt8](repeating: 2, count: 48))
        #expect(generate(&one, 64, additional: left) != generate(&two, 64, additional: right))
        #expect(generate(&one, 64) != generate(&two, 64))
    }
}
