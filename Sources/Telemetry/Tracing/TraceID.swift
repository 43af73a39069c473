/// The id of a trace: 16 bytes, not all zero (W3C Trace Context, section 3.2.2.3).
package struct TraceID: Hashable, Sendable, CustomStringConvertible {
    package let high: UInt64
    package let low: UInt64

    /// Nil for zero.
    package init?(high: UInt64, low: UInt64) {
        guard high != 0 || low != 0 else { return nil }
        self.high = high
        self.low = low
    }

    /// 32 hexadecimal digits in lower case.
    package var description: String { TraceText.hexadecimal(high) + TraceText.hexadecimal(low) }
}

/// The id of a span: 8 bytes, not all zero (W3C Trace Context, section 3.2.2.4).
package struct SpanID: Hashable, Sendable, CustomStringConvertible {
    package let value: UInt64

    /// Nil for zero.
    package init?(_ value: UInt64) {
        guard value != 0 else { return nil }
        self.value = value
    }

    /// 16 hexadecimal digits in lower case.
    package var description: String { TraceText.hexadecimal(value) }
}
