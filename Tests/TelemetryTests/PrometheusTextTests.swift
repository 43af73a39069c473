import Telemetry
import Testing

@Suite("Metrics for Prometheus")
struct PrometheusTextTests {
    @Test("counters, readings and histograms in the text format, sorted, with every label escaped")
    func text() async {
        let registry = MetricsRegistry()
        let counter = registry.counter("requests_total", "Requests.", labels: ["operation", "error"])
        counter.add(labels: ["Encrypt", ""])
        counter.add(2, labels: ["Decrypt", "a\"b\\c\nd"])
        counter.add(labels: ["Encrypt", ""])
        registry.reading("up", "Whether\nit is.") { [Sample(value: 0.5)] }
        let histogram = registry.histogram("seconds", "Time.", labels: ["o"], bounds: [0.1, 1])
        for value in [0.05, 0.1, 0.5, 7] { histogram.record(value, labels: ["x"]) }
        #expect(
            await registry.text() == #"""
                # HELP requests_total Requests.
                # TYPE requests_total counter
                requests_total{operation="Decrypt",error="a\"b\\c\nd"} 2
                requests_total{operation="Encrypt",error=""} 2
                # HELP up Whether\nit is.
                # TYPE up gauge
                up 0.5
                # HELP seconds Time.
                # TYPE seconds histogram
                seconds_bucket{o="x",le="0.1"} 2
                seconds_bucket{o="x",le="1"} 3
                seconds_bucket{o="x",le="+Inf"} 4
                seconds_sum{o="x"} 7.65
                seconds_count{o="x"} 4

                """#)
        #expect(counter.value(labels: ["Encrypt", ""]) == 2)
    }

    @Test("nothing is lost where many count at once")
    func concurrency() async {
        let counter = MetricsRegistry().counter("n", "N.")
        await withDiscardingTaskGroup { group in
            for _ in 0..<100 { group.addTask { for _ in 0..<1_000 { counter.add() } } }
        }
        #expect(counter.value() == 100_000)
    }
}
