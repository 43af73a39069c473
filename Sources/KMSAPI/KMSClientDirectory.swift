package import AWSProtocol
package import Gateway
package import KeyMap
import Synchronization

/// The users that may sign requests, by their access keys: those that the gateway was told of, and those of the key map.
package struct KMSClientDirectory: Sendable {
    private let own: [String: User]
    private let issued: IssuedAccessKeys?

    fileprivate struct User: Sendable {
        let client: AuthenticatedClient
        let secret: SigningSecret
    }

    package init() {
        own = [:]
        issued = nil
    }

    private init(own: [String: User], issued: IssuedAccessKeys?) {
        self.own = own
        self.issued = issued
    }

    /// The directory with one more user.
    package func adding(_ client: AuthenticatedClient, secret: SigningSecret) -> KMSClientDirectory {
        var own = own
        own[client.accessKeyID] = User(client: client, secret: secret)
        return KMSClientDirectory(own: own, issued: issued)
    }

    /// The directory with the users whose access keys the key map has.
    ///
    /// - Parameter master: what their secrets come from; nil while it is not known, and then none is either.
    package func following(
        _ replica: KeyMapReplica, master: @escaping @Sendable () -> AccessKeyMaster?,
        now: @escaping @Sendable () -> Timestamp
    ) -> KMSClientDirectory {
        KMSClientDirectory(own: own, issued: IssuedAccessKeys(replica: replica, master: master, now: now))
    }

    private func user(_ id: String) -> User? { own[id] ?? issued?.user(id) }

    func client(accessKey id: String) -> AuthenticatedClient? { user(id)?.client }
}

extension KMSClientDirectory: SigningSecrets {
    package func secret(forAccessKey id: String) -> SigningSecret? { user(id)?.secret }
}

/// The access keys of the key map, as it is now: one that is revoked or has ended is nobody's.
private final class IssuedAccessKeys: Sendable {
    /// Access keys in use at a time. With more of them secrets are derived again.
    private static let limit = 4_096

    private let replica: KeyMapReplica
    private let master: @Sendable () -> AccessKeyMaster?
    private let now: @Sendable () -> Timestamp
    /// What was derived, with the record that it is for.
    private let known = Mutex<[AccessKeyID: (record: AccessKeyRecord, user: KMSClientDirectory.User)]>([:])

    init(
        replica: KeyMapReplica, master: @escaping @Sendable () -> AccessKeyMaster?,
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.replica = replica
        self.master = master
        self.now = now
    }

    func user(_ text: String) -> KMSClientDirectory.User? {
        guard let id = AccessKeyID(text), let record = replica.accessKey(id), record.isValid(at: now()) else {
            return nil
        }
        if let entry = known.withLock({ $0[id] }), entry.record == record { return entry.user }
        guard let master = master() else { return nil }
        let user = KMSClientDirectory.User(
            client: AuthenticatedClient(accessKeyID: text, arn: record.userARN, account: record.account),
            secret: SigningSecret(secretAccessKey: master.secret(of: record)))
        known.withLock { known in
            if known.count >= Self.limit { known.removeAll() }
            known[id] = (record, user)
        }
        return user
    }
}
