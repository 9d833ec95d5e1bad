import Ledger
import StrictJSON

/// A letter to somebody who works here: a reference and a link, never anything of a case.
public struct Mail: Sendable, Hashable {
    public let to: String
    public let subject: String
    public let text: String

    public init(to: String, subject: String, text: String) {
        self.to = to
        self.subject = subject
        self.text = text
    }
}

/// A letter that is due, as whoever carries it holds it.
public struct DueMail: Sendable {
    public let mail: Mail
    /// The same whenever it is tried.
    public let id: [UInt8]
    let attempts: Int
}

extension Access {
    /// A letter to be kept until it is carried. The same key again is the same letter.
    func kept(_ mail: Mail, key: String) -> KeptMail {
        let body: JSON = ["to": .string(mail.to), "subject": .string(mail.subject), "text": .string(mail.text)]
        return KeptMail(id: Array(ledger.code(of: key, as: "mail").prefix(16)), body: body.bytes)
    }

    /// Takes letters that are due. No other node gets them before a minute has passed.
    public func takeMail(limit: Int = 100) async throws -> [DueMail] {
        try await ledger.takeMail(limit: limit).compactMap { id, body, attempts in
            guard let json = try? JSON(body), let to = json["to"]?.string, let subject = json["subject"]?.string,
                let text = json["text"]?.string
            else { return nil }
            return DueMail(mail: Mail(to: to, subject: subject, text: text), id: id, attempts: attempts)
        }
    }

    /// A letter that was carried is gone; one that was not is tried again, after ten seconds and then twice as long each time.
    public func mail(_ due: DueMail, wasCarried: Bool) async throws {
        try await ledger.mail(due.id, wasCarried: wasCarried, attempts: due.attempts)
    }
}
