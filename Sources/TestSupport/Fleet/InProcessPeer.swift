package import CustodianContract
import Hub
package import KeyMap

/// One custodian's way to another in this process. It takes the link's conduct, and the test may change what is released.
package final class InProcessPeer: PeerLink {
    private let link: InProcessLink
    private let requester: CustodianID

    package init(_ link: InProcessLink, for requester: CustodianID) {
        self.link = link
        self.requester = requester
    }

    package var custodian: CustodianID { link.custodian }

    package func release(_ permit: SignedPermit) async throws -> ShareRelease {
        try await link.release(permit, to: requester)
    }

    package func close(_ close: PermitClose) { link.close(close) }
}

/// A custodian's way to the hub's desk in this process.
struct InProcessPermits: PermitSource {
    let desk: PermitDesk
    let custodian: CustodianID

    func permit(_ request: PermitRequest) async throws(Refusal) -> SignedPermit {
        try await desk.permit(request, for: custodian)
    }

    func close(_ close: PermitClose) { desk.close(close, from: custodian) }
}
