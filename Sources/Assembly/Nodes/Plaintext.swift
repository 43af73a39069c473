/// Plain HTTP is for this machine alone, unless the operator says that something else ends TLS.
enum Plaintext {
    /// - Throws: ``ConfigurationFault`` for another address without `allowPlaintext: true`.
    static func check(_ file: ConfigurationFile, _ key: String, host: String, tls: FrontTLS? = nil) throws {
        guard tls != nil || SocketName("\(host):0")?.isLoopback ?? false || file.flag("allowPlaintext") else {
            throw ConfigurationFault(
                "`\(key)` in \(file.path) is \(host), but it speaks plain HTTP: set `tls.certificate` and `tls.key`, use "
                    + "127.0.0.1 with a proxy that ends TLS before it, or set `allowPlaintext: true` where the network itself is "
                    + "private.")
        }
    }
}
