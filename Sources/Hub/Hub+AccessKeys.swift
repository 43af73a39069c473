package import KeyMap
import Secrets

/// The access keys of users, as operators give and take them.
extension Hub {
    /// Makes an access key for a user, who exists from then on.
    ///
    /// - Throws: ``KeyMapError`` with `.limitExceeded` where the user has two that are valid, `.malformed` for a name or
    ///   account that none has; ``HubError`` with `.storage`.
    package func createAccessKey(user: String, account: String) async throws -> AccessKeyRecord {
        try await enterAccessKey { _, now in
            (AccessKeyRecord(id: newAccessKeyID(), account: account, user: user, created: now), [])
        }
    }

    /// Makes a second access key for the user of one, and has that one end after a time in which both are good.
    ///
    /// - Parameter overlap: seconds.
    /// - Throws: as ``createAccessKey(user:account:)``; also `.notFound`, and `.invalidState` where it ends already.
    package func rotateAccessKey(_ id: AccessKeyID, overlap: Double) async throws -> AccessKeyRecord {
        try await enterAccessKey { replica, now in
            let old = try Self.accessKey(id, of: replica)
            guard old.ends == nil else {
                throw KeyMapError(.invalidState, "Access key \(id) of \(old.user) has an end already: it was rotated.")
            }
            let ending = old.ending(at: Timestamp(seconds: now.seconds + overlap))
            return (AccessKeyRecord(id: newAccessKeyID(), account: old.account, user: old.user, created: now), [ending])
        }
    }

    /// Takes an access key away, at once.
    ///
    /// - Throws: ``KeyMapError`` with `.notFound`; ``HubError`` with `.storage`.
    package func revokeAccessKey(_ id: AccessKeyID) async throws {
        try await writer.commit { replica in
            _ = try Self.accessKey(id, of: replica)
            return [(name: .accessKey(id), value: .removed)]
        }
    }

    /// Takes the access keys that have ended out of the key map. They are refused from their end on in any case.
    ///
    /// - Throws: ``HubError`` with `.storage`.
    package func removeEndedAccessKeys() async throws {
        let now = clock()
        guard replica.accessKeys.contains(where: { !$0.isValid(at: now) }) else { return }
        try await writer.commit { replica in
            replica.accessKeys.filter { !$0.isValid(at: now) }.map { (name: .accessKey($0.id), value: .removed) }
        }
    }

    private func newAccessKeyID() -> AccessKeyID { AccessKeyID(random: random.bytes(16)) }

    /// Commits a new access key, with what becomes of others.
    private func enterAccessKey(
        _ make: (KeyMapReplica, Timestamp) throws -> (AccessKeyRecord, [AccessKeyRecord])
    ) async throws -> AccessKeyRecord {
        let now = clock()
        var made: AccessKeyRecord?
        try await writer.commit { replica in
            let (key, others) = try make(replica, now)
            try Self.checkAllowed(key, in: replica, at: now)
            made = key
            return (others + [key]).map { (name: .accessKey($0.id), value: .accessKey($0)) }
        }
        guard let made else { throw HubError(.storage, "The access key was not entered.") }
        return made
    }

    private static func checkAllowed(
        _ key: AccessKeyRecord, in replica: KeyMapReplica, at now: Timestamp
    ) throws(KeyMapError) {
        guard AccessKeyRecord.isUserName(key.user) else {
            throw KeyMapError(
                .malformed, "\(key.user) is no name of a user: use 1 to 64 of the characters a-z A-Z 0-9 _ + = , . @ -")
        }
        guard AccessKeyRecord.isAccount(key.account) else {
            throw KeyMapError(.malformed, "\(key.account) is no AWS account id: it has 12 digits.")
        }
        let valid = replica.accessKeys.filter {
            $0.account == key.account && $0.user == key.user && $0.isValid(at: now)
        }
        guard valid.count < AccessKeyRecord.limitPerUser else {
            throw KeyMapError(
                .limitExceeded,
                "\(key.userARN) has \(valid.count) access keys, the most that a user may have: "
                    + valid.map(\.id.description).joined(separator: ", ") + ". Revoke one, or wait until one ends.")
        }
        guard replica.accessKey(key.id) == nil else {
            throw KeyMapError(.alreadyExists, "There is an access key \(key.id) already. Ask again.")
        }
    }

    private static func accessKey(_ id: AccessKeyID, of replica: KeyMapReplica) throws(KeyMapError) -> AccessKeyRecord {
        guard let key = replica.accessKey(id) else {
            throw KeyMapError(.notFound, "There is no access key \(id); `quorate access list` shows those there are.")
        }
        return key
    }
}
