import CPKCS11
import Entropy
import Secrets

/// An open session with a token (PKCS #11, 5.6), closed when its owner lets go of it. The module stays loaded and
/// initialised, for it may have other users in the process.
@safe
struct TokenSession: ~Copyable, @unchecked Sendable {
    // Unchecked: the module's functions may be called from any thread, as C_Initialize was told, and live as long as the
    // process.
    private let functions: UnsafePointer<CK_FUNCTION_LIST>
    private let handle: CK_SESSION_HANDLE
    private let module: String

    private init(_ functions: UnsafePointer<CK_FUNCTION_LIST>, _ handle: CK_SESSION_HANDLE, module: String) {
        unsafe self.functions = functions
        self.handle = handle
        self.module = module
    }

    /// - Throws: ``SourceFailure``: `.absent` where there is no such module or no token.
    static func open(_ options: TokenOptions) throws(SourceFailure) -> TokenSession {
        let functions = try unsafe TokenModule.load(options.module)
        let slot = try unsafe TokenModule.slot(options, functions)
        var handle: CK_SESSION_HANDLE = 0
        let status = unsafe functions.pointee.C_OpenSession?(slot, CK_FLAGS(CKF_SERIAL_SESSION), nil, nil, &handle)
        guard status == CK_RV(CKR_OK) else {
            throw TokenModule.failure(status, "C_OpenSession at slot \(slot)", options.module)
        }
        let session = unsafe TokenSession(functions, handle, module: options.module)
        if let file = options.pinFile { try session.logIn(TokenPIN.read(file)) }
        return session
    }

    deinit {
        _ = unsafe functions.pointee.C_CloseSession?(handle)
    }

    /// - Throws: ``SourceFailure``: `.absent` where the token has no generator.
    borrowing func random(_ count: Int) throws(SourceFailure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let status = unsafe functions.pointee.C_GenerateRandom?(handle, &bytes, CK_ULONG(count))
        guard status != CK_RV(CKR_RANDOM_NO_RNG) else {
            throw SourceFailure(.absent, "pkcs11: the token of \(module) has no generator")
        }
        guard status == CK_RV(CKR_OK) else { throw TokenModule.failure(status, "C_GenerateRandom", module) }
        return bytes
    }

    private borrowing func logIn(_ pin: consuming SecretBytes) throws(SourceFailure) {
        let status: CK_RV? = unsafe pin.withUnsafeBytes { bytes in
            let start = unsafe UnsafeMutablePointer(mutating: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
            return unsafe functions.pointee.C_Login?(handle, CK_USER_TYPE(CKU_USER), start, CK_ULONG(bytes.count))
        }
        guard status == CK_RV(CKR_OK) || status == CK_RV(CKR_USER_ALREADY_LOGGED_IN) else {
            throw TokenModule.failure(status, "C_Login, with the PIN of the file given,", module)
        }
    }
}
