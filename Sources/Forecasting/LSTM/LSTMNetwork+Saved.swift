extension LSTMNetwork {
    /// The network as a file, to be read by ``init(saved:)``.
    package var saved: [UInt8] {
        var writer = ModelWriter()
        write(to: &writer)
        return writer.sealed(.network)
    }

    /// Reads a file; the network computes the same bits as the one that was saved.
    ///
    /// - Throws: ``ForecastingError`` for a file damaged, of another version or not a network at all.
    package init(saved bytes: [UInt8]) throws(ForecastingError) {
        var reader = try ModelReader(bytes, .network)
        self = try Self(from: &reader)
        try reader.finish()
    }

    func write(to writer: inout ModelWriter) {
        writer.write(shape.inputs)
        writer.write(shape.hidden.count)
        for cells in shape.hidden { writer.write(cells) }
        writer.write(shape.outputs)
        writer.write(parameters)
    }

    init(from reader: inout ModelReader) throws(ForecastingError) {
        let inputs = try reader.integer()
        let layers = try reader.count()
        var hidden: [Int] = []
        for _ in 0..<layers { hidden.append(try reader.integer()) }
        let shape = try LSTMShape(inputs: inputs, hidden: hidden, outputs: try reader.integer())
        let parameters = try reader.lanes()
        guard parameters.count == shape.parameterBlocks else {
            throw ForecastingError(.badLength, "\(parameters.count) blocks of weights do not fit the network's shape")
        }
        self.init(shape: shape, parameters: parameters)
    }
}
