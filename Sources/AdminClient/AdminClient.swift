package import AdminAPI
import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL

/// A client of the hub's admin API, for the command line.
package struct AdminClient: Sendable {
    private let url: String
    private let token: String
    /// A PEM file of the authorities whose certificates a hub may show; nil for those of the system.
    private let authorities: String?

    package init(url: String, token: String, authorities: String? = nil) {
        self.url = url
        self.token = token
        self.authorities = authorities
    }

    /// - Throws: ``AdminClientError``.
    package func status() async throws -> FleetStatus {
        try JSONDecoder().decode(FleetStatus.self, from: try await get("/v1/status"))
    }

    /// How the randomness of the hub and of every custodian does.
    ///
    /// - Throws: ``AdminClientError``.
    package func entropy() async throws -> [NodeEntropy] {
        try JSONDecoder().decode([NodeEntropy].self, from: try await get("/v1/entropy"))
    }

    /// How the randomness of one node does, which its operations address says to anyone.
    ///
    /// - Throws: ``AdminClientError``.
    package static func entropy(ofNode url: String) async throws -> EntropyDescription {
        do {
            let response = try await HTTPClient.shared.execute(
                HTTPClientRequest(url: "\(url)/entropy"), timeout: .seconds(10))
            guard response.status == .ok else {
                throw AdminClientError(message: "The node at \(url) answered \(response.status) to /entropy.")
            }
            let body = try await response.body.collect(upTo: 1 << 20)
            return try JSONDecoder().decode(EntropyDescription.self, from: Data(body.readableBytesView))
        } catch let error as AdminClientError {
            throw error
        } catch {
            throw AdminClientError(
                message:
                    "No node answers at \(url): give the address that `operations` of its configuration names, with "
                    + "http:// before it (\(error)).")
        }
    }

    /// - Throws: ``AdminClientError``.
    package func keys() async throws -> [KeyDescription] {
        try JSONDecoder().decode([KeyDescription].self, from: try await get("/v1/keys"))
    }

    /// - Parameters:
    ///   - name: the key's id or ARN, or an alias or its ARN.
    ///   - region: where the key must be; nil for anywhere.
    /// - Throws: ``AdminClientError``, also where several keys have the alias.
    package func key(_ name: String, region: String? = nil) async throws -> KeyDescription {
        let query = region.map { "?region=\(Self.escaped($0))" } ?? ""
        return try JSONDecoder().decode(
            KeyDescription.self, from: try await get("/v1/keys/\(Self.escaped(name))\(query)"))
    }

    /// Puts another policy in place, if its linter finds nothing or `force` is set.
    ///
    /// - Throws: ``AdminClientError``, also where the policy cannot be evaluated.
    package func putPolicy(
        _ policy: String, of name: String, region: String?, force: Bool
    ) async throws -> PolicyOutcome {
        let query = region.map { "?region=\(Self.escaped($0))" } ?? ""
        return try JSONDecoder().decode(
            PolicyOutcome.self,
            from: try await send(
                .PUT, "/v1/keys/\(Self.escaped(name))/policy\(query)", PolicyReplacement(policy: policy, force: force)))
    }

    /// How often keys were used at the hub's own gateway, in the order of keys, regions, versions and operations.
    ///
    /// - Throws: ``AdminClientError``, also where it has none.
    package func usage() async throws -> [KeyUsageCount] {
        try JSONDecoder().decode([KeyUsageCount].self, from: try await get("/v1/usage")).sorted {
            ($0.key, $0.region, $0.version, $0.operation) < ($1.key, $1.region, $1.version, $1.operation)
        }
    }

    /// The access keys of all users.
    ///
    /// - Throws: ``AdminClientError``.
    package func accessKeys() async throws -> [AccessKeyDescription] {
        try JSONDecoder().decode([AccessKeyDescription].self, from: try await get("/v1/access"))
    }

    /// Makes an access key for a user.
    ///
    /// - Throws: ``AdminClientError``.
    package func createAccessKey(user: String, account: String?) async throws -> AccessKeyDescription {
        try JSONDecoder().decode(
            AccessKeyDescription.self,
            from: try await send(.POST, "/v1/access", AccessKeyRequest(user: user, account: account)))
    }

    /// Makes the successor of an access key, which ends after an overlap in seconds.
    ///
    /// - Throws: ``AdminClientError``.
    package func rotateAccessKey(_ id: String, overlap: Double) async throws -> AccessKeyDescription {
        try JSONDecoder().decode(
            AccessKeyDescription.self,
            from: try await send(
                .POST, "/v1/access/\(Self.escaped(id))/rotation", AccessKeyRotation(overlap: overlap)))
    }

    /// Takes an access key away.
    ///
    /// - Throws: ``AdminClientError``.
    package func revokeAccessKey(_ id: String) async throws {
        var request = HTTPClientRequest(url: "\(url)/v1/access/\(Self.escaped(id))")
        request.method = .DELETE
        _ = try await send(request)
    }

    /// - Parameter subject: a key by any of its names, or the text of a placement policy.
    /// - Throws: ``AdminClientError``, also where there is no such placement.
    package func placement(_ subject: String) async throws -> PlacementExplanation {
        try JSONDecoder().decode(
            PlacementExplanation.self, from: try await get("/v1/placement?of=\(Self.escaped(subject))"))
    }

    /// Who is in the fleet.
    ///
    /// - Throws: ``AdminClientError``.
    package func fleet() async throws -> FleetOverview {
        try JSONDecoder().decode(FleetOverview.self, from: try await get("/v1/fleet"))
    }

    /// The requests of nodes that wait to join, in canonical encoding.
    ///
    /// - Throws: ``AdminClientError``.
    package func joinRequests() async throws -> [[UInt8]] {
        try JSONDecoder().decode(JoinRequests.self, from: try await get("/v1/fleet/requests")).requests
            .compactMap { Data(base64Encoded: $0).map(Array.init) }
    }

    /// The charter in force, signed, in canonical encoding.
    ///
    /// - Throws: ``AdminClientError``.
    package func charter() async throws -> [UInt8] {
        let document = try JSONDecoder().decode(CharterDocument.self, from: try await get("/v1/fleet/charter"))
        return Data(base64Encoded: document.charter).map(Array.init) ?? []
    }

    /// Puts another charter in force.
    ///
    /// - Throws: ``AdminClientError`` where the hub refuses it.
    package func publish(charter: [UInt8]) async throws -> FleetOverview {
        let document = CharterDocument(charter: Data(charter).base64EncodedString())
        return try JSONDecoder().decode(
            FleetOverview.self, from: try await send(.PUT, "/v1/fleet/charter", document))
    }

    private static func escaped(_ text: String) -> String {
        let allowed = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-_."))
        return text.addingPercentEncoding(withAllowedCharacters: allowed) ?? text
    }

    private func get(_ path: String) async throws -> Data {
        try await send(HTTPClientRequest(url: url + path))
    }

    private func send(_ method: HTTPMethod, _ path: String, _ value: some Encodable) async throws -> Data {
        var request = HTTPClientRequest(url: url + path)
        request.method = method
        request.headers.add(name: "Content-Type", value: "application/json")
        request.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(value)))
        return try await send(request)
    }

    private func send(_ request: HTTPClientRequest) async throws -> Data {
        var request = request
        request.headers.add(name: "Authorization", value: "Bearer \(token)")
        let response: HTTPClientResponse
        let body: ByteBuffer
        do {
            (response, body) = try await execute(request)
        } catch {
            throw AdminClientError(
                message: "The hub at \(url) does not answer: start it, or set QUORATE_ADMIN_URL (\(error)).")
        }
        let data = Data(body.readableBytesView)
        guard response.status == .ok else {
            let refusal = try? JSONDecoder().decode(Refusal.self, from: data)
            throw AdminClientError(message: refusal?.error.message ?? "The hub answered \(response.status).")
        }
        return data
    }

    private func execute(_ request: HTTPClientRequest) async throws -> (HTTPClientResponse, ByteBuffer) {
        func answer(_ client: HTTPClient) async throws -> (HTTPClientResponse, ByteBuffer) {
            let response = try await client.execute(request, timeout: .seconds(10))
            return (response, try await response.body.collect(upTo: 64 << 20))
        }
        guard let authorities else { return try await answer(.shared) }
        var configuration = HTTPClient.Configuration()
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.trustRoots = .file(authorities)
        configuration.tlsConfiguration = tls
        return try await HTTPClient.withHTTPClient(configuration: configuration, answer)
    }

    private struct Refusal: Decodable {
        struct Reason: Decodable {
            let message: String
        }

        let error: Reason
    }
}

/// Why the hub gave no answer; the message is for a person.
package struct AdminClientError: Error, CustomStringConvertible {
    package let message: String

    package var description: String { message }
}
