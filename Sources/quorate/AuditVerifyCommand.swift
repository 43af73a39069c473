import ArgumentParser
import AuditLog
import AuditStorage
import Foundation

struct AuditVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check that no record of a log was changed, removed, added or moved.",
        discussion: """
            Given the folder of a fleet, or the folders of several logs, it also lays the logs of gateways and custodians \
            beside each other, and finds requests without the uses of shares that they rest on, and uses without a request.
            """)

    @Argument(help: "Folders of logs, such as DIR/gateway/audit, or of nodes or fleets that have such in them.")
    var folders: [String]

    @Flag(help: "Accept a log whose audit.head is gone, so that records cut off at its end cannot be missed.")
    var allowUnknownEnd = false

    @Option(help: "table or json.")
    var format: OutputFormat = .table

    func run() throws {
        var views: [AuditReportView] = []
        var logs: [AuditFolder] = []
        do {
            for folder in folders { logs += try AuditFolder.all(in: folder) }
            for log in logs { views.append(AuditReportView(try log.verify(), folder: log.path)) }
        } catch {
            throw ValidationError(error.message)
        }
        let agreement = try agreement(of: logs).map(AuditAgreementView.init)
        switch format {
        case .json:
            // One log is shown as it always was; several together, with what they say of each other.
            if let view = views.first, views.count == 1, agreement == nil {
                try Terminal.print(json: view)
            } else {
                try Terminal.print(json: AuditFleetView(logs: views, agreement: agreement))
            }
        case .table:
            for view in views { view.lines.forEach(Terminal.print) }
            agreement?.lines.forEach(Terminal.print)
        }
        try judge(views, agreement)
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
        for case (let log, .gateway(let id)?) in gateways where log.wasKilled { witness.end(killed: id) }
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
