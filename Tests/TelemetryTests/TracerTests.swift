import Synchronization
import Telemetry
import Testing

@Suite("Spans of a node")
struct TracerTests {
    /// Numbers in a row as ids, and what was recorded.
    private final class Recorder: Sendable {
        let spans = Mutex<[Span]>([])
        let numbers = Mutex<UInt64>(0)
        let time = Mutex<Int64>(1_000)

        func tracer(sample: Double = 0, numbers: [UInt64] = []) -> Tracer {
            let fixed = Mutex(numbers)
            return Tracer(
                service: "quorate-gateway", instance: "spiffe://dev/gateway/gateway-1", sample: sample,
                random: {
                    fixed.withLock { $0.isEmpty ? nil : $0.removeFirst() }
                        ?? self.numbers.withLock {
                            $0 += 1
                            return $0
                        }
                },
                clock: {
                    self.time.withLock {
                        $0 += 1
                        return $0
                    }
                }, take: { span in self.spans.withLock { $0.append(span) } })
        }
    }

    private let incoming = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7"

    @Test("A request joins the trace that it brings, and what is asked for it is a child of its span")
    func joins() throws {
        let recorder = Recorder()
        let tracer = recorder.tracer()
        let context = try #require(TraceContext(traceparent: incoming + "-01", state: ["a=1"]))
        let server = try #require(tracer.begin("KMS/Encrypt", from: context))
        #expect(server.context.trace == context.trace)
        #expect(server.context.span != context.span)
        let client = try #require(tracer.begin("Use", .client, under: server.context))
        client.end(error: "forbidden")
        server.end(attributes: [("http.response.status_code", .integer(400))])
        let spans = recorder.spans.withLock { $0 }
        #expect(spans.map(\.name) == ["Use", "KMS/Encrypt"])
        #expect(spans.map(\.kind) == [.client, .server])
        #expect(spans.map(\.parent) == [server.context.span, context.span])
        #expect(spans.map(\.status) == [.error, .unset])
        #expect(spans.map(\.context.state) == [nil, "a=1"], "what others say of a trace stays with the first span")
        #expect(spans.allSatisfy { $0.start < $0.end })
        #expect(spans[1].start < spans[0].start && spans[0].end < spans[1].end)
    }

    @Test("A trace that is not sampled leaves nothing, whatever the share of new traces is")
    func unsampled() throws {
        let recorder = Recorder()
        let context = try #require(TraceContext(traceparent: incoming + "-00"))
        #expect(recorder.tracer(sample: 1).begin("KMS/Encrypt", from: context) == nil)
        #expect(recorder.tracer(sample: 1).begin("Use", .client, under: context) == nil)
    }

    @Test("Without a trace chance begins one, for as many requests as it is told")
    func sampling() throws {
        let recorder = Recorder()
        let never = recorder.tracer(sample: 0, numbers: [0])
        #expect(never.begin("x", from: nil) == nil)
        let always = recorder.tracer(sample: 1, numbers: [.max, 1, 2, 3])
        let root = try #require(always.begin("x", from: nil))
        #expect(root.context.isSampled)
        root.end()
        #expect(recorder.spans.withLock { $0.last }?.parent == nil)
        let half = recorder.tracer(sample: 0.5, numbers: [1 << 63])
        #expect(half.begin("x", from: nil) == nil)
        let other = recorder.tracer(sample: 0.5, numbers: [1 << 63 - 1, 1, 2, 3])
        #expect(other.begin("x", from: nil) != nil)
    }

    @Test("An id is never zero")
    func zero() {
        let recorder = Recorder()
        #expect(recorder.tracer(sample: 1, numbers: [0, 0, 0, 1]).begin("x", from: nil) == nil)
        #expect(recorder.tracer(sample: 1, numbers: [0, 1, 0, 0]).begin("x", from: nil) == nil)
    }

    @Test("A span is one line of JSON, whatever its texts are: known answer")
    func line() throws {
        let recorder = Recorder()
        let context = try #require(TraceContext(traceparent: incoming + "-01", state: [#"a=b"c\d"#]))
        let span = try #require(recorder.tracer().begin("KMS/Encrypt", from: context))
        span.end(error: "x\n\u{2028}é\"}😀", attributes: [("n", .integer(-7))])
        let line = try #require(recorder.spans.withLock { $0.first }).line(service: "s", instance: "i")
        #expect(
            String(decoding: line, as: UTF8.self)
                == #"{"trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","span_id":"0000000000000001","#
                + #""parent_span_id":"00f067aa0ba902b7","trace_state":"a=b\"c\\d","name":"KMS/Encrypt","kind":"SERVER","#
                + #""start_time_unix_nano":1001,"end_time_unix_nano":1002,"status":{"code":"ERROR"},"#
                + #""attributes":{"n":-7,"error.type":"x\u000a\u2028\u00e9\"}\ud83d\ude00"},"#
                + #""resource":{"service.name":"s","service.instance.id":"i"}}"# + "\n")
    }

    @Test("A text of another node's is cut where it is too long")
    func limit() throws {
        let recorder = Recorder()
        let context = try #require(TraceContext(traceparent: incoming + "-01"))
        let span = try #require(recorder.tracer().begin("x", from: context))
        span.end(attributes: [("a", .text(String(repeating: "x", count: 1 << 20)))])
        let line = try #require(recorder.spans.withLock { $0.first }).line(service: "s", instance: "i")
        #expect(line.count < 1_000)
    }

    @Test("The present trace is the task's, and its children's")
    func current() async throws {
        #expect(Tracing.current == nil)
        let context = try #require(TraceContext(traceparent: incoming + "-01"))
        await Tracing.$current.withValue(context) {
            async let child = Tracing.sampled
            #expect(await child == context)
        }
        let unsampled = try #require(TraceContext(traceparent: incoming + "-00"))
        Tracing.$current.withValue(unsampled) {
            #expect(Tracing.current == unsampled)
            #expect(Tracing.sampled == nil)
        }
    }
}
