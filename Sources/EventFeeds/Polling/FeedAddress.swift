import Foundation

/// The address of a feed, of http or https.
struct FeedAddress: Sendable {
    let url: URL
    /// With the port, where there is one. Paths and queries may be secrets, this is none.
    let host: String
    let isSecure: Bool

    /// - Parameter base: what a relative address is relative to.
    /// - Returns: nil for any other address, one with a user or a password, which would not be sent, and a port that there is
    ///   none of.
    init?(_ text: String, relativeTo base: FeedAddress? = nil) {
        guard let url = URL(string: text, relativeTo: base?.url)?.absoluteURL, let host = url.host(), !host.isEmpty,
            let scheme = url.scheme?.lowercased(), ["http", "https"].contains(scheme), url.user() == nil,
            url.password() == nil, url.port.map({ (1...65_535).contains($0) }) ?? true,
            let name = url.host(percentEncoded: false),
            name.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
        else { return nil }
        self.url = url
        self.host = FeedText.shown(host) + (url.port.map { ":\($0)" } ?? "")
        isSecure = scheme == "https"
    }
}
