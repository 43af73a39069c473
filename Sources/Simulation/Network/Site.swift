/// A place of the simulated fleet.
package enum Site: Hashable, Sendable, CustomStringConvertible {
    case hub
    /// From 1.
    case gateway(Int)
    /// From 1, like the indices of shares.
    case custodian(Int)
    /// Where requests come from; it never fails.
    case clients

    package var description: String {
        switch self {
        case .hub: "hub"
        case .gateway(let number): "gateway-\(number)"
        case .custodian(let number): "custodian-\(number)"
        case .clients: "clients"
        }
    }
}

/// A run of a site's process. What one has begun, the next knows nothing of.
package struct Incarnation: Hashable, Sendable {
    package let site: Site
    /// From 1.
    package let number: UInt64
}

/// An answer that will not come: a process ended, or a connection was cut.
struct Lost: Error, CustomStringConvertible {
    let description: String
}
