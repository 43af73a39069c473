import Foundation

/// One record of an audit log on one line for a person.
struct AuditLineView {
    let text: String

    init(_ line: String) {
        guard let record = try? JSONDecoder().decode(Record.self, from: Data(line.utf8)) else {
            text = line
            return
        }
        let outcome = record.errorCode ?? "ok"
        let attempts = record.additionalEventData?.attempts.map { " attempts=\($0)" } ?? ""
        let who = record.userIdentity?.arn ?? record.userIdentity?.principalId ?? "-"
        text = "\(record.eventTime)  \(record.eventName)  \(outcome)  \(who)  \(record.requestID)\(attempts)"
    }

    private struct Record: Decodable {
        let eventTime: String
        let eventName: String
        let errorCode: String?
        let requestID: String
        let userIdentity: Identity?
        let additionalEventData: Details?
    }

    private struct Identity: Decodable {
        let arn: String?
        let principalId: String?
    }

    private struct Details: Decodable {
        let attempts: Int?
    }
}
