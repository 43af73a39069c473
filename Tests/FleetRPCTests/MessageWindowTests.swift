import FleetRPC
import Testing

@Suite("How many messages are under way to a custodian")
struct MessageWindowTests {
    private let start = ContinuousClock.now

    /// A window whose peer has answered a message of one request after each of these times.
    private func window(answeredAfter times: [Duration]) -> MessageWindow {
        var window = MessageWindow()
        for (position, time) in times.enumerated() {
            window.departed([UInt64(position)], at: start)
            let isFirst = window.answered(UInt64(position), at: start + time)
            #expect(isFirst)
        }
        return window
    }

    @Test("a peer that is near gets one at a time, and the next with the first answer to it")
    func near() {
        var window = window(answeredAfter: [.milliseconds(30), .milliseconds(2)])
        #expect(window.hasRoom(for: 1, at: start))
        window.departed([10, 11], at: start)
        #expect(!window.hasRoom(for: 1, at: start + MessageWindow.patience))
        let isFirst = window.answered(11, at: start)
        #expect(isFirst)
        #expect(window.hasRoom(for: 1, at: start))
        let isSecond = window.answered(10, at: start)
        #expect(!isSecond)
    }

    @Test("a message that is full does not wait, up to the limit")
    func full() {
        var window = window(answeredAfter: [.milliseconds(2)])
        for number in 0..<MessageWindow.limit {
            #expect(window.hasRoom(for: MessageWindow.fullMessage, at: start))
            window.departed([UInt64(100 + number)], at: start)
            #expect(!window.hasRoom(for: MessageWindow.fullMessage - 1, at: start))
        }
        #expect(!window.hasRoom(for: 1_000, at: start + .seconds(100)))
    }

    @Test("one without an answer keeps the next back for a moment only")
    func silent() {
        var window = window(answeredAfter: [.milliseconds(2)])
        window.departed([10], at: start)
        #expect(!window.hasRoom(for: 1, at: start + MessageWindow.patience))
        #expect(window.hasRoom(for: 1, at: start + MessageWindow.patience + .milliseconds(1)))
    }

    @Test("a peer that is far, or not known yet, gets several", arguments: [[], [20, 25], [200]])
    func far(milliseconds: [Int]) {
        var window = window(answeredAfter: milliseconds.map { .milliseconds($0) })
        for number in 0..<MessageWindow.limit {
            #expect(window.hasRoom(for: 1, at: start))
            window.departed([UInt64(100 + number)], at: start)
        }
        #expect(!window.hasRoom(for: 1, at: start))
    }

    @Test("a near peer that is overloaded stays near")
    func overloaded() {
        var window = window(
            answeredAfter: [.milliseconds(2)] + [Duration](repeating: .milliseconds(80), count: 200))
        window.departed([1_000], at: start)
        #expect(!window.hasRoom(for: 1, at: start))
    }

    @Test("what expects no answer is not counted")
    func silentMessages() {
        var window = window(answeredAfter: [.milliseconds(2)])
        window.departed([], at: start)
        #expect(window.hasRoom(for: 1, at: start))
        let isFirst = window.answered(7, at: start)
        #expect(!isFirst)
    }
}
