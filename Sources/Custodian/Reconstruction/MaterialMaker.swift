import Dispatch
import KeyMap
import KeyMaterial
import Secrets
import Synchronization

/// Where fresh key material is made: on a thread of its own, because the search for RSA primes takes up to seconds.
enum MaterialMaker {
    /// - Throws: `KeyMaterialError`.
    static func generate(_ spec: KeySpec) async throws -> KeyMaterial {
        let parcel = try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global(qos: .utility).async {
                continuation.resume(with: Result { Parcel(try KeyMaterial.generate(spec)) })
            }
        }
        return parcel.open()
    }

    /// Material on its way from that thread: a value with one owner cannot be a continuation's result.
    private final class Parcel: Sendable {
        private let material: Mutex<KeyMaterial?>

        init(_ material: consuming KeyMaterial) {
            self.material = Mutex(material)
        }

        /// Once.
        func open() -> KeyMaterial {
            guard let material = material.withLock({ $0.take() }) else {
                preconditionFailure("a parcel of key material is opened once")
            }
            return material
        }
    }
}
