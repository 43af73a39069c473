import COpenSSL
import Secrets

/// OpenSSL's own draws: the keys that it makes, the nonces of ECDSA, what it blinds with. It has one source for the whole
/// process.
package enum OpenSSLRandom {
    private typealias Fill = @convention(c) (UnsafeMutablePointer<UInt8>?, Int32) -> Int32

    /// Has OpenSSL draw from ``ProcessRandom`` from now on.
    ///
    /// - Throws: ``KeyMaterialError`` with `.library`.
    package static func drawFromProcess() throws(KeyMaterialError) {
        let fill: Fill = { bytes, count in
            guard let bytes = unsafe bytes, count >= 0 else { return 0 }
            unsafe ProcessRandom().fill(UnsafeMutableRawBufferPointer(start: bytes, count: Int(count)))
            return 1
        }
        // OpenSSL keeps the address of the table, so nobody frees it.
        let method = UnsafeMutablePointer<RAND_METHOD>.allocate(capacity: 1)
        unsafe method.initialize(
            to: RAND_METHOD(
                seed: { _, _ in 1 }, bytes: fill, cleanup: nil, add: { _, _, _ in 1 }, pseudorand: fill, status: { 1 }))
        try OpenSSL.check(unsafe RAND_set_rand_method(method), "take a source of randomness")
    }
}
