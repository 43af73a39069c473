import ByteCoding
import FleetIdentity
import Foundation
import Secrets

/// The dev fleet's one user and the admin token: made once, then the same at every start.
struct DevAccess: Sendable {
    let accessKeyID: String
    let secretAccessKey: String
    let adminToken: String

    /// Reads what an earlier start has made, or makes it.
    ///
    /// - Throws: where a file cannot be read or written.
    init(_ folder: DevFolder, sealedBy key: SealingKey) throws {
        let path = folder.file("gateway/access.sealed")
        let tokenPath = folder.file("admin-token")
        if FileManager.default.fileExists(atPath: path) {
            (accessKeyID, secretAccessKey, adminToken) = try Self.read(path, sealedBy: key)
        } else {
            let random = SystemRandom()
            let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
            accessKeyID = "AKIA" + String(decoding: random.bytes(16).map { letters[Int($0 & 31)] }, as: UTF8.self)
            secretAccessKey = Data(random.bytes(30)).base64EncodedString()
            adminToken = Hexadecimal.encode(random.bytes(32))
            var writer = ByteWriter()
            writer.write(accessKeyID)
            writer.write(secretAccessKey)
            writer.write(adminToken)
            try PrivateFile.write(try key.seal(writer.bytes, label: "access", associatedData: []), to: path)
        }
        try PrivateFile.write(Array((adminToken + "\n").utf8), to: tokenPath)
    }

    private static func read(_ path: String, sealedBy key: SealingKey) throws -> (String, String, String) {
        do {
            let sealed = try PrivateFile.read(path, limit: 4_096)
            var reader = ByteReader(try key.open(sealed, label: "access", associatedData: []))
            let values = (try reader.readString(), try reader.readString(), try reader.readString())
            try reader.finish()
            return values
        } catch {
            throw ConfigurationFault(
                "The dev credentials in \(path) cannot be used: \(error). Put the file back from a copy, or delete it: the "
                    + "next start makes new credentials, and the old ones are refused.")
        }
    }

    /// What `source DIR/env` sets.
    func exports(kms: String, admin: String, region: String, tokenFile: String) -> String {
        let variables = [
            ("AWS_ENDPOINT_URL_KMS", kms), ("AWS_ACCESS_KEY_ID", accessKeyID),
            ("AWS_SECRET_ACCESS_KEY", secretAccessKey), ("AWS_REGION", region), ("AWS_DEFAULT_REGION", region),
            ("QUORATE_ADMIN_URL", admin), ("QUORATE_ADMIN_TOKEN_FILE", tokenFile),
        ]
        return variables.map { "export \($0)=\(ShellWord.quoted($1))\n" }.joined()
    }
}
