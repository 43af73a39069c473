import KeyMap
import Testing

@Suite("Moments")
struct TimestampTests {
    @Test(
        "trap 29: seconds that no moment has make the last or the first, never a crash",
        arguments: [
            (0, 0), (1.5, 1_500_000), (-2, -2_000_000), (1e13, Int64.max), (-1e13, .min), (.infinity, .max),
            (-.infinity, .min), (.nan, .min), (.greatestFiniteMagnitude, .max),
        ] as [(Double, Int64)])
    func seconds(seconds: Double, microseconds: Int64) {
        #expect(Timestamp(seconds: seconds).microseconds == microseconds)
    }
}
