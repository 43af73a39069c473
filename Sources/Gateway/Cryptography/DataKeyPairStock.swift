import Dispatch
package import KeyMap
package import KeyMaterial
import Synchronization

/// New data key pairs. Those of RSA, whose primes take long to find, are made ahead: a small stock, filled again whenever
/// one is taken, one pair after the other, so that filling it takes one core at most. Where it is empty, a request makes
/// its own pair.
package final class DataKeyPairStock: Sendable {
    /// How many pairs of each RSA spec wait, once one of it was asked for.
    package static let depth = 4

    private struct Shelf {
        var pairs: [Parcel] = []
        var inTheMaking = 0
    }

    /// A pair behind a reference, because a value with one owner cannot stand in an array.
    private final class Parcel: Sendable {
        private let pair: Mutex<DataKeyPair?>

        init(_ pair: consuming DataKeyPair) { self.pair = Mutex(pair) }

        func open() -> DataKeyPair? { pair.withLock { $0.take() } }
    }

    private static let refills = DispatchQueue(label: "quorate.data-key-pairs", qos: .utility)

    private let shelves = Mutex<[KeySpec: Shelf]>([:])

    /// Whether keys may be made now.
    private let mayMake: @Sendable () -> Bool

    package init(mayMake: @escaping @Sendable () -> Bool = { true }) {
        self.mayMake = mayMake
    }

    /// How many pairs of a spec wait.
    package func ready(_ spec: KeySpec) -> Int { shelves.withLock { $0[spec]?.pairs.count ?? 0 } }

    /// - Throws: `KeyMaterialError`.
    package func take(_ spec: KeySpec) async throws -> DataKeyPair {
        guard [.rsa2048, .rsa3072, .rsa4096].contains(spec) else { return try DataKeyPair(generating: spec) }
        let ready = shelves.withLock { $0[spec, default: Shelf()].pairs.popLast() }
        refill(spec)
        if let pair = ready?.open() { return pair }
        let parcel = try await Self.make(spec, on: .global())
        guard let pair = parcel.open() else { return try DataKeyPair(generating: spec) }
        return pair
    }

    private func refill(_ spec: KeySpec) {
        let missing = shelves.withLock { shelves in
            let shelf = shelves[spec, default: Shelf()]
            let missing = Self.depth - shelf.pairs.count - shelf.inTheMaking
            shelves[spec, default: Shelf()].inTheMaking += max(0, missing)
            return missing
        }
        guard missing > 0 else { return }
        // Of its own: the client that took a pair does not wait for the next.
        Task { [self] in
            for _ in 0..<missing {
                let parcel = mayMake() ? try? await Self.make(spec, on: Self.refills) : nil
                shelves.withLock { shelves in
                    shelves[spec, default: Shelf()].inTheMaking -= 1
                    if let parcel { shelves[spec, default: Shelf()].pairs.append(parcel) }
                }
            }
        }
    }

    private static func make(_ spec: KeySpec, on queue: DispatchQueue) async throws -> Parcel {
        try await withCheckedThrowingContinuation { continuation in
            queue.async {
                continuation.resume(with: Result { Parcel(try DataKeyPair(generating: spec)) })
            }
        }
    }
}
