import NIOCore
import NIOPosix

/// Ports for `--port-base 0`.
enum FreePorts {
    /// Ports of the loopback interface that were free a moment ago.
    ///
    /// - Throws: where the kernel gives none.
    static func find(_ count: Int) async throws -> [Int] {
        var channels: [any Channel] = []
        for _ in 0..<count {
            channels.append(
                try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton).bind(host: "127.0.0.1", port: 0)
                    .get())
        }
        let ports = channels.compactMap { $0.localAddress?.port }
        for channel in channels { try await channel.close() }
        guard ports.count == count else {
            throw ConfigurationFault(
                "The kernel gave \(ports.count) free ports where \(count) are needed; name one with --port-base.")
        }
        return ports
    }

    /// - Throws: ``ConfigurationFault`` that names the first port that somebody else has.
    static func check(_ ports: [Int]) async throws {
        for port in ports {
            do {
                let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                    .serverChannelOption(.socketOption(.so_reuseaddr), value: 1).bind(host: "127.0.0.1", port: port)
                    .get()
                try await channel.close()
            } catch {
                throw ConfigurationFault(
                    "Port \(port) of 127.0.0.1 cannot be had (\(error)): another fleet or program may use it. Choose "
                        + "other ports with --port-base.")
            }
        }
    }
}
