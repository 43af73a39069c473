import AuditLog
import Foundation
import HTTPTypes
import Hub
import Hummingbird
import KeyMap

/// Users' access keys.
extension AdminRouter {
    /// The longest that an access key and its successor may both be good.
    private static let longestOverlap = 90 * 86_400.0

    func addAccess(to group: RouterGroup<BasicRequestContext>) {
        group.get { _, _ in try Self.json(view.hub.replica.accessKeys.map { AccessKeyDescription($0) }) }
        group.post { request, context in
            let wanted = try await request.decode(as: AccessKeyRequest.self, context: context)
            guard let account = wanted.account ?? account else {
                throw HTTPError(.badRequest, message: "Say which account the user is of, with --account.")
            }
            return try await recorder.recorded(
                "CreateAccessKey", ["user": .string(wanted.user), "account": .string(account)]
            ) {
                try await Self.refusing {
                    try Self.json(made(try await view.hub.createAccessKey(user: wanted.user, account: account)))
                }
            }
        }
        group.post(":id/rotation") { request, context in
            let rotation = try await request.decode(as: AccessKeyRotation.self, context: context)
            guard (0...Self.longestOverlap).contains(rotation.overlap) else {
                throw HTTPError(
                    .badRequest,
                    message: "Access keys may overlap for 0 seconds to \(Int(Self.longestOverlap)), 90 days.")
            }
            let id = try Self.accessKeyID(context)
            return try await recorder.recorded(
                "RotateAccessKey",
                ["accessKeyId": .string(id.description), "overlapSeconds": .integer(Int64(rotation.overlap))]
            ) {
                try await Self.refusing {
                    try Self.json(made(try await view.hub.rotateAccessKey(id, overlap: rotation.overlap)))
                }
            }
        }
        group.delete(":id") { _, context in
            let id = try Self.accessKeyID(context)
            return try await recorder.recorded("RevokeAccessKey", ["accessKeyId": .string(id.description)]) {
                try await Self.refusing {
                    try await view.hub.revokeAccessKey(id)
                    return try Self.json(["revoked": id.description])
                }
            }
        }
    }

    private func made(_ record: AccessKeyRecord) -> AccessKeyDescription {
        AccessKeyDescription(record, secret: view.hub.accessKeys.secret(of: record))
    }

    private static func accessKeyID(_ context: BasicRequestContext) throws -> AccessKeyID {
        let text = try context.parameters.require("id")
        guard let id = AccessKeyID(text) else {
            throw HTTPError(
                .badRequest, message: "\(text) is no id of an access key; `quorate access list` shows them.")
        }
        return id
    }

    /// Answers with what the hub says where it refuses a change.
    static func refusing<Answer>(_ body: () async throws -> Answer) async throws -> Answer {
        do {
            return try await body()
        } catch let error as KeyMapError {
            let status: HTTPResponse.Status =
                switch error.code {
                case .notFound: .notFound
                case .alreadyExists, .invalidState, .limitExceeded: .conflict
                default: .badRequest
                }
            throw HTTPError(status, message: error.message)
        } catch let error as HubError {
            throw HTTPError(.serviceUnavailable, message: "\(error)")
        }
    }
}
