/// Where a TPM 2.0 takes commands.
package enum TPMEndpoint: Hashable, Sendable, CustomStringConvertible {
    /// A character device, such as `/dev/tpmrm0`, where the kernel's resource manager shares it.
    case device(String)
    /// A Unix socket, as that of a software TPM.
    case unix(String)
    /// IPv4 address, in digits, and port.
    case tcp(String, UInt16)

    /// The kernel's.
    package static let standard = TPMEndpoint.device("/dev/tpmrm0")

    /// Reads `unix:PATH`, `tcp:ADDRESS:PORT` or the path of a device.
    ///
    /// - Throws: ``CollectorError`` with `.badEndpoint`.
    package init(_ text: String) throws(CollectorError) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        if text.hasPrefix("/") {
            self = .device(text)
        } else if text.hasPrefix("unix:/") {
            self = .unix(String(text.dropFirst(5)))
        } else if parts.count == 3, parts[0] == "tcp", !parts[1].isEmpty, let port = UInt16(parts[2]) {
            self = .tcp(String(parts[1]), port)
        } else {
            throw CollectorError(
                .badEndpoint,
                "a TPM at \"\(text)\": give the path of a device, unix:PATH of a socket, or tcp:ADDRESS:PORT")
        }
    }

    package var description: String {
        switch self {
        case .device(let path): path
        case .unix(let path): "unix:\(path)"
        case .tcp(let address, let port): "tcp:\(address):\(port)"
        }
    }
}
