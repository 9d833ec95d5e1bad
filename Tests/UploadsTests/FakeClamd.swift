import NIOCore
import NIOPosix

/// A server that takes `INSTREAM` as clamd does and then behaves as it is told.
struct FakeClamd: Sendable {
    enum Behaviour: Sendable, Hashable {
        /// Reads everything, then says this and closes.
        case answers(String)
        /// The same, each byte by itself, and leaves the connection open.
        case answersSlowly(String)
        /// Reads everything and says nothing.
        case hangs
        /// Reads nothing at all.
        case readsNothing
        /// Reads everything, then closes without a word.
        case closes
        /// Closes as soon as something comes.
        case closesAtOnce
        /// Says this and closes when so many bytes have come.
        case interrupts(after: Int, String)
        /// Says how many bytes the file had and their sum, as the name of a finding.
        case counts
    }

    private let channel: any Channel

    /// Where it listens, or did.
    let address: String

    /// - Parameter path: a Unix socket to listen on instead of a port.
    static func start(_ behaviour: Behaviour, path: String? = nil) async throws -> FakeClamd {
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelOption(.autoRead, value: behaviour != .readsNothing)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Handler(behaviour))
                }
            }
        if let path {
            return FakeClamd(channel: try await bootstrap.bind(unixDomainSocketPath: path).get(), address: path)
        }
        let channel = try await bootstrap.bind(host: "127.0.0.1", port: 0).get()
        return FakeClamd(channel: channel, address: "127.0.0.1:\(channel.localAddress?.port ?? 0)")
    }

    func stop() async throws { try await channel.close() }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let behaviour: Behaviour
        private var pending = ByteBuffer()
        private var received = 0
        private var hasCommand = false
        private var length = 0
        private var sum: UInt64 = 0

        init(_ behaviour: Behaviour) { self.behaviour = behaviour }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            var buffer = unwrapInboundIn(data)
            received += buffer.readableBytes
            pending.writeBuffer(&buffer)
            switch behaviour {
            case .closesAtOnce: context.close(promise: nil)
            case .interrupts(let limit, let words) where received > limit: say(words, context, closes: true)
            default: readStream(context)
            }
        }

        private func readStream(_ context: ChannelHandlerContext) {
            if !hasCommand {
                guard let command = pending.readString(length: 10) else { return }
                hasCommand = true
                guard command == "zINSTREAM\0" else { return say("UNKNOWN COMMAND\0", context, closes: true) }
            }
            while let size = pending.getInteger(at: pending.readerIndex, as: UInt32.self) {
                if size == 0 { return ended(context) }
                guard pending.readableBytes >= 4 + Int(size) else { return }
                pending.moveReaderIndex(forwardBy: 4)
                length += Int(size)
                for byte in pending.readBytes(length: Int(size)) ?? [] { sum = sum &* 31 &+ UInt64(byte) }
                pending.discardReadBytes()
            }
        }

        private func ended(_ context: ChannelHandlerContext) {
            switch behaviour {
            case .answers(let words): say(words, context, closes: true)
            case .answersSlowly(let words): for letter in words.utf8 { say([letter], context) }
            case .closes: context.close(promise: nil)
            case .counts: say("stream: \(length)-\(sum) FOUND\0", context, closes: true)
            case .hangs, .readsNothing, .closesAtOnce, .interrupts: break
            }
        }

        private func say(_ words: String, _ context: ChannelHandlerContext, closes: Bool) {
            say(Array(words.utf8), context)
            if closes { context.close(promise: nil) }
        }

        private func say(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }
}
