import FleetIdentity
import Foundation

/// `DIR/fleet.json`: how to reach a dev fleet and its processes.
struct FleetDescription: Codable {
    let version: Int
    let kms: String
    let admin: String
    let pid: Int32
    let custodians: [Member]

    struct Member: Codable {
        let id: String
        let index: UInt32
        let pid: Int32
        let endpoint: String
        let kind: String
        let region: String
        let vendor: String
        let operatorName: String
        let config: String

        enum CodingKeys: String, CodingKey {
            case id, index, pid, endpoint, kind, region, vendor, config
            case operatorName = "operator"
        }
    }

    func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try PrivateFile.write(Array(try encoder.encode(self)) + Array("\n".utf8), to: path)
    }
}
