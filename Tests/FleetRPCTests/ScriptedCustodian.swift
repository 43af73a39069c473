import FleetIdentity
import FleetProto
import Foundation
import GRPCCore
import GRPCNIOTransportHTTP2Posix
import KeyMap
import ServiceLifecycle
import SwiftProtobuf

/// A custodian at whose end of a stream a test writes the messages, byte for byte.
struct ScriptedCustodian: Service {
    typealias UseBatch = Quorate_Custodian_V1_UseBatch
    typealias ReleaseBatch = Quorate_Custodian_V1_ReleaseBatch

    /// What it answers to each message; the answers go out as they are.
    struct Script: Sendable {
        var uses: @Sendable (UseBatch) throws -> [[UInt8]] = { _ in [] }
        var releases: @Sendable (ReleaseBatch) throws -> [[UInt8]] = { _ in [] }
    }

    private let server: GRPCServer<HTTP2ServerTransport.Posix>
    private let transport: HTTP2ServerTransport.Posix

    init(_ running: RunningCustodian, _ script: Script) throws {
        let identity = try running.identity(.custodian, "custodian-1")
        transport = HTTP2ServerTransport.Posix(
            address: .ipv4(host: "127.0.0.1", port: 0),
            transportSecurity: .mTLS(
                certificateChain: [.bytes(Array(identity.certificateChainPEM.utf8), format: .pem)],
                privateKey: .bytes(Array(identity.tlsKeyPEM.utf8), format: .pem)
            ) { tls in
                tls.trustRoots = .certificates([.bytes(Array(identity.authorityPEM.utf8), format: .pem)])
                tls.clientCertificateVerification = .noHostnameVerification
                tls.requireALPN = true
            })
        server = GRPCServer(transport: transport, services: [Answers(script: script)])
    }

    func run() async throws { try await server.serve() }

    /// The custodian of the charter, where this one listens.
    func record(of running: RunningCustodian) async throws -> CustodianRecord {
        let port = try await transport.listeningAddress.ipv4?.port ?? 0
        let honest = running.record
        return CustodianRecord(
            id: honest.id, ordinal: honest.ordinal, region: honest.region, vendor: honest.vendor,
            operatorName: honest.operatorName, endpoint: "127.0.0.1:\(port)", identityKey: honest.identityKey,
            sealingKey: honest.sealingKey)
    }

    private struct Answers: RegistrableRPCService {
        let script: Script

        func registerMethods<Transport: ServerTransport>(with router: inout RPCRouter<Transport>) {
            register(Quorate_Custodian_V1_Custodian.Method.Use.descriptor, script.uses, &router)
            register(Quorate_Custodian_V1_Custodian.Method.Release.descriptor, script.releases, &router)
        }

        private func register<Request: Message, Transport: ServerTransport>(
            _ method: MethodDescriptor, _ answers: @escaping @Sendable (Request) throws -> [[UInt8]],
            _ router: inout RPCRouter<Transport>
        ) {
            router.registerHandler(forMethod: method, deserializer: Reader<Request>(), serializer: AsTheyAre()) {
                request, _ in
                StreamingServerResponse { writer in
                    for try await message in request.messages {
                        for answer in try answers(message) { try await writer.write(answer) }
                    }
                    return [:]
                }
            }
        }
    }

    private struct Reader<Request: Message>: MessageDeserializer {
        func deserialize<Bytes: GRPCContiguousBytes>(_ bytes: Bytes) throws -> Request {
            try Request(serializedBytes: unsafe bytes.withUnsafeBytes { unsafe Array($0) })
        }
    }

    private struct AsTheyAre: MessageSerializer {
        func serialize<Bytes: GRPCContiguousBytes>(_ message: [UInt8]) throws -> Bytes { Bytes(message) }
    }
}
