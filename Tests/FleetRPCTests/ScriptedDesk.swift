import Crypto
import Hub
import KeyMap
import Secrets

/// A hub's desk without any key.
struct ScriptedDesk: ChangeSigner {
    private let key = Curve25519.Signing.PrivateKey()
    private let replica: KeyMapReplica

    init(_ running: RunningCustodian) {
        replica = KeyMapReplica(
            members: FleetMembers(custodians: [running.record]), hubKey: Array(key.publicKey.rawRepresentation),
            check: { _, _ in })
    }

    func sign(_ message: [UInt8]) throws -> [UInt8] { Array(try key.signature(for: message)) }

    var desk: PermitDesk {
        PermitDesk(
            replica: replica, signer: self, random: SystemRandom(), clock: { Timestamp(seconds: 1_800_000_000) })
    }
}
