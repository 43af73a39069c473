/// The suffixes of a string in their order, by induced sorting in linear time (Nong, Zhang and Chan 2009, "Linear suffix
/// array construction by almost pure induced-sorting"): 4 bytes a symbol, and a bit.
///
/// The inner loops run over millions of symbols at random places, so they use pointers without bounds checks. All of
/// them are made in this file, and each index comes from the array itself, which holds positions of the string only.
struct SuffixArray {
    /// The positions of the string, in the order of the suffixes that begin there.
    private(set) var positions: [Int32]

    /// - Parameter text: at most 2^31 - 2 symbols, each below `alphabet`.
    init(_ text: [UInt8], alphabet: Int) {
        positions = [Int32](repeating: -1, count: text.count)
        guard text.count > 1 else {
            positions = text.isEmpty ? [] : [0]
            return
        }
        unsafe text.withUnsafeBufferPointer { text in
            unsafe positions.withUnsafeMutableBufferPointer { positions in
                guard let text = text.baseAddress, let sorted = positions.baseAddress else { return }
                unsafe InducedSorting<UInt8>(text: text, count: positions.count, alphabet: alphabet).sort(into: sorted)
            }
        }
    }
}
