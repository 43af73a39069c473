package import CustodianContract
package import KeyMap

/// Something about another custodian that an operator should hear of from one that rebuilds keys.
package enum PeerReport: Sendable {
    /// It did not send its share.
    case failure(CustodianID, key: KeyID, reason: String)
    /// It sent something that is proven wrong.
    ///
    /// - Parameter key: nil where that was about none.
    case lie(CustodianID, Misbehaviour, key: KeyID?, reason: String)
}

extension Custodian {
    /// Whether another custodian is left out of permits that this one asks for, since it was caught lying.
    package func isQuarantined(_ peer: CustodianID) -> Bool { peers.isQuarantined(peer) }

    /// Notes another custodian that broke the contract in no answer to a request.
    package func note(_ peer: CustodianID, _ fault: MalformedAnswer) {
        peers.lied(peer)
        settings.reconstruction?.report(
            .lie(peer, fault.misbehaviour, key: nil, reason: "it sent \(fault)"))
    }

    /// Notes a member that did not send its share, or not the right one.
    func note(_ failure: GatheredShares.Failure, under permit: QuorumPermit) async {
        let key = permit.share.key
        guard let lie = failure.lie else {
            if failure.isAbsence { peers.failed(failure.custodian) }
            settings.reconstruction?.report(.failure(failure.custodian, key: key, reason: failure.reason))
            return
        }
        peers.lied(failure.custodian)
        settings.reconstruction?.report(.lie(failure.custodian, lie, key: key, reason: failure.reason))
        _ = await written(record(failure, under: permit))
    }
}
