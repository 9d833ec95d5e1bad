import Access
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
    let access: Access
    let folder: URL
    let logger: Logger

    /// Runs until it is cancelled.
    func run() async throws {
        while !Task.isCancelled {
            let isMore = await round()
            await carryMail()
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

    /// Letters to staff, each a file that any mail program can send (RFC 5322).
    private func carryMail() async {
        do {
            for due in try await access.takeMail() {
                let isCarried = (try? write(due)) != nil
                if !isCarried { logger.error("letter not handed on") }
                try await access.mail(due, wasCarried: isCarried)
            }
        } catch {
            logger.error("letters not reached")
        }
    }

    private func write(_ due: DueMail) throws {
        let mail = due.mail
        // A line end in an address or a subject would begin another header.
        func line(_ text: String) -> String { text.split(whereSeparator: \.isNewline).joined(separator: " ") }
        let subject = Data(line(mail.subject).utf8).base64EncodedString()
        let text = """
            To: \(line(mail.to))\r
            Subject: =?utf-8?B?\(subject)?=\r
            MIME-Version: 1.0\r
            Content-Type: text/plain; charset=utf-8\r
            Content-Transfer-Encoding: base64\r
            \r
            \(Data(mail.text.utf8).base64EncodedString(options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed]))\r

            """
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let name = due.id.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        try Data(text.utf8).write(to: folder.appendingPathComponent("letter-\(name).eml"), options: .atomic)
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
