/// Something that takes bytes from outside, and what must hold whatever the bytes are. One function serves libFuzzer
/// (`make fuzz`) and the replay of the corpora with the other Swift tests.
package struct FuzzTarget: Sendable {
    /// As its corpus folder is called.
    package let name: String
    /// How many mutations of its corpus the Swift tests try: fewer where one takes long.
    package let mutations: Int
    /// Whether the bytes were taken for what they claim to be.
    package let check: @Sendable ([UInt8]) throws(BrokenProperty) -> Bool

    package init(
        _ name: String, mutations: Int = 4_000, check: @escaping @Sendable ([UInt8]) throws(BrokenProperty) -> Bool
    ) {
        self.name = name
        self.mutations = mutations
        self.check = check
    }

    /// A target of several decoders: an input's first byte says which of them the rest is for.
    init(_ name: String, forms: [FuzzForm], mutations: Int = 4_000) {
        self.init(name, mutations: mutations) { (bytes) throws(BrokenProperty) in
            guard let first = bytes.first, Int(first) < forms.count else { return false }
            return try forms[Int(first)].check(Array(bytes.dropFirst()))
        }
    }

    package static let all: [FuzzTarget] = [
        .records, .calls, .ceremonies, .identities, .fleetRPC, .envelopes, .requestSignatures, .requests, .json,
        .policies, .conditions, .placements, .auditLogs, .keyMaterial, .checkpoints, .traces,
    ]

    package static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }
}

/// A property that a decoder does not have.
package struct BrokenProperty: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

/// - Throws: ``BrokenProperty`` unless the condition holds.
func require(_ condition: Bool, _ property: @autoclosure () -> String) throws(BrokenProperty) {
    guard condition else { throw BrokenProperty(property()) }
}
