extension Seeds {
    static func traces() -> [(form: Int, bytes: [UInt8])] {
        let trace = "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7"
        let texts: [(Int, String)] = [
            (0, "00-\(trace)-01"), (0, "00-\(trace)-00"), (0, "cc-\(trace)-01-what-the-future-will-be-like"),
            (1, "traceparent:00-\(trace)-01\ntracestate:rojo=00f067aa0ba902b7,congo=t61rcWkgMzE"),
            (1, "host:x\ntracestate:fw529a3039@dt=FfAB, a=1\ntraceparent:00-\(trace)-01\ntracestate:b=2"),
        ]
        return texts.map { ($0.0, Array($0.1.utf8)) }
    }
}
