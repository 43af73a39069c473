package import AWSProtocol
package import Gateway

/// The users that may sign requests, by their access keys.
package struct KMSClientDirectory: Sendable {
    private let users: [String: User]

    private struct User: Sendable {
        let client: AuthenticatedClient
        let secret: SigningSecret
    }

    package init() {
        users = [:]
    }

    private init(users: [String: User]) {
        self.users = users
    }

    /// The directory with one more user.
    package func adding(_ client: AuthenticatedClient, secret: SigningSecret) -> KMSClientDirectory {
        var users = users
        users[client.accessKeyID] = User(client: client, secret: secret)
        return KMSClientDirectory(users: users)
    }

    func client(accessKey id: String) -> AuthenticatedClient? { users[id]?.client }
}

extension KMSClientDirectory: SigningSecrets {
    package func secret(forAccessKey id: String) -> SigningSecret? { users[id]?.secret }
}
