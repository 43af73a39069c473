/// What a saved model is, and in which version of its form.
package struct ModelKind: Equatable, Sendable {
    /// Four letters that the file begins with.
    let letters: [UInt8]
    /// Counts the forms; a build reads exactly one.
    let version: UInt32

    /// An ``LSTMNetwork``.
    package static let network = ModelKind(letters: Array("QLSM".utf8), version: 1)
    /// A ``PanelForecaster``.
    package static let panel = ModelKind(letters: Array("QPNL".utf8), version: 1)
}
