import ByteCoding
import FleetIdentity
import Foundation
import Secrets

/// The one user of a gateway: made once, then the same at every start.
struct AccessKey: Sendable {
    let user: String
    let id: String
    let secret: String

    /// A fresh key.
    init(user: String) {
        let random = ProcessRandom()
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
        self.user = user
        id = "AKIA" + String(decoding: random.bytes(16).map { letters[Int($0 & 31)] }, as: UTF8.self)
        secret = Data(random.bytes(30)).base64EncodedString()
    }

    init(user: String, id: String, secret: String) {
        self.user = user
        self.id = id
        self.secret = secret
    }

    private static let label = "access key"

    /// - Throws: where the file cannot be written.
    func save(to path: String, sealedBy key: SealingKey) throws {
        var writer = ByteWriter()
        for text in [user, id, secret] { writer.write(text) }
        try PrivateFile.write(try key.seal(writer.bytes, label: Self.label, associatedData: []), to: path)
    }

    /// - Throws: ``ConfigurationFault`` where the file cannot be used.
    init(file path: String, sealedBy key: SealingKey) throws {
        do {
            let sealed = try PrivateFile.read(path, limit: 4_096)
            var reader = ByteReader(try key.open(sealed, label: Self.label, associatedData: []))
            user = try reader.readString()
            id = try reader.readString()
            secret = try reader.readString()
            try reader.finish()
        } catch {
            throw ConfigurationFault(
                "The access key in \(path) cannot be used: \(error). Put the file back from a copy.")
        }
    }

    /// Lines for a shell.
    func exports(kms: String, region: String) -> [(String, String)] {
        [
            ("AWS_ENDPOINT_URL_KMS", kms), ("AWS_ACCESS_KEY_ID", id), ("AWS_SECRET_ACCESS_KEY", secret),
            ("AWS_REGION", region), ("AWS_DEFAULT_REGION", region),
        ]
    }
}
