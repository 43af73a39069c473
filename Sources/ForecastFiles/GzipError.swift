/// Why a packed file cannot be unpacked.
package struct GzipError: Error, Equatable, CustomStringConvertible {
    enum Reason: Equatable {
        case damaged
        case noMemory
        /// The most bytes that would have been taken.
        case tooLong(Int)
    }

    let reason: Reason

    init(_ reason: Reason) {
        self.reason = reason
    }

    package var description: String {
        switch reason {
        case .damaged: "the file begins as gzip packs them, and is cut off or damaged: pack or copy it anew"
        case .noMemory: "there is no memory to unpack it"
        case .tooLong(let limit): "unpacked it has more than \(limit) bytes, which are the most that are read: split it"
        }
    }
}
