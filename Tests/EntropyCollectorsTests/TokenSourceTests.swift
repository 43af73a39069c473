import Entropy
import EntropyCollectors
import Testing

@Suite("A PKCS #11 token as a source")
struct TokenSourceTests {
    private func failure(of options: TokenOptions?) -> SourceFailure? {
        do throws(SourceFailure) {
            _ = try TokenSource(options).read(1)
            return nil
        } catch {
            return error
        }
    }

    // One test: SoftHSM is initialised once in a process.
    @Test(
        "SoftHSM gives as many bytes as are asked for, with a PIN and without, and names what is wrong",
        .needs("softhsm2-util"))
    func software() throws {
        let token = try SoftwareToken()
        for pinFile in [nil, token.pinFile] {
            let source = TokenSource(TokenOptions(module: token.module, pinFile: pinFile))
            #expect(try source.read(0).isEmpty)
            #expect(try source.read(7).count == 7)
            let bytes = try source.read(1_000)
            #expect(bytes.count == 1_000)
            #expect(Set(bytes).count > 200)
            #expect(bytes != (try source.read(1_000)))
        }
        let wrongPIN = try #require(failure(of: TokenOptions(module: token.module, pinFile: token.wrongPINFile)))
        #expect(wrongPIN.code == .failed)
        // CKR_PIN_INCORRECT
        #expect(wrongPIN.message.contains("C_Login") && wrongPIN.message.contains("0xa0"))
        #expect(!wrongPIN.message.contains("0000"))
        let wrongSlot = try #require(failure(of: TokenOptions(module: token.module, slot: 999_999)))
        #expect(wrongSlot.code == .failed)
        #expect(wrongSlot.message.contains("999999"))
        let noPIN = try #require(failure(of: TokenOptions(module: token.module, pinFile: "/nonexistent/pin")))
        #expect(noPIN.message.contains("/nonexistent/pin"))
    }

    @Test("no module given, and a module that is not there, are a token that is absent")
    func absent() {
        #expect(failure(of: nil)?.code == .absent)
        #expect(failure(of: TokenOptions(module: "/nonexistent/module.so"))?.code == .absent)
    }

    @Test("a file that is no module is a failure that names it")
    func otherFile() throws {
        let folder = try TemporaryFolder()
        try folder.write("no library", to: "module.so")
        let found = try #require(failure(of: TokenOptions(module: folder.path("module.so"))))
        #expect(found.code == .failed)
        #expect(found.message.contains("module.so"))
    }
}
