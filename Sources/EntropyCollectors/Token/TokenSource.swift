package import Entropy
import Synchronization

/// The generator of a token behind a PKCS #11 module, by C_GenerateRandom. A sample is a byte of its output.
package final class TokenSource: EntropySource {
    package let description: SourceDescription
    private let options: TokenOptions?
    private let session = Mutex<TokenSession?>(nil)

    package init(_ options: TokenOptions?) {
        self.options = options
        let minEntropy = options?.minEntropy ?? 0
        description = SourceDescription(
            name: "pkcs11", kind: .token, minEntropy: minEntropy,
            justification: minEntropy > 0
                ? "the operator's claim"
                : "output of a generator, whose seed nobody sees: nothing is claimed until the operator does, by the maker's "
                    + "certificate; a token in software may give this process its own randomness back")
    }

    /// A module may block in any of its calls: bound it by ``BoundedSource``. After a failure the next read begins a
    /// session anew.
    package func read(_ count: Int) throws(SourceFailure) -> [UInt8] {
        guard let options else { throw SourceFailure(.absent, "pkcs11: no module is given") }
        // A typed error does not come out of withLock.
        let result: Result<[UInt8], SourceFailure> = session.withLock { session in
            do throws(SourceFailure) {
                if session == nil { session = try TokenSession.open(options) }
                return .success(try session?.random(count) ?? [])
            } catch {
                session = nil
                return .failure(error)
            }
        }
        return try result.get()
    }
}
