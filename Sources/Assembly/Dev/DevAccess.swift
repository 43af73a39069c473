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
    init(_ folder: DevFolder, sealedBy sealing: SealingKey) throws {
        let path = folder.file("gateway/access.sealed")
        let tokenPath = folder.file("admin-token")
        if FileManager.default.fileExists(atPath: path) {
            (accessKeyID, secretAccessKey, adminToken) = try Self.read(path, sealedBy: sealing)
        } else {
            let key = AccessKey(user: "dev")
            accessKeyID = key.id
            secretAccessKey = key.secret
            adminToken = Hexadecimal.encode(ProcessRandom().bytes(32))
            var writer = ByteWriter()
            writer.write(accessKeyID)
            writer.write(secretAccessKey)
            writer.write(adminToken)
            try PrivateFile.write(try sealing.seal(writer.bytes, label: "access", associatedData: []), to: path)
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
        let key = AccessKey(user: "dev", id: accessKeyID, secret: secretAccessKey)
        return ShellExports.text(
            key.exports(kms: kms, region: region)
                + [("QUORATE_ADMIN_URL", admin), ("QUORATE_ADMIN_TOKEN_FILE", tokenFile)])
    }
}
