import ByteCoding
package import FleetIdentity
import FleetProto
import FoundationEssentials
import GRPCCore
import SwiftProtobuf
import Synchronization

/// How a node that was invited asks the hub to join.
package enum Joining {
    package typealias Welcome = (certificate: [UInt8], charter: SignedCharter)

    /// Asks until the root key has signed a charter that names the node, or the time is over.
    ///
    /// - Parameters:
    ///   - limit: how long to ask.
    ///   - onPending: called once, when the hub has the request and nobody has approved it.
    /// - Returns: the node's first certificate, DER, and the charter, which is not verified here.
    /// - Throws: ``JoinFailure`` where the hub refuses, is out of reach, or nobody approves in time.
    package static func ask(
        _ request: JoinRequest, with token: JoinToken, limit: Duration, onPending: @Sendable () -> Void
    ) async throws -> Welcome {
        let hub = try SPIFFEIdentity(fleet: token.name.fleet, role: .hub, id: token.hub)
        let channel = try NodeChannel(to: hub, endpoint: token.hubEndpoint, credentials: token.credentials) {
            _ = try PeerExpectation(fleet: hub.fleet, roles: [.hub], id: hub.id).check(certificate: $0)
        }
        let outcome = Mutex<Result<Welcome, any Error>>(.failure(JoinFailure("The hub was not asked.")))
        await channel.client.keepConnected {
            do {
                let welcome = try await ask(request, token, over: channel, limit: limit, onPending: onPending)
                outcome.withLock { $0 = .success(welcome) }
            } catch {
                outcome.withLock { $0 = .failure(error) }
            }
        }
        return try outcome.withLock { try $0.get() }
    }

    private static func ask(
        _ request: JoinRequest, _ token: JoinToken, over channel: NodeChannel, limit: Duration,
        onPending: @Sendable () -> Void
    ) async throws -> Welcome {
        var isPending = false
        var failure = "it did not answer"
        let deadline = ContinuousClock.now + limit
        repeat {
            do {
                let reply = try await channel.hub.join(.with { $0.request = Data(request.encoded) }, options: options)
                switch reply.result {
                case .welcome(let welcome):
                    return (Array(welcome.certificate), try SignedCharter(decoding: Array(welcome.charter)))
                case .refusal(let reason): throw JoinFailure("The hub refuses: \(PeerText.limited(reason)).")
                case .pending, nil:
                    if !isPending { onPending() }
                    isPending = true
                }
            } catch let error as RPCError {
                failure = "\(error.message)"
            }
            try await Task.sleep(for: .milliseconds(500))
        } while ContinuousClock.now < deadline
        throw JoinFailure(
            isPending
                ? "Nobody has approved \(token.name.id) so far. Run the same command again: the request stays the same."
                : "The hub at \(token.hubEndpoint) is out of reach: \(failure).")
    }

    private static var options: CallOptions {
        var options = NodeChannel.options
        options.timeout = .seconds(5)
        return options
    }
}

/// Why a node has not joined; the message is for a person.
package struct JoinFailure: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
