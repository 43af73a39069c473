import NIOCore
import Synchronization

/// The types of the HTTP/2 frames that a connection has brought.
final class SeenFrames: Sendable {
    /// RFC 9113, section 6.
    enum FrameType: UInt8 {
        case headers = 1
        case settings = 4
    }

    private let bytes = Mutex<[UInt8]>([])

    func contains(_ type: FrameType) -> Bool {
        bytes.withLock { bytes in
            var start = 0
            // Three bytes of length, one of type, five more, and the payload.
            while start + 9 <= bytes.count {
                if bytes[start + 3] == type.rawValue { return true }
                start += 9 + Int(bytes[start]) << 16 + Int(bytes[start + 1]) << 8 + Int(bytes[start + 2])
            }
            return false
        }
    }

    final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let seen: SeenFrames

        init(_ seen: SeenFrames) {
            self.seen = seen
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let buffer = unwrapInboundIn(data)
            seen.bytes.withLock { $0 += buffer.readableBytesView }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }
    }
}
