import NIOCore
import NIOPosix

/// Where a clamd listens.
enum ClamAddress: Sendable, Hashable {
    case path(String)
    case host(String, port: Int)

    /// The most that Linux takes as the path of a socket.
    private static let longestPath = 107

    /// Reads `/run/clamav/clamd.ctl`, `scanner:3310` or `[::1]:3310`; `nil` for anything else.
    init?(_ text: String) {
        if text.hasPrefix("/") {
            guard text.utf8.count <= ClamAddress.longestPath, !text.utf8.contains(0) else { return nil }
            self = .path(text)
            return
        }
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (1...65_535).contains(port)
        else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty, host.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "/") }) else {
            return nil
        }
        self = .host(String(host), port: port)
    }

    typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    func connect(timeout: Duration) async throws -> Connection {
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(TimeAmount(timeout))
        switch self {
        case .path(let path):
            return try await bootstrap.connect(unixDomainSocketPath: path, channelInitializer: ClamAddress.wrap)
        case .host(let host, let port):
            return try await bootstrap.connect(host: host, port: port, channelInitializer: ClamAddress.wrap)
        }
    }

    @Sendable private static func wrap(_ channel: any Channel) -> EventLoopFuture<Connection> {
        channel.eventLoop.makeCompletedFuture {
            try NIOAsyncChannel(wrappingChannelSynchronously: channel)
        }
    }
}
