/// Writes one JSON object straight into bytes. Names must be unique; the writer does not check that. A member whose value
/// is nil is left out.
package struct JSONObjectWriter: Sendable {
    private var bytes: [UInt8] = [UInt8(ascii: "{")]
    private var isFirst = true

    package init() {}

    /// The finished object.
    package consuming func finish() -> [UInt8] {
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    package mutating func member(_ name: String, _ value: String?) {
        guard let value else { return }
        start(name)
        append(quoting: value)
    }

    /// Writes the bytes as a base64 string.
    package mutating func member(_ name: String, base64 value: [UInt8]?) {
        guard let value else { return }
        start(name)
        bytes.append(UInt8(ascii: "\""))
        Base64.append(value, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    package mutating func member(_ name: String, _ value: Bool?) {
        guard let value else { return }
        start(name)
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    package mutating func member(_ name: String, _ value: Int?) {
        guard let value else { return }
        start(name)
        bytes.append(contentsOf: String(value).utf8)
    }

    /// Writes a moment as seconds since 1970 with milliseconds, as AWS does. Anything beyond the year 300,000 is clamped.
    package mutating func member(_ name: String, epochSeconds: Double?) {
        guard let epochSeconds else { return }
        start(name)
        let limit = 9_000_000_000_000.0
        let clamped = epochSeconds.isNaN ? 0 : min(max(epochSeconds, 0), limit)
        let milliseconds = Int((clamped * 1000).rounded())
        let fraction = String(milliseconds % 1000)
        bytes.append(contentsOf: "\(milliseconds / 1000).".utf8)
        bytes.append(contentsOf: String(repeating: "0", count: 3 - fraction.utf8.count).utf8)
        bytes.append(contentsOf: fraction.utf8)
    }

    package mutating func member(_ name: String, _ values: [String]?) {
        guard let values else { return }
        start(name)
        list(values) { writer, value in writer.append(quoting: value) }
    }

    /// Writes a list of objects, each filled by `write`.
    package mutating func member<Value>(
        _ name: String, objects values: [Value], _ write: (Value, inout JSONObjectWriter) -> Void
    ) {
        start(name)
        list(values) { writer, value in writer.object { write(value, &$0) } }
    }

    /// Writes an object filled by `write`.
    package mutating func member(_ name: String, object write: (inout JSONObjectWriter) -> Void) {
        start(name)
        object(write)
    }

    private mutating func start(_ name: String) {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        append(quoting: name)
        bytes.append(UInt8(ascii: ":"))
    }

    private mutating func object(_ write: (inout JSONObjectWriter) -> Void) {
        bytes.append(UInt8(ascii: "{"))
        isFirst = true
        write(&self)
        isFirst = false
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func list<Value>(
        _ values: [Value], _ write: (inout JSONObjectWriter, Value) -> Void
    ) {
        bytes.append(UInt8(ascii: "["))
        for (index, value) in values.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            write(&self, value)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func append(quoting text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20:
                bytes.append(contentsOf: "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
            default:
                bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
