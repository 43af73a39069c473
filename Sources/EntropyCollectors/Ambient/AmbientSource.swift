package import Entropy
import Glibc

/// Readings of power, heat, fans and voltages as the kernel shows them. A sample is a reading's low 8 bits; the sensors
/// are read in turn.
package struct AmbientSource: EntropySource {
    package let description: SourceDescription
    private let root: String

    /// - Parameters:
    ///   - root: where the classes of devices are, `/sys/class`.
    ///   - minEntropy: bits a sample that the operator claims, by an assessment on this very machine; 0...8.
    package init(root: String = "/sys/class", minEntropy: Double = 0) {
        self.root = root
        description = SourceDescription(
            name: "ambient", kind: .ambient, minEntropy: minEntropy,
            justification: minEntropy > 0
                ? "the operator's claim"
                : "sensors are slow, coarse and readable by others on this machine: nothing is claimed until the operator "
                    + "does, by an assessment")
    }

    /// A sensor behind a slow bus may block: bound it by ``BoundedSource``.
    package func read(_ count: Int) throws(SourceFailure) -> [UInt8] {
        let sensors = AmbientSensor.all(under: root)
        guard !sensors.isEmpty else {
            throw SourceFailure(
                .absent, "ambient: there are no readings under \(root)/powercap, \(root)/hwmon and \(root)/thermal")
        }
        var samples: [UInt8] = []
        samples.reserveCapacity(count)
        while samples.count < count {
            let before = samples.count
            for sensor in sensors where samples.count < count {
                if let reading = sensor.reading { samples.append(UInt8(truncatingIfNeeded: reading)) }
            }
            guard samples.count > before else {
                throw SourceFailure(
                    .failed,
                    "ambient: none of \(sensors.count) sensors under \(root) can be read: the kernel lets root "
                        + "alone read some of them")
            }
        }
        return samples
    }
}
