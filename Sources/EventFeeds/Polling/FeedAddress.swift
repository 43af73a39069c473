import Foundation

/// The address of a feed, of http or https.
struct FeedAddress: Sendable {
    let url: URL
    let host: String
    let isSecure: Bool

    /// - Parameter base: what a relative address is relative to.
    /// - Returns: nil for any other address, and for one with a user or a password, which would not be sent.
    init?(_ text: String, relativeTo base: FeedAddress? = nil) {
        guard let url = URL(string: text, relativeTo: base?.url)?.absoluteURL, let host = url.host(), !host.isEmpty,
            let scheme = url.scheme?.lowercased(), ["http", "https"].contains(scheme), url.user() == nil,
            url.password() == nil
        else { return nil }
        self.url = url
        self.host = FeedText.shown(host)
        isSecure = scheme == "https"
    }
}
