import Hummingbird
import NIOCore

/// What a request brings besides head and body.
struct KMSRequestContext: InitializableFromSource {
    /// The client's IP address.
    let sourceAddress: String?

    init(source: ApplicationRequestContextSource) {
        sourceAddress = source.channel.remoteAddress?.ipAddress
    }

    init(sourceAddress: String?) {
        self.sourceAddress = sourceAddress
    }
}
