import COpenSSL

extension RSAKey {
    /// Whether the numbers of a private key fit together: primes of half the modulus's length, a private exponent that is
    /// not small, and all relations between them (`RSA_check_key`). Takes up to seconds.
    ///
    /// - Throws: ``KeyMaterialError`` with `.badMaterial`.
    borrowing func validate() throws(KeyMaterialError) {
        let primes = unsafe [RSA_get0_p(pointer), RSA_get0_q(pointer)]
        let exponent = unsafe RSA_get0_d(pointer)
        let hasSizes =
            unsafe primes.allSatisfy { unsafe Int(BN_num_bits($0)) == bits / 2 }
            && Int(BN_num_bits(exponent)) > bits / 2 && BN_cmp(exponent, RSA_get0_n(pointer)) < 0
        guard hasSizes, unsafe RSA_check_key_ex(pointer, nil) == 1 else {
            ERR_clear_error()
            throw KeyMaterialError(.badMaterial, "the numbers of an RSA private key do not fit together")
        }
    }
}
