package import Custodian
package import CustodianContract
package import KeyMap
import Synchronization

/// The way to a real custodian in this process, which the test can cut or make lie.
package final class InProcessLink: CustodianLink, CeremonyLink {
    /// How a ceremony's step is answered in the place of the custodian.
    package typealias CeremonyHook =
        @Sendable (KeyGenerationStep, any CustodianService) async throws -> KeyGenerationAnswer

    /// What arrives at a requester in the place of a release.
    package typealias ReleaseHook = @Sendable (SignedPermit, ShareRelease) async throws -> ShareRelease

    /// What arrives at the gateway in the place of a result, and what the custodian itself would say to other questions.
    package typealias ResultHook =
        @Sendable (ShareUse, ShareResult, any CustodianService) async throws -> ShareResult

    /// How material is made or certified in the place of the custodian.
    package typealias MaterialHook = @Sendable (MaterialStep, any CustodianService) async throws -> WrappedMaterial

    private struct State {
        var service: any CustodianService
        var conduct = Conduct.honest
        var hook: CeremonyHook?
        var resultHook: ResultHook?
        var releaseHook: ReleaseHook?
        var materialHook: MaterialHook?
        var releases: [SignedPermit] = []
        var uses: [ShareUse] = []
        var steps: [KeyGenerationStep.Round] = []
        var open: [Int: ContinuousClock.Instant] = [:]
        var next = 0
    }

    package let custodian: CustodianID
    private let gateway: String
    private let state: Mutex<State>

    package init(_ custodian: CustodianID, service: any CustodianService, gateway: String) {
        self.custodian = custodian
        self.gateway = gateway
        state = Mutex(State(service: service))
    }

    /// Puts a restarted custodian at the other end.
    package func connect(_ service: any CustodianService) {
        state.withLock { $0.service = service }
    }

    package func behave(_ conduct: Conduct) {
        state.withLock { state in
            state.conduct = conduct
            state.open = [:]
        }
    }

    package func intercept(_ hook: CeremonyHook?) {
        state.withLock { $0.hook = hook }
    }

    package func intercept(results hook: ResultHook?) {
        state.withLock { $0.resultHook = hook }
    }

    package func intercept(releases hook: ReleaseHook?) {
        state.withLock { $0.releaseHook = hook }
    }

    package func intercept(material hook: MaterialHook?) {
        state.withLock { $0.materialHook = hook }
    }

    /// Every permit under which another custodian asked for a share.
    package var releases: [SignedPermit] { state.withLock { $0.releases } }

    package func release(_ permit: SignedPermit, to requester: CustodianID) async throws -> ShareRelease {
        let (service, conduct, hook) = state.withLock { state in
            state.releases.append(permit)
            return (state.service, state.conduct, state.releaseHook)
        }
        switch conduct {
        case .disconnected: throw LinkError(custodian: custodian, reason: "the test cut it off")
        case .silent: try await Task.sleep(for: .seconds(60))
        case .slow(let milliseconds): try await Task.sleep(for: .milliseconds(milliseconds))
        default: break
        }
        let release = try await service.release(permit, to: requester)
        return try await hook?(permit, release) ?? release
    }

    package func close(_ close: PermitClose) {
        state.withLock { $0.service }.close(close)
    }

    package func material(_ step: MaterialStep) async throws -> WrappedMaterial {
        let (service, conduct, hook) = state.withLock { ($0.service, $0.conduct, $0.materialHook) }
        guard conduct != .disconnected else { throw LinkError(custodian: custodian, reason: "the test cut it off") }
        if let hook { return try await hook(step, service) }
        return try await service.material(step)
    }

    /// Every use that was asked for.
    package var uses: [ShareUse] { state.withLock { $0.uses } }

    /// Every round of a ceremony that was asked for.
    package var steps: [KeyGenerationStep.Round] { state.withLock { $0.steps } }

    package var isConnected: Bool { state.withLock { $0.conduct != .disconnected } }

    package var unanswered: Duration? {
        state.withLock { $0.open.values.min().map { ContinuousClock.now - $0 } }
    }

    package func use(_ use: ShareUse) async throws -> ShareResult {
        let (service, conduct, hook, number) = state.withLock { state in
            state.uses.append(use)
            state.next += 1
            state.open[state.next] = .now
            return (state.service, state.conduct, state.resultHook, state.next)
        }
        // A request whose caller gives up stays without an answer.
        do {
            var result = try await conduct.answer(use, to: gateway, from: service, custodian: custodian)
            if let hook { result = try await hook(use, result, service) }
            state.withLock { $0.open[number] = nil }
            return result
        } catch let lost as LinkError {
            state.withLock { $0.open[number] = nil }
            throw lost
        }
    }

    package func send(_ use: ShareUse, answer: @escaping @Sendable (Result<ShareResult, any Error>) -> Void) {
        // A connection's own task answers in the product; here is none.
        Task {
            do {
                let result = try await self.use(use)
                answer(.success(result))
            } catch {
                answer(.failure(error))
            }
        }
    }

    package func generateKey(_ request: KeyGenerationStep) async throws -> KeyGenerationAnswer {
        let (service, conduct, hook) = state.withLock { state in
            state.steps.append(request.round)
            return (state.service, state.conduct, state.hook)
        }
        switch conduct {
        case .disconnected: throw LinkError(custodian: custodian, reason: "the test cut it off")
        case .silent:
            try await Task.sleep(for: .seconds(60))
            throw LinkError(custodian: custodian, reason: "it stayed silent")
        default:
            if let hook { return try await hook(request, service) }
            return try await service.generateKey(request)
        }
    }
}
