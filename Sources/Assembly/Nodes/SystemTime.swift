import Foundation
package import KeyMap

/// The machine's clock.
package enum SystemTime {
    @Sendable package static func now() -> Timestamp {
        Timestamp(seconds: Date().timeIntervalSince1970)
    }
}
