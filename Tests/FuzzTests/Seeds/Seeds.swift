import Foundation
import FuzzTargets

/// The real values that the corpora are made of. `QUORATE_WRITE_CORPORA=1` writes them anew.
enum Seeds {
    static var areWanted: Bool { ProcessInfo.processInfo.environment["QUORATE_WRITE_CORPORA"] == "1" }

    static func of(_ target: FuzzTarget) throws -> [[UInt8]] {
        switch target.name {
        case "records": try numbered(records())
        case "calls": try numbered(calls())
        case "ceremonies": try numbered(ceremonies())
        case "identities": try numbered(identities())
        case "fleet-rpc": try numbered(fleetRPC())
        case "envelopes": try envelopes()
        case "request-signatures": requestSignatures()
        case "requests": numbered(requests())
        case "json": json()
        case "policies": policies()
        case "conditions": conditions()
        case "placements": placements()
        case "audit-logs": try auditLogs()
        case "key-material": try numbered(keyMaterial())
        case "checkpoints": try numbered(checkpoints())
        case "traces": numbered(traces())
        default: []
        }
    }

    /// Values behind the number of the form or spec that they are for.
    private static func numbered(_ values: [(form: Int, bytes: [UInt8])]) -> [[UInt8]] {
        values.map { [UInt8($0.form)] + $0.bytes }
    }
}
