import CPKCS11
import Entropy
import Glibc

/// A PKCS #11 module in this process.
enum TokenModule {
    /// Loads and initialises it, if that has not been done.
    ///
    /// - Throws: ``SourceFailure``: `.absent` where there is no such file.
    static func load(_ path: String) throws(SourceFailure) -> UnsafePointer<CK_FUNCTION_LIST> {
        guard unsafe access(path, F_OK) == 0 else {
            throw SourceFailure(.absent, "pkcs11: there is no module \(path)")
        }
        guard let library = unsafe dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
            let reason = unsafe dlerror().map { unsafe String(cString: $0) } ?? "no reason given"
            throw SourceFailure(.failed, "pkcs11: \(path) cannot be loaded: \(reason)")
        }
        guard let symbol = unsafe dlsym(library, "C_GetFunctionList") else {
            throw SourceFailure(.failed, "pkcs11: \(path) is no PKCS #11 module: it has no C_GetFunctionList")
        }
        typealias GetFunctionList =
            @convention(c) (UnsafeMutablePointer<UnsafeMutablePointer<CK_FUNCTION_LIST>?>?) -> CK_RV
        let list = unsafe unsafeBitCast(symbol, to: GetFunctionList.self)
        var functions: UnsafeMutablePointer<CK_FUNCTION_LIST>?
        let listed = unsafe list(&functions)
        guard listed == CK_RV(CKR_OK), let functions = unsafe functions else {
            throw failure(listed, "C_GetFunctionList", path)
        }
        var arguments = unsafe CK_C_INITIALIZE_ARGS()
        unsafe arguments.flags = CK_FLAGS(CKF_OS_LOCKING_OK)
        let begun = unsafe functions.pointee.C_Initialize?(&arguments)
        guard begun == CK_RV(CKR_OK) || begun == CK_RV(CKR_CRYPTOKI_ALREADY_INITIALIZED) else {
            throw failure(begun, "C_Initialize", path)
        }
        return unsafe UnsafePointer(functions)
    }

    /// The slot that is asked for, or the first with a token.
    ///
    /// - Throws: ``SourceFailure``: `.absent` where no slot has one.
    static func slot(
        _ options: TokenOptions, _ functions: UnsafePointer<CK_FUNCTION_LIST>
    ) throws(SourceFailure) -> CK_SLOT_ID {
        if let slot = options.slot { return CK_SLOT_ID(slot) }
        var slots = [CK_SLOT_ID](repeating: 0, count: 64)
        var count = CK_ULONG(slots.count)
        let status = unsafe functions.pointee.C_GetSlotList?(1, &slots, &count)
        guard status == CK_RV(CKR_OK) else { throw failure(status, "C_GetSlotList", options.module) }
        guard count > 0 else {
            throw SourceFailure(.absent, "pkcs11: no slot of \(options.module) has a token")
        }
        return slots[0]
    }

    /// - Parameter status: nil where the module does not have the function.
    static func failure(_ status: CK_RV?, _ call: String, _ module: String) -> SourceFailure {
        guard let status else { return SourceFailure(.failed, "pkcs11: \(module) does not have \(call)") }
        return SourceFailure(.failed, "pkcs11: \(call) of \(module) failed: CKR 0x\(String(status, radix: 16))")
    }
}
