package import AuditLog
package import Entropy
package import KeyGeneration
package import KeyMap
package import Secrets
package import SteadyTime

/// Who a custodian is, and what it may rely on.
package struct CustodianSettings: Sendable {
    package let fleet: String
    package let custodian: CustodianID
    package let signer: any CeremonySigner
    /// HPKE under the fleet key, between custodians.
    package let sealing: any ShareSealing
    /// Encryption of shares at rest.
    package let atRest: any ShareProtection
    package let storage: any ShareStorage
    package let audit: any AuditSink
    package let random: any RandomSource
    /// How the randomness of this process does; nil where nobody measures it, and keys are made all the same.
    package let entropy: (any EntropyGauge)?
    /// Nil for a custodian that rebuilds no keys itself.
    package let reconstruction: ReconstructionSupport?
    package let clock: @Sendable () -> Timestamp
    package let steadyClock: any SteadyClock
    package let lockPolicy: GuardedSlab.LockPolicy

    package init(
        fleet: String, custodian: CustodianID, signer: any CeremonySigner, sealing: any ShareSealing,
        atRest: any ShareProtection, storage: any ShareStorage, audit: any AuditSink, random: any RandomSource,
        entropy: (any EntropyGauge)? = nil,
        reconstruction: ReconstructionSupport? = nil, lockPolicy: GuardedSlab.LockPolicy,
        clock: @escaping @Sendable () -> Timestamp, steadyClock: any SteadyClock = ContinuousClock()
    ) {
        self.fleet = fleet
        self.custodian = custodian
        self.signer = signer
        self.sealing = sealing
        self.atRest = atRest
        self.storage = storage
        self.audit = audit
        self.random = random
        self.entropy = entropy
        self.reconstruction = reconstruction
        self.lockPolicy = lockPolicy
        self.clock = clock
        self.steadyClock = steadyClock
    }
}

/// Encrypts shares for the disk, bound to the place where they lie.
package protocol ShareProtection: Sendable {
    func seal(_ share: borrowing SecretBytes, binding: [UInt8]) throws -> [UInt8]
    func open(_ sealed: [UInt8], binding: [UInt8]) throws -> SecretBytes
}
