package import CustodianContract
package import KeyMap

/// The nonce commitments that custodians have offered to this gateway: no honest one offers a commitment twice.
///
/// Only the last ones are known, so that the memory has a bound. Who offers an older one again spoils nothing but its own
/// share: if it signs with the nonces a second time it gives that away, and if it does not the signature is made without it.
package struct SeenCommitments: Sendable {
    /// The most that are known, in two generations: the older is forgotten when the younger is full.
    package static let generation = 65_536

    /// A commitment by its beginning: half of the x-coordinate of the hiding point, in which honest ones do not meet.
    private struct Mark: Hashable {
        let custodian: CustodianID
        let high: UInt64
        let low: UInt64

        init(_ commitment: SignerCommitment, of custodian: CustodianID) {
            func number(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
            self.custodian = custodian
            high = number(commitment.hiding.prefix(8))
            low = number(commitment.hiding.dropFirst(8).prefix(8))
        }
    }

    private var recent: Set<Mark> = []
    private var older: Set<Mark> = []

    package init() {}

    /// Notes commitments as offered.
    ///
    /// - Returns: whether each of them is new.
    package mutating func add(_ commitments: [SignerCommitment], of custodian: CustodianID) -> Bool {
        var areNew = true
        for commitment in commitments {
            let mark = Mark(commitment, of: custodian)
            if older.contains(mark) || !recent.insert(mark).inserted { areNew = false }
        }
        if recent.count >= Self.generation { (older, recent) = (recent, []) }
        return areNew
    }
}
