import Casework
import Crypto
import Ledger

/// Failed attempts, counted for all nodes together: whoever tries in vain too often has to wait.
///
/// After some free tries comes a pause that doubles: an attacker is slowed, the owner is never locked out for good. What is
/// tried is kept as a hash alone, and counted whether it exists or not, so that a pause says nothing about it.
struct Attempts: Sendable {
    /// Wrong tries before the first pause.
    static let free = 5
    /// The longest pause, in seconds.
    static let longest = 300
    /// After so long without a try everything is forgotten, in milliseconds.
    static let memory: Int64 = 24 * 60 * 60 * 1_000

    /// What is tried: the hash of its kind and name.
    struct Subject: Sendable {
        fileprivate let hash: [UInt8]

        init(_ kind: String, _ name: String) {
            hash = Array(SHA256.hash(data: Array((kind + "\n" + name).utf8)))
        }
    }

    /// The seconds until the subject may be tried again; `nil` when it may be now.
    static func pause(of subject: Subject, at moment: Instant, _ connection: any SQLConnection) throws -> Int? {
        let found = try connection.first(.attempt, [.bytes(subject.hash)]) { ($0.int(0), $0.integer(1)) }
        guard let (failures, failedAt) = found, failures >= free, moment.milliseconds - failedAt < memory else {
            return nil
        }
        let pause = min(longest, 2 << min(10, failures - free))
        let left = Int(failedAt / 1_000) + pause - Int(moment.milliseconds / 1_000)
        return left > 0 ? left : nil
    }

    /// Counts a failed try, and forgets what is long past.
    static func count(_ subject: Subject, at moment: Instant, _ connection: any SQLConnection) throws {
        try connection.run(.forgetAttempts, [.integer(moment.milliseconds - memory)])
        try connection.run(.countAttempt, [.bytes(subject.hash), .integer(moment.milliseconds)])
    }

    /// Forgets the tries of a subject: the last one succeeded.
    static func forget(_ subject: Subject, _ connection: any SQLConnection) throws {
        try connection.run(.forgetAttempt, [.bytes(subject.hash)])
    }
}

extension SQLText {
    static let attempt: SQLText = "SELECT failures, failed_at FROM attempt WHERE subject = ?"
    static let countAttempt: SQLText =
        """
        INSERT INTO attempt (subject, failures, failed_at) VALUES (?, 1, ?)
        ON CONFLICT (subject) DO UPDATE SET failures = attempt.failures + 1, failed_at = excluded.failed_at
        """
    static let forgetAttempt: SQLText = "DELETE FROM attempt WHERE subject = ?"
    static let forgetAttempts: SQLText = "DELETE FROM attempt WHERE failed_at < ?"
}
