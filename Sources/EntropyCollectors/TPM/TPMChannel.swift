import Entropy
import Glibc

/// An open way to a TPM, on which nothing waits longer than a deadline. Closed when its owner lets go of it.
struct TPMChannel: ~Copyable {
    private let endpoint: TPMEndpoint
    private let descriptor: CInt
    private let deadline: ContinuousClock.Instant

    /// - Throws: ``SourceFailure``: `.absent` where nothing is at that place.
    init(_ endpoint: TPMEndpoint, until deadline: ContinuousClock.Instant) throws(SourceFailure) {
        self.endpoint = endpoint
        self.deadline = deadline
        switch endpoint {
        case .device(let path):
            descriptor = unsafe Glibc.open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK)
        case .unix:
            descriptor = Self.socket(AF_UNIX)
        case .tcp:
            descriptor = Self.socket(AF_INET)
        }
        guard descriptor >= 0 else { throw Self.failure(endpoint, errno) }
        let status: CInt =
            switch endpoint {
            case .device: 0
            case .unix(let path): SocketAddress.connect(descriptor, unix: path)
            case .tcp(let address, let port): SocketAddress.connect(descriptor, address: address, port: port)
            }
        guard status != EINPROGRESS else {
            try wait(for: POLLOUT)
            let outcome = SocketAddress.outcome(descriptor)
            guard outcome == 0 else { throw Self.failure(endpoint, outcome) }
            return
        }
        guard status == 0 else { throw Self.failure(endpoint, status) }
    }

    deinit {
        _ = close(descriptor)
    }

    borrowing func send(_ bytes: [UInt8]) throws(SourceFailure) {
        var position = 0
        while position < bytes.count {
            try wait(for: POLLOUT)
            let written = unsafe bytes.withUnsafeBytes { buffer in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[position...])
                // A peer that is gone is an error, not a signal.
                return unsafe isSocket
                    ? Glibc.send(descriptor, rest.baseAddress, rest.count, CInt(MSG_NOSIGNAL))
                    : Glibc.write(descriptor, rest.baseAddress, rest.count)
            }
            if written < 0, errno == EINTR || errno == EAGAIN { continue }
            guard written > 0 else { throw Self.failure(endpoint, errno) }
            position += written
        }
    }

    /// A whole response: as long as its header says.
    borrowing func receive() throws(SourceFailure) -> [UInt8] {
        var response: [UInt8] = []
        while true {
            if let size = TPMCommand.size(of: response) {
                guard (TPMCommand.headerCount...TPMCommand.responseLimit).contains(size) else { return response }
                if response.count >= size { return response }
            }
            try wait(for: POLLIN)
            var chunk = [UInt8](repeating: 0, count: TPMCommand.responseLimit)
            let count = unsafe Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count >= 0 else { throw Self.failure(endpoint, errno) }
            guard count > 0 else {
                throw SourceFailure(.failed, "tpm: \(endpoint) ended in the midst of an answer")
            }
            response += chunk.prefix(count)
        }
    }

    private var isSocket: Bool {
        if case .device = endpoint { false } else { true }
    }

    private static func socket(_ family: CInt) -> CInt {
        Glibc.socket(family, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
    }

    private borrowing func wait(for event: CInt) throws(SourceFailure) {
        while true {
            let left = deadline - .now
            guard left > .zero else {
                throw SourceFailure(
                    .failed, "tpm: \(endpoint) did not answer in time; does another process hold it?")
            }
            var poll = pollfd(fd: descriptor, events: Int16(event), revents: 0)
            let milliseconds = max(1, (left / .milliseconds(1)).rounded(.up))
            let ready = unsafe Glibc.poll(&poll, 1, CInt(min(milliseconds, 60_000)))
            if ready > 0 { return }
            guard ready == 0 || errno == EINTR else { throw Self.failure(endpoint, errno) }
        }
    }

    private static func failure(_ endpoint: TPMEndpoint, _ number: CInt) -> SourceFailure {
        let reason = SystemMessage.of(number)
        switch number {
        case ENOENT, ENXIO, ENODEV, ECONNREFUSED:
            return SourceFailure(.absent, "tpm: there is none at \(endpoint): \(reason)")
        case EACCES, EPERM:
            return SourceFailure(
                .failed,
                "tpm: \(endpoint) may not be used: \(reason); the device's group, often tss, needs this process's user")
        default:
            return SourceFailure(.failed, "tpm: \(endpoint) failed: \(reason)")
        }
    }
}
