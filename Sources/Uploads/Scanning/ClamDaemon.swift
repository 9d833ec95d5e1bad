import NIOCore
import NIOPosix

/// Asks a clamd, the daemon of ClamAV, by its command `INSTREAM` (clamd(8)).
///
/// Each file has a connection of its own, so several may be scanned at once. No thread is blocked.
///
/// clamd passes over what lies beyond its own limits and calls the rest clean. It has to be set up with `StreamMaxLength`,
/// `MaxFileSize` and `MaxScanSize` above the largest file that is taken, and with `AlertExceedsMax yes`, so that it says when it
/// did not look at everything; that is then ``ScanResult/unavailable``.
public struct ClamDaemon: VirusScanner {
    /// The most bytes sent under one length.
    private static let chunkBytes = 65_536

    private let address: ClamAddress
    private let patience: Duration

    /// - Parameters:
    ///   - address: the path of a Unix socket, which begins with a slash, or `host:port`. IPv6 stands in brackets.
    ///   - patience: how long a scan may take, from connecting to the answer, with the time the parts take to come.
    /// - Returns: `nil` when the address is neither.
    public init?(address: String, patience: Duration = .seconds(30)) {
        guard let read = ClamAddress(address) else { return nil }
        self.address = read
        self.patience = patience
    }

    public func scan(_ parts: some AsyncSequence<[UInt8], any Error> & Sendable) async -> ScanResult {
        await withTaskGroup(of: ScanResult.self) { group in
            group.addTask { (try? await ask(parts)) ?? .unavailable }
            group.addTask {
                try? await Task.sleep(for: patience)
                return .unavailable
            }
            let first = await group.next() ?? .unavailable
            group.cancelAll()
            return first
        }
    }

    private func ask(_ parts: some AsyncSequence<[UInt8], any Error> & Sendable) async throws -> ScanResult {
        let connection = try await address.connect(timeout: patience)
        return try await connection.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: "zINSTREAM\0"))
            for try await part in parts {
                try await ClamDaemon.send(part, outbound)
            }
            // A sequence may also end because the task was cancelled. Half a file must not be called clean.
            try Task.checkCancellation()
            try await outbound.write(ByteBuffer(integer: UInt32(0)))
            return try await ClamDaemon.answer(inbound)
        }
    }

    private static func send(_ part: [UInt8], _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>) async throws {
        var rest = part[...]
        while !rest.isEmpty {
            let bytes = rest.prefix(chunkBytes)
            rest = rest.dropFirst(chunkBytes)
            var chunk = ByteBuffer()
            chunk.reserveCapacity(4 + bytes.count)
            chunk.writeInteger(UInt32(bytes.count))
            chunk.writeBytes(bytes)
            try await outbound.write(chunk)
        }
    }

    /// Reads up to the zero byte that ends an answer. Without it, the answer may be half of another.
    private static func answer(_ inbound: NIOAsyncChannelInboundStream<ByteBuffer>) async throws -> ScanResult {
        var read: [UInt8] = []
        for try await buffer in inbound {
            read += buffer.readableBytesView
            if let end = read.firstIndex(of: 0) {
                return ClamAnswer.result(String(decoding: read[..<end], as: UTF8.self))
            }
            if read.count > ClamAnswer.maximumBytes { break }
        }
        return .unavailable
    }
}
