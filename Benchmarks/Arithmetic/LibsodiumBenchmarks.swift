import Benchmark
import CSodium
import Groups

/// What libsodium takes for the same: it decodes and encodes at every call.
func addLibsodiumBenchmarks() {
    let scalar = Scalar<Field25519>(0x1234_5678_9abc_def1).bytes
    let edwards = Element<Edwards25519>.random.bytes
    let ristretto = Element<Ristretto255>.random.bytes

    Benchmark("libsodium edwards25519: subgroup test") { _ in
        blackHole(unsafe crypto_core_ed25519_is_valid_point(edwards))
    }
    Benchmark("libsodium edwards25519: add") { _ in
        blackHole(unsafe output { unsafe crypto_core_ed25519_add($0, edwards, edwards) })
    }
    Benchmark("libsodium edwards25519: multiply") { _ in
        blackHole(unsafe output { unsafe crypto_scalarmult_ed25519_noclamp($0, scalar, edwards) })
    }
    Benchmark("libsodium ristretto255: decode test") { _ in
        blackHole(unsafe crypto_core_ristretto255_is_valid_point(ristretto))
    }
    Benchmark("libsodium ristretto255: add") { _ in
        blackHole(unsafe output { unsafe crypto_core_ristretto255_add($0, ristretto, ristretto) })
    }
    Benchmark("libsodium ristretto255: multiply") { _ in
        blackHole(unsafe output { unsafe crypto_scalarmult_ristretto255($0, scalar, ristretto) })
    }
}

/// 32 bytes that a function of libsodium writes.
private func output(_ body: (UnsafeMutablePointer<UInt8>) -> Int32) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: 32)
    unsafe result.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        _ = unsafe body(base)
    }
    return result
}
