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
        if let sealed = FileManager.default.contents(atPath: path) {
            let opened = try key.open(Array(sealed), label: "access", associatedData: [])
            var reader = ByteReader(opened)
            accessKeyID = try reader.readString()
            secretAccessKey = try reader.readString()
            adminToken = try reader.readString()
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
            let sealed = try key.seal(writer.bytes, label: "access", associatedData: [])
            try PrivateText.write(Data(sealed), to: path)
        }
        try PrivateText.write(Data((adminToken + "\n").utf8), to: tokenPath)
    }

    /// What `source DIR/env` sets.
    func exports(kms: String, admin: String, region: String, tokenFile: String) -> String {
        """
        export AWS_ENDPOINT_URL_KMS=\(kms)
        export AWS_ACCESS_KEY_ID=\(accessKeyID)
        export AWS_SECRET_ACCESS_KEY=\(secretAccessKey)
        export AWS_REGION=\(region)
        export AWS_DEFAULT_REGION=\(region)
        export QUORATE_ADMIN_URL=\(admin)
        export QUORATE_ADMIN_TOKEN_FILE=\(tokenFile)

        """
    }
}

/// Files that only their owner may read.
enum PrivateText {
    static func write(_ data: Data, to path: String) throws {
        let temporary = path + ".new"
        try? FileManager.default.removeItem(atPath: temporary)
        guard FileManager.default.createFile(atPath: temporary, contents: data, attributes: [.posixPermissions: 0o600])
        else {
            throw ConfigurationFault("\(path) could not be written: is its folder writable, and the disk not full?")
        }
        guard unsafe rename(temporary, path) == 0 else {
            throw ConfigurationFault("\(path) could not be replaced (errno \(errno)).")
        }
    }
}
