import Forecasting
import Testing

@Suite("A saved model")
struct SavedModelTests {
    let network: LSTMNetwork

    init() throws {
        network = LSTMNetwork(shape: try LSTMShape(inputs: 3, hidden: [8, 16], outputs: 5), seed: 2)
    }

    @Test("reloads to the same weights, bit by bit")
    func roundTrip() throws {
        #expect(try LSTMNetwork(saved: network.saved) == network)
    }

    @Test("is refused when any byte of it changes", arguments: Array(stride(from: 0, to: 3000, by: 61)))
    func damaged(position: Int) {
        var bytes = network.saved
        bytes[position % bytes.count] ^= 0x10
        #expect(throws: ForecastingError.self) { _ = try LSTMNetwork(saved: bytes) }
    }

    @Test("names what is wrong with it")
    func reasons() {
        var bytes = network.saved
        bytes[0] ^= 1
        #expect(throws: ForecastingError(.badMagic, "")) { _ = try LSTMNetwork(saved: bytes) }
        bytes = network.saved
        bytes[4] = 9
        #expect(throws: ForecastingError(.badVersion, "")) { _ = try LSTMNetwork(saved: bytes) }
        bytes = network.saved
        bytes[200] ^= 1
        #expect(throws: ForecastingError(.badChecksum, "")) { _ = try LSTMNetwork(saved: bytes) }
        #expect(throws: ForecastingError(.badLength, "")) { _ = try LSTMNetwork(saved: bytes.dropLast(1)) }
        #expect(throws: ForecastingError(.badLength, "")) { _ = try LSTMNetwork(saved: bytes + [0]) }
        #expect(throws: ForecastingError(.badLength, "")) { _ = try LSTMNetwork(saved: []) }
        #expect(throws: ForecastingError(.badMagic, "")) { _ = try PanelForecaster(saved: network.saved) }
    }

    @Test("of well-formed bytes with an impossible shape is refused too")
    func impossible() {
        var writer = ModelWriter()
        for number in [3, 1, 12, 5] { writer.write(number) }
        writer.write([Lanes]())
        #expect(throws: ForecastingError(.badParameter, "")) { _ = try LSTMNetwork(saved: writer.sealed(.network)) }
        writer = ModelWriter()
        for number in [3, 1 << 40] { writer.write(number) }
        #expect(throws: ForecastingError(.badLength, "")) { _ = try LSTMNetwork(saved: writer.sealed(.network)) }
    }

    @Test("has the checksum CRC-64/XZ")
    func checksum() {
        #expect(Checksum.crc64(Array("123456789".utf8)[...]) == 0x995D_C9BB_DF19_39FA)
    }
}

extension LSTMNetwork {
    init(saved bytes: ArraySlice<UInt8>) throws(ForecastingError) { try self.init(saved: Array(bytes)) }
}
