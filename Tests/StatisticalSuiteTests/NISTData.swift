import Foundation
import StatisticalSuite
import TestSupport
import Testing

/// NIST's sequences and p-values, which lie beside the repository in the shared folder's `data/entropy/sp80022`.
enum NISTData {
    /// One of the worked examples.
    struct Example: Decodable {
        struct Parameters: Decodable {
            var M: Int?
            var m: Int?
            var N: Int?
            var B: String?
        }
        let test: String
        let section: String
        let bits: String
        let params: Parameters
        let expected_p: [Double]
    }

    static let folder = SharedVectors.folder.deletingLastPathComponent()
        .appendingPathComponent("data/entropy/sp80022")

    static let arePresent = FileManager.default.fileExists(atPath: folder.path)

    static func data(_ name: String) throws -> Data {
        try Data(contentsOf: folder.appendingPathComponent(name))
    }

    /// The first bits of e, π, √2 or √3.
    static func sequence(_ name: String, count: Int = 1_000_000) throws -> BitSequence {
        try BitSequence([UInt8](data("\(name).1e6.bin")).span, bitCount: count)
    }

    /// The p-values that NIST's suite gives for a file: test, index, p-value.
    static func expected(_ name: String) throws -> [(test: String, index: Int, pValue: Double)] {
        let text = String(decoding: try data("sts212_all_pvalues.csv"), as: UTF8.self)
        return text.split(whereSeparator: \.isNewline).dropFirst().compactMap { line in
            let fields = line.split(separator: ",").map(String.init)
            guard fields.count == 4, fields[0] == name, let index = Int(fields[2]), let value = Double(fields[3])
            else { return nil }
            return (fields[1], index, value)
        }
    }
}

extension Trait where Self == ConditionTrait {
    /// Skips a test where NIST's data is missing and nobody requires it.
    static var needsNISTData: Self {
        .enabled(
            if: NISTData.arePresent || SharedVectors.areRequired,
            "no data in \(NISTData.folder.path); set QUORATE_SHARED to the folder that has it")
    }
}
