import Coordination
import Logging

/// What a simulated process logs, for whoever reads a run.
struct FaultLog: LogHandler {
    let faults: Faults
    let site: Site
    var metadata = Logger.Metadata()
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        faults.note("\(site) logs: \(event.message) \(event.metadata ?? [:])")
    }
}

extension Faults {
    /// What a gateway says of custodians. Only who lies may be called a liar.
    func heard(_ report: QuorumReport, at site: Site, _ world: World) {
        note("\(site) reports \(report)")
        switch report {
        case .lie(let custodian, _, _, let reason):
            guard let liar = world.site(custodian), !world.conducts.hasLied(liar) else { return }
            self.report("\(site) calls \(liar) a liar, which it is not: \(reason)")
        case .suspects(let custodians, _):
            guard !custodians.compactMap(world.site).contains(where: world.conducts.hasLied) else { return }
            self.report("\(site) suspects one of \(custodians) to have lied, and none has")
        default: break
        }
    }
}
