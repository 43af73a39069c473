import Groups
import TestSupport
import Testing
import ThresholdCrypto

@Suite("Transcripts")
struct TranscriptTests {
    private func digest(_ label: String = "l", _ build: (inout Transcript) -> Void) -> [UInt8] {
        var transcript = Transcript(label)
        build(&transcript)
        return transcript.digest
    }

    @Test("digest and challenge are those of a second implementation")
    func knownAnswer() throws {
        struct Answer: Decodable {
            let transcript: String
            let challenge: String
        }
        let answer = try KnownAnswers.load("key-map", as: Answer.self)
        var transcript = Transcript("a known answer")
        transcript.append("bytes", [1, 2, 3])
        transcript.append("text", "é")
        transcript.append("number", number: 1 << 40)
        transcript.append("list", list: [[], Array("x".utf8), Array("yz".utf8)])
        #expect(transcript.digest.hex == answer.transcript)
        #expect(transcript.challenge(in: Field25519.self).bytes.hex == answer.challenge)
    }

    @Test("trap 9: label, names, values, order, number and boundaries of the items all count")
    func separation() {
        let digests = [
            digest { _ in },
            digest("m") { _ in },
            digest { $0.append("a", [1, 2]) },
            digest { $0.append("b", [1, 2]) },
            digest { $0.append("a", [1, 3]) },
            digest { $0.append("a", [1]) },
            digest {
                $0.append("a", [1]); $0.append("a", [2])
            },
            digest {
                $0.append("a", [2]); $0.append("a", [1])
            },
            digest { $0.append("a", list: [[1, 2]]) },
            digest { $0.append("a", list: [[1], [2]]) },
            digest { $0.append("a", list: [[], [1, 2]]) },
            digest { $0.append("a", list: [[1, 2], []]) },
            digest { $0.append("a", list: []) },
            digest { $0.append("a", []) },
            digest { $0.append("a", number: 0x0102) },
            digest { $0.append("a1", [2]) },
        ]
        #expect(Set(digests).count == digests.count)
        #expect(digests.allSatisfy { $0.count == 32 })
    }

    @Test("the same items make the same transcript, whatever type they come in")
    func types() {
        #expect(digest { $0.append("a", "é") } == digest { $0.append("a", [0xc3, 0xa9]) })
        #expect(digest { $0.append("a", number: 1) } == digest { $0.append("a", [0, 0, 0, 0, 0, 0, 0, 1]) })
        #expect(digest { $0.append("a", [1, 2, 3][1...]) } == digest { $0.append("a", [2, 3]) })
    }
}
