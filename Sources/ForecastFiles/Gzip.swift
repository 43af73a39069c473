import CZlib

/// Files that gzip has packed (RFC 1952), as data sets often are.
package enum Gzip {
    /// Whether bytes begin as a packed file does.
    package static func isPacked(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

    /// - Parameter limit: bytes that are unpacked at most; more is not read on, so that a small file cannot fill the memory.
    /// - Throws: ``GzipError``.
    package static func unpacked(_ bytes: [UInt8], limit: Int) throws(GzipError) -> [UInt8] {
        var stream = unsafe z_stream()
        // 15 bits of window, and 16 for gzip's header and checksum.
        guard unsafe inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw GzipError(.noMemory)
        }
        defer { unsafe _ = inflateEnd(&stream) }
        var input = bytes
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        var status = Z_OK
        unsafe input.withUnsafeMutableBufferPointer { input in
            unsafe stream.next_in = input.baseAddress
            unsafe stream.avail_in = UInt32(clamping: input.count)
            while output.count <= limit {
                // A file may be several that were packed one by one and joined.
                if status == Z_STREAM_END, unsafe stream.avail_in > 0 { status = unsafe inflateReset(&stream) }
                guard status == Z_OK else { break }
                let written = unsafe chunk.withUnsafeMutableBufferPointer { chunk in
                    unsafe stream.next_out = chunk.baseAddress
                    unsafe stream.avail_out = UInt32(chunk.count)
                    status = unsafe inflate(&stream, Z_NO_FLUSH)
                    return unsafe chunk.count - Int(stream.avail_out)
                }
                output += chunk[..<written]
            }
        }
        if output.count > limit { throw GzipError(.tooLong(limit)) }
        guard status == Z_STREAM_END else { throw GzipError(.damaged) }
        return output
    }
}
