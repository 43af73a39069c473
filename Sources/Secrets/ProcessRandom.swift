import Synchronization

/// The randomness that this process makes keys from: the operating system's generator, until the process names the pool
/// that it has. Whatever draws without being told from where draws from here, so that nothing can be forgotten.
package struct ProcessRandom: RandomSource {
    private static let source = Mutex<any RandomSource>(SystemRandom())

    package init() {}

    /// Has all of the process draw from `source` from now on.
    package static func draw(from source: any RandomSource) {
        self.source.withLock { $0 = source }
    }

    package func fill(_ bytes: UnsafeMutableRawBufferPointer) {
        let source = Self.source.withLock { $0 }
        unsafe source.fill(bytes)
    }
}
