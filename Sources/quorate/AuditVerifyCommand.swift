import ArgumentParser
import Assembly
import AuditLog
import AuditStorage
import Foundation

struct AuditVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check that no record of a log was changed, removed, added or moved.",
        discussion: """
            Given the folder of a fleet, or the folders of several logs, it also lays the logs of gateways and custodians \
            beside each other, and finds requests without the uses of shares that they rest on, and uses without a request; \
            and it holds each log against the checkpoints of it that the other nodes keep.
            """)

    @Argument(help: "Folders of logs, such as DIR/gateway/audit, or of nodes or fleets that have such in them.")
    var folders: [String]

    @Flag(help: "Accept a log whose audit.head is gone, so that records cut off at its end cannot be missed.")
    var allowUnknownEnd = false

    @Option(help: "A charter to take the nodes' keys from, instead of those that lie with the logs.")
    var charter: [String] = []

    @Option(help: "The fleet's root public key, which has to have signed the charter.")
    var rootKey: String?

    @Option(help: "The key of one node, SPIFFE-ID=KEY in hexadecimal digits.")
    var key: [String] = []

    @Option(help: "The name of a log that is known to be lost, such as gateway-1/0123456789abcdef.")
    var acceptLost: [String] = []

    @Option(help: "table or json.")
    var format: OutputFormat = .table

    func run() throws {
        var views: [AuditReportView] = []
        var logs: [AuditFolder] = []
        let inspection: AuditInspection
        let keys: CheckpointKeys
        do {
            for folder in folders { logs += try AuditFolder.all(in: folder) }
            keys = try CheckpointKeys(folders: logs.map(\.path), files: charter, rootKey: rootKey, keys: key)
            inspection = try AuditInspection(logs, accepting: Set(acceptLost)) { keys[$0] }
            for log in inspection.subjects {
                views.append(AuditReportView(try inspection.report(on: log), folder: log.folder.path))
            }
        } catch {
            throw ValidationError("\(error)")
        }
        let checkpoints = AuditCheckpointView(inspection, views, keys: keys)
        let agreement = try agreement(of: logs).map(AuditAgreementView.init)
        switch format {
        case .json:
            // One log is shown as it always was; several together, with what they say of each other.
            if let view = views.first, views.count == 1, agreement == nil {
                try Terminal.print(json: view)
            } else {
                try Terminal.print(
                    json: AuditFleetView(logs: views, checkpoints: checkpoints, agreement: agreement))
            }
        case .table:
            for view in views { view.lines.forEach(Terminal.print) }
            checkpoints.lines.forEach(Terminal.print)
            agreement?.lines.forEach(Terminal.print)
        }
        try judge(views, agreement)
        if CheckpointKeys.isExplicit(files: charter, rootKey: rootKey, keys: key), let node = inspection.unknown.min() {
            throw ServiceRefusal(
                description: "the checkpoints of \(node) cannot be checked: none of the keys that were given is its own"
            )
        }
    }

    /// What gateways and custodians say of each other; nil unless logs of both are there.
    private func agreement(of logs: [AuditFolder]) throws -> AuditAgreement? {
        let authors = try logs.map { (log: $0, author: try $0.author()) }
        let gateways = authors.filter { if case .gateway = $0.author { true } else { false } }
        let custodians = authors.filter { if case .custodian = $0.author { true } else { false } }
        guard !gateways.isEmpty, !custodians.isEmpty else { return nil }
        var witness = AuditWitness()
        for (log, author) in gateways + custodians {
            if let author { try log.testify(as: author, to: &witness) }
        }
        // What custodians have recorded since the gateways' logs were read has its request there soon, while they run.
        witness.beginLate()
        for case (let log, let author?) in gateways + custodians where log.wasKilled { witness.end(killed: author) }
        let isServing = gateways.contains { $0.log.isOpen && !$0.log.wasKilled }
        for _ in 0..<Self.patience where isServing && !witness.finish().contradictions.isEmpty {
            Thread.sleep(forTimeInterval: 1)
            for (log, author) in gateways {
                if let author { try log.testify(as: author, to: &witness) }
            }
        }
        return witness.finish()
    }

    /// For how many seconds a request of a running gateway may be without its record.
    private static let patience = 30

    private func judge(_ views: [AuditReportView], _ agreement: AuditAgreementView?) throws {
        for view in views where !view.whole {
            throw ServiceRefusal(
                description: "the log in \(view.folder) was tampered with or damaged: \(view.faults.count) faults")
        }
        if let agreement, !agreement.contradictions.isEmpty {
            throw ServiceRefusal(
                description: "the logs contradict each other: \(agreement.contradictions.count) times")
        }
        for view in views where !view.endKnown && !allowUnknownEnd {
            throw ServiceRefusal(
                description:
                    "where the log in \(view.folder) ends is not known: put \(view.folder)/audit.head back from a copy, or "
                    + "compare the last record with the other logs of the fleet and say --allow-unknown-end")
        }
    }
}
