package import CustodianContract
package import KeyMap
import Synchronization

/// Who hears of custodians that broke the contract on a stream as such, in whatever they were to answer.
///
/// Made before the links that report to it, since whoever acts on the reports is made after them.
package final class LinkFaults: Sendable {
    package typealias Handler = @Sendable (CustodianID, MalformedAnswer) -> Void

    private let handler = Mutex<Handler?>(nil)

    package init() {}

    /// Has every fault from here on handled so.
    package func handle(_ handler: @escaping Handler) {
        self.handler.withLock { $0 = handler }
    }

    func report(_ custodian: CustodianID, _ fault: MalformedAnswer) {
        handler.withLock { $0 }?(custodian, fault)
    }
}
