import Entropy
import EntropyCollectors
import Foundation
import Testing

@Suite("A TPM as a source")
struct TPMSourceTests {
    private func failure(of endpoint: TPMEndpoint) -> SourceFailure? {
        do throws(SourceFailure) {
            _ = try TPMSource(endpoint).read(1)
            return nil
        } catch {
            return error
        }
    }

    @Test("a software TPM gives as many bytes as are asked for, and never the same", .needs("swtpm"))
    func software() throws {
        let tpm = try SoftwareTPM()
        let source = TPMSource(.unix(tpm.socket), minEntropy: 1)
        #expect(try source.read(0).isEmpty)
        #expect(try source.read(7).count == 7)
        let bytes = try source.read(1_000)
        #expect(bytes.count == 1_000)
        #expect(Set(bytes).count > 200)
        #expect(bytes != (try source.read(1_000)))
    }

    @Test("a TPM that ends is absent from then on", .needs("swtpm"))
    func ends() throws {
        let tpm = try SoftwareTPM()
        #expect(failure(of: .unix(tpm.socket)) == nil)
        tpm.end()
        #expect(failure(of: .unix(tpm.socket))?.code == .absent)
    }

    @Test("a TPM that was not started up says so", .needs("swtpm"))
    func notStarted() throws {
        let tpm = try SoftwareTPM(isStarted: false)
        let found = try #require(failure(of: .unix(tpm.socket)))
        #expect(found.code == .failed)
        #expect(found.message.contains("TPM2_Startup"))
    }

    @Test("no device, no socket and no listener are a TPM that is absent")
    func absent() throws {
        let folder = try TemporaryFolder()
        #expect(failure(of: .device(folder.path("tpmrm0")))?.code == .absent)
        #expect(failure(of: .unix(folder.path("socket")))?.code == .absent)
        // Port 1 of this machine, where nothing listens.
        #expect(failure(of: .tcp("127.0.0.1", 1))?.code == .absent)
    }

    @Test("a device that gives other bytes is no TPM")
    func otherDevice() throws {
        let found = try #require(failure(of: .device("/dev/zero")))
        #expect(found.code == .failed)
        #expect(found.message.contains("/dev/zero"))
    }

    @Test("whoever listens and does not answer is left after five seconds")
    func silent() throws {
        let folder = try TemporaryFolder()
        let listener = try SilentListener(folder.path("silent"))
        let elapsed = try ContinuousClock().measure {
            let found = try #require(failure(of: .unix(folder.path("silent"))))
            #expect(found.code == .failed)
            #expect(found.message.contains("did not answer in time"))
        }
        #expect(elapsed >= .seconds(4))
        #expect(elapsed < .seconds(30))
        listener.close()
    }
}
