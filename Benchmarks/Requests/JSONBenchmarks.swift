import Benchmark
import StrictJSON

func addJSONBenchmarks() {
    Benchmark("JSON: parse a request and write its answer") { _ in
        blackHole(try JSONValue(parsing: Sample.body))
        blackHole(answer())
    }
    Benchmark("JSON: parse a request") { _ in
        blackHole(try JSONValue(parsing: Sample.body))
    }
    Benchmark("JSON: write an answer") { _ in
        blackHole(answer())
    }
}

private func answer() -> [UInt8] {
    var writer = JSONObjectWriter()
    writer.member("KeyId", Sample.key)
    writer.member("CiphertextBlob", base64: Sample.ciphertext)
    writer.member("Plaintext", base64: Sample.plaintext)
    return writer.finish()
}
