/// What tells how the randomness of a process does.
package protocol EntropyGauge: Sendable {
    /// Whether keys may be made now; asked often.
    var isSufficient: Bool { get }
    var report: EntropyReport { get }
}
