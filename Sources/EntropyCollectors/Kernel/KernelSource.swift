import CShims
package import Entropy

/// The kernel's generator, by getrandom(2). A sample is a byte of its output.
package struct KernelSource: EntropySource {
    package let description = SourceDescription(
        name: "kernel", kind: .kernel, minEntropy: 0,
        justification: "it is in every seed and every request of the pool anyway: a credit would count it twice")

    package init() {}

    /// Blocks until the kernel has seeded its generator, early after a machine's start: bound it by ``BoundedSource``.
    package func read(_ count: Int) throws(SourceFailure) -> [UInt8] {
        var samples = [UInt8](repeating: 0, count: count)
        let status = unsafe samples.withUnsafeMutableBytes { buffer in
            guard let base = buffer.baseAddress else { return CInt(0) }
            return unsafe quorate_random(base, buffer.count)
        }
        guard status == 0 else { throw SourceFailure(.failed, "kernel: getrandom gives nothing") }
        return samples
    }
}
