import FleetIdentity
import Foundation
import Secrets
import Testing

@Suite("Sealing key")
struct SealingKeyTests {
    private func key(_ byte: UInt8) throws -> SealingKey {
        try SealingKey(SecretBytes(copying: [UInt8](repeating: byte, count: 32)))
    }

    @Test("What was sealed opens with the same key, label and associated data")
    func roundTrip() throws {
        let key = try key(7)
        for count in [0, 1, 32, 5000] {
            let plaintext = [UInt8](repeating: 42, count: count)
            let sealed = try key.seal(plaintext, label: "test", associatedData: [1])
            #expect(try key.open(sealed, label: "test", associatedData: [1]) == plaintext)
            #expect(try key.openSecret(sealed, label: "test", associatedData: [1]).revealed() == plaintext)
        }
    }

    @Test("A secret sealed without a copy opens like other bytes")
    func secret() throws {
        let key = try key(7)
        let sealed = try key.seal(SecretBytes(copying: [1, 2, 3]), label: "test", associatedData: [])
        #expect(try key.open(sealed, label: "test", associatedData: []) == [1, 2, 3])
    }

    @Test("Sealing twice gives different bytes")
    func fresh() throws {
        let key = try key(7)
        #expect(
            try key.seal([1], label: "test", associatedData: []) != key.seal([1], label: "test", associatedData: []))
    }

    @Test("Another key, label or associated data does not open")
    func bound() throws {
        let sealed = try key(7).seal([1, 2, 3], label: "test", associatedData: [1])
        let refusal = FleetError(.wrongSealingKey, "")
        #expect(throws: refusal) { try key(8).open(sealed, label: "test", associatedData: [1]) }
        #expect(throws: refusal) { try key(7).open(sealed, label: "best", associatedData: [1]) }
        #expect(throws: refusal) { try key(7).open(sealed, label: "test", associatedData: [2]) }
    }

    @Test("A bit changed anywhere, or a byte less or more, does not open")
    func changed() throws {
        let key = try key(7)
        let sealed = try key.seal([1, 2, 3], label: "test", associatedData: [1])
        for position in sealed.indices {
            for bit in 0..<8 {
                var changed = sealed
                changed[position] ^= 1 << bit
                #expect(throws: FleetError(.wrongSealingKey, "")) {
                    try key.open(changed, label: "test", associatedData: [1])
                }
            }
            #expect(throws: FleetError(.wrongSealingKey, "")) {
                try key.open(Array(sealed.prefix(position)), label: "test", associatedData: [1])
            }
        }
        #expect(throws: FleetError(.wrongSealingKey, "")) {
            try key.open(sealed + [0], label: "test", associatedData: [1])
        }
    }

    @Test("A pseudonym depends on key, label and bytes")
    func pseudonyms() throws {
        let name = try key(7).pseudonym(of: [1], label: "test")
        #expect(name.count == 32)
        #expect(try key(7).pseudonym(of: [1], label: "test") == name)
        #expect(try key(8).pseudonym(of: [1], label: "test") != name)
        #expect(try key(7).pseudonym(of: [2], label: "test") != name)
        #expect(try key(7).pseudonym(of: [1], label: "best") != name)
    }

    @Test("A made key lies in a file of mode 0600, is read again, and never overwrites another")
    func file() throws {
        let folder = try TemporaryFolder()
        let sealed = try SealingKey.create(file: folder.file("key")).seal([9], label: "test", associatedData: [])
        #expect(try folder.mode("key") == 0o600)
        #expect(try SealingKey(file: folder.file("key")).open(sealed, label: "test", associatedData: []) == [9])
        #expect(throws: FleetError(.file, "")) { try SealingKey.create(file: folder.file("key")) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["key"])
    }

    @Test(
        "A key file that others may touch is refused with a line that says how to mend it",
        arguments: [
            0o644, 0o640, 0o604, 0o660, 0o601, 0o620, 0o777,
        ])
    func wideMode(mode: Int) throws {
        let folder = try TemporaryFolder()
        _ = try SealingKey.create(file: folder.file("key"))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: folder.file("key"))
        let error = #expect(throws: FleetError(.badSealingKey, "")) { try SealingKey(file: folder.file("key")) }
        #expect(error?.message.contains("0\(String(mode, radix: 8))") == true)
        #expect(error?.message.contains("chmod 0600 \(folder.file("key"))") == true)
    }

    @Test("Hexadecimal digits in a file or the environment are a key; the environment goes first")
    func hexadecimal() throws {
        let folder = try TemporaryFolder()
        let digits = String(repeating: "0f", count: 32)
        let upper = digits.uppercased() + "\n"
        #expect(
            FileManager.default.createFile(
                atPath: folder.file("key"), contents: Data(upper.utf8), attributes: [.posixPermissions: 0o600]))
        let sealed = try key(0x0F).seal([9], label: "test", associatedData: [])
        #expect(try SealingKey(file: folder.file("key")).open(sealed, label: "test", associatedData: []) == [9])
        let environment = ["QUORATE_SEALING_KEY": digits]
        #expect(
            try SealingKey.load(file: folder.file("absent"), environment: environment)
                .open(sealed, label: "test", associatedData: []) == [9])
    }

    @Test("What is no key is refused", arguments: [0, 31, 33, 63, 64, 65])
    func badContent(count: Int) throws {
        let folder = try TemporaryFolder()
        #expect(
            FileManager.default.createFile(
                atPath: folder.file("key"), contents: Data(repeating: UInt8(ascii: "x"), count: count),
                attributes: [.posixPermissions: 0o600]))
        #expect(throws: FleetError(.badSealingKey, "")) { try SealingKey(file: folder.file("key")) }
        #expect(throws: FleetError(.badSealingKey, "")) {
            try SealingKey.load(file: nil, environment: ["QUORATE_SEALING_KEY": String(repeating: "x", count: count)])
        }
    }

    @Test("Neither file nor environment is refused, and so is an absent file")
    func absent() throws {
        let folder = try TemporaryFolder()
        #expect(throws: FleetError(.badSealingKey, "")) { try SealingKey.load(file: nil, environment: [:]) }
        #expect(throws: FleetError(.file, "")) { try SealingKey(file: folder.file("absent")) }
    }
}
