import Casework
import Foundation
import Ledger
import Logging
import StrictJSON

/// Hands the ledger's messages on to a folder, from which a mail gateway or another system takes them.
///
/// Several nodes may do so on one ledger: each message is handed on by one of them. A file comes into being whole, under a name made
/// of the message's number, so a message that is tried again after a crash replaces itself.
struct Courier: Sendable {
    /// Messages in one go, and how long handing them on may take before another node may try, in milliseconds.
    private static let most = 100
    private static let lease: Int64 = 60_000
    private static let pause = Duration.seconds(2)

    let ledger: Ledger
    let folder: URL
    let logger: Logger

    /// Runs until it is cancelled.
    func run() async throws {
        while !Task.isCancelled {
            let isMore = await round()
            if !isMore { try await Task.sleep(for: Courier.pause) }
        }
    }

    /// Hands on what is due. Answers whether more may be waiting.
    private func round() async -> Bool {
        do {
            let messages = try await ledger.takeMessages(limit: Courier.most, lease: Courier.lease)
            var done: [OutboxMessage] = []
            for message in messages {
                do {
                    try write(message)
                    done.append(message)
                } catch {
                    logger.error("message not handed on", metadata: ["message": .stringConvertible(message.id)])
                }
            }
            try await ledger.messagesDelivered(done)
            let kept = Set(done.map(\.id))
            try await ledger.messagesFailed(messages.filter { !kept.contains($0.id) })
            return messages.count == Courier.most && !done.isEmpty
        } catch {
            logger.error("outbox not reached")
            return false
        }
    }

    private func write(_ message: OutboxMessage) throws {
        let content: JSON = [
            "id": .number(String(message.id)), "audiences": .array(message.audiences.map { .string($0) }),
            "reference": .string(message.reference.description), "kind": .string(message.kind),
            "record": .string(message.record), "action": .string(message.action),
            "recorded_at": .number(String(message.recordedAt.milliseconds)),
        ]
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appendingPathComponent("message-\(message.id).json")
        try Data((content.text + "\n").utf8).write(to: file, options: .atomic)
    }
}
