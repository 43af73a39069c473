import Telemetry
import Testing

@Suite("W3C Trace Context")
struct TraceContextTests {
    private static let trace = "0af7651916cd43dd8448eb211c80319c"
    private static let span = "b7ad6b7169203331"

    @Test("The examples of the recommendation are read, and written as they came")
    func examples() throws {
        let sampled = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        let context = try #require(TraceContext(traceparent: sampled))
        #expect(context.trace.description == "4bf92f3577b34da6a3ce929d0e0e4736")
        #expect(context.span.description == "00f067aa0ba902b7")
        #expect(context.isSampled)
        #expect(context.traceparent == sampled)
        let unsampled = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00"
        let other = try #require(TraceContext(traceparent: unsampled))
        #expect(!other.isSampled)
        #expect(other.traceparent == unsampled)
    }

    @Test(
        "Of the flags the lowest bit counts, and no other is handed on",
        arguments: [("01", true), ("00", false), ("ff", true), ("fe", false), ("03", true), ("02", false)])
    func flags(flags: String, isSampled: Bool) throws {
        let context = try #require(TraceContext(traceparent: "00-\(Self.trace)-\(Self.span)-\(flags)"))
        #expect(context.isSampled == isSampled)
        #expect(context.traceparent.hasSuffix(isSampled ? "-01" : "-00"))
    }

    @Test(
        "What is not valid counts as none",
        arguments: [
            "", "00", "00-", "00-\(trace)-\(span)", "00-\(trace)-\(span)-", "00-\(trace)-\(span)-0",
            "00-\(trace)-\(span)-001", "00-\(trace)-\(span)-01-", "00-\(trace)-\(span)-01-what-the-future-will-be-like",
            "ff-\(trace)-\(span)-01", "ff-\(trace)-\(span)-01-x", "0-\(trace)-\(span)-01", "000-\(trace)-\(span)-01",
            "0G-\(trace)-\(span)-01", "FF-\(trace)-\(span)-01", "0A-\(trace)-\(span)-01",
            "00-00000000000000000000000000000000-\(span)-01", "00-\(trace)-0000000000000000-01",
            "00-\(trace.uppercased())-\(span)-01", "00-\(trace)-\(span.uppercased())-01",
            "00-\(trace.dropLast())-\(span)-01", "00-\(trace)0-\(span)-01", "00-\(trace)-\(span.dropLast())-01",
            "00-\(trace)-\(span)0-01", "00-\(trace.dropLast())g-\(span)-01", "00-\(trace)-\(span.dropLast()).-01",
            "00-\(trace)-\(span)-0G", "00-\(trace)-\(span)-0A", "00_\(trace)_\(span)_01", " 00-\(trace)-\(span)-01",
            "00-\(trace)-\(span)-01 ", "00-\(trace)-\(span)-+1", "00-\(trace)-\(span)-0x", "00-\(trace)--\(span)-01",
            "00-\(trace.dropLast(2))é-\(span)-01", "cc-\(trace)-\(span)-01x", "cc-\(trace)-\(span)-01.what",
            "01-\(trace)-\(span)-01-" + String(repeating: "x", count: 1 << 16),
            String(repeating: "0", count: 1 << 20),
        ])
    func malformed(value: String) {
        #expect(TraceContext(traceparent: value) == nil)
    }

    @Test(
        "Of a version that is not known, what version 00 has is read",
        arguments: [
            "cc-\(trace)-\(span)-01", "cc-\(trace)-\(span)-01-what-the-future-will-be-like", "01-\(trace)-\(span)-01-",
        ])
    func laterVersions(value: String) throws {
        let context = try #require(TraceContext(traceparent: value))
        #expect(context.traceparent == "00-\(Self.trace)-\(Self.span)-01")
    }

    @Test("Fields of a request: one traceparent, its state over several fields, and none where it is there twice")
    func fields() throws {
        let parent = ("traceparent", "00-\(Self.trace)-\(Self.span)-01")
        let both = try #require(
            TraceContext(fields: [("host", "x"), parent, ("tracestate", "a=1"), ("tracestate", "b=2,c=3")]))
        #expect(both.state == "a=1,b=2,c=3")
        #expect(TraceContext(fields: [parent, parent]) == nil)
        #expect(TraceContext(fields: [("tracestate", "a=1")]) == nil)
        #expect(TraceContext(fields: [(String, String)]()) == nil)
    }

    private func state(_ values: String...) -> String? {
        TraceContext(traceparent: "00-\(Self.trace)-\(Self.span)-01", state: values)?.state
    }

    @Test("A tracestate is kept as it came where it is valid")
    func states() {
        for value in [
            "congo=t61rcWkgMzE", "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE", "fw529a3039@dt=FfAB", "a=1, b=2 ,\tc=3",
            "a=1,,b=2", "a/b*c_d-e=1", "1tenant@sys=x", "a=  x y", String(repeating: "a", count: 256) + "=1",
        ] { #expect(state(value) == value) }
        let many = (1...32).map { "k\($0)=v" }.joined(separator: ",")
        #expect(state(many) == many)
    }

    @Test("A tracestate that is not valid is dropped, and the trace is kept")
    func badStates() throws {
        let context = try #require(
            TraceContext(traceparent: "00-\(Self.trace)-\(Self.span)-01", state: ["nonsense"]))
        #expect(context.state == nil)
        for value in [
            "", ",", "a", "=1", "a=", "A=1", "1a=1", "a=1=2", "a b=1", "a=1,a=2", "a=\u{7f}", "a=é", "a=\n", "@b=1",
            "a@=1",
            "a@b@c=1", "a@1b=1", "a=1;b=2=3", String(repeating: "a", count: 257) + "=1",
            "a@" + String(repeating: "b", count: 15) + "=1", "a=" + String(repeating: "x", count: 257),
            (1...33).map { "k\($0)=v" }.joined(separator: ","), (1...60).map { "key\($0)=v" }.joined(separator: ","),
        ] { #expect(state(value) == nil, "\(value)") }
    }
}
