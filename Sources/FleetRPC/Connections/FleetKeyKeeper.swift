package import FleetIdentity
package import KeyMap
package import Logging
import ServiceLifecycle

/// Gets this custodian the fleet key that the charter asks for: from another custodian that has it, or, at the longest-serving
/// custodian, by making it.
package struct FleetKeyKeeper: Service {
    private let node: FleetNode
    private let exchange: FleetKeyExchange
    private let mayMake: @Sendable () -> Bool
    private let peer: @Sendable (CustodianID) -> PeerConnection?
    private let logger: Logger

    /// - Parameter mayMake: whether this custodian is sure that it had no key of a generation that it does not have now.
    package init(
        node: FleetNode, exchange: FleetKeyExchange, mayMake: @escaping @Sendable () -> Bool, logger: Logger,
        peer: @escaping @Sendable (CustodianID) -> PeerConnection?
    ) {
        self.node = node
        self.exchange = exchange
        self.mayMake = mayMake
        self.logger = logger
        self.peer = peer
    }

    package func run() async throws {
        for await charter in node.membership.changes.cancelOnGracefulShutdown() {
            // One that has left gets no key, and asks for none.
            guard charter.names(node.name) else { continue }
            await cancelWhenGracefulShutdown {
                var wait = Duration.milliseconds(50)
                while !Task.isCancelled, exchange.keyring.generation < charter.fleetKeyGeneration,
                    node.membership.charter.revision == charter.revision
                {
                    await obtain(by: charter)
                    try? await Task.sleep(for: wait)
                    wait = min(wait * 2, .seconds(2))
                }
            }
        }
    }

    /// Asks every other custodian, and makes the key where none has it and it is this one's turn. Not where no other answers:
    /// they may have the key, and this one have lost it with its state; and a key for one alone is of no use.
    private func obtain(by charter: FleetCharter) async {
        let generation = charter.fleetKeyGeneration
        let others = charter.custodians.filter { $0.id.description != node.name.id }
        var isAnswered = others.isEmpty
        for record in others.sorted(by: { $0.ordinal < $1.ordinal }) {
            guard let peer = peer(record.id), let answer = await ask(peer, generation) else { continue }
            isAnswered = true
            guard let (offered, sealed) = answer.key else { continue }
            do {
                try exchange.take(sealed, generation: offered, from: record, by: charter)
                logger.notice("has the fleet key", metadata: ["generation": "\(generation)", "from": "\(record.id)"])
                return
            } catch {
                logger.error(
                    "a fleet key is refused", metadata: ["from": "\(record.id)", "reason": "\(error)"])
            }
        }
        let first = charter.custodians.min { $0.ordinal < $1.ordinal }
        guard isAnswered, first?.id.description == node.name.id else { return }
        guard mayMake() else {
            return logger.warning(
                "waits for the fleet key from another custodian: state.sealed was lost, and the key perhaps with it")
        }
        do {
            try exchange.keyring.add(.random(generation: generation))
            logger.notice("made the fleet key", metadata: ["generation": "\(generation)"])
        } catch {
            logger.error("the fleet key could not be kept", metadata: ["reason": "\(error)"])
        }
    }

    private struct Answer {
        /// Nil where the other has none that it may give.
        let key: (generation: UInt32, sealed: [UInt8])?
    }

    /// Nil where the other is out of reach.
    private func ask(_ peer: PeerConnection, _ generation: UInt32) async -> Answer? {
        do {
            return Answer(key: try await peer.fetchFleetKey(generation))
        } catch {
            return nil
        }
    }
}
