extension Span {
    /// One line of JSON, newline included, with the names of OpenTelemetry's data model.
    ///
    /// - Parameters:
    ///   - service: `service.name` of its resource, such as `quorate-gateway`.
    ///   - instance: `service.instance.id`, the node's SPIFFE id.
    package func line(service: String, instance: String) -> [UInt8] {
        var text = SpanText()
        text.write("{\"trace_id\":\"\(context.trace)\",\"span_id\":\"\(context.span)\"")
        if let parent { text.write(",\"parent_span_id\":\"\(parent)\"") }
        if let state = context.state {
            text.write(",\"trace_state\":")
            text.write(quoted: state)
        }
        text.write(",\"name\":")
        text.write(quoted: name)
        text.write(",\"kind\":\"\(kind.rawValue)\",\"start_time_unix_nano\":\(start),\"end_time_unix_nano\":\(end)")
        text.write(",\"status\":{\"code\":\"\(status.rawValue)\"},\"attributes\":{")
        text.write(attributes)
        text.write("},\"resource\":{")
        text.write([("service.name", .text(service)), ("service.instance.id", .text(instance))])
        text.write("}}\n")
        return text.bytes
    }
}

/// JSON (RFC 8259) in the making.
private struct SpanText {
    private(set) var bytes: [UInt8] = []

    mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

    mutating func write(_ attributes: [(name: String, value: Span.Value)]) {
        for (position, attribute) in attributes.enumerated() {
            if position > 0 { write(",") }
            write(quoted: attribute.name)
            write(":")
            switch attribute.value {
            case .text(let text): write(quoted: text)
            case .integer(let number): write("\(number)")
            }
        }
    }

    /// ASCII only: whatever reads lines finds no end of one in a text.
    mutating func write(quoted text: String) {
        write("\"")
        for unit in text.utf16 {
            switch unit {
            case 0x22: write("\\\"")
            case 0x5c: write("\\\\")
            case 0x20...0x7e: bytes.append(UInt8(truncatingIfNeeded: unit))
            default:
                let digits = String(unit, radix: 16)
                write("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
            }
        }
        write("\"")
    }
}
