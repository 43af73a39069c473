import Groups
import Synchronization
import ThresholdCrypto

/// The inputs of evaluations under way, hashed to the group once: a custodian's batch holds those of other requests too.
final class HashedInputs: Sendable {
    private let inputs = Mutex<[[UInt8]: HashedPRFInput<Ristretto255>]>([:])

    /// - Throws: `GroupError`, which nobody will see.
    func add(_ input: PRFInput) throws(GroupError) -> HashedPRFInput<Ristretto255> {
        let hashed = try HashedPRFInput<Ristretto255>(input)
        inputs.withLock { $0[input.alpha] = hashed }
        return hashed
    }

    func remove(_ input: PRFInput) {
        inputs.withLock { $0[input.alpha] = nil }
    }

    /// - Throws: `GroupError`, which nobody will see.
    func hashed(_ input: PRFInput) throws(GroupError) -> HashedPRFInput<Ristretto255> {
        if let known = inputs.withLock({ $0[input.alpha] }), known.input == input { return known }
        return try HashedPRFInput(input)
    }
}
