import Casework
import Crypto
import Synchronization

/// A file that goes with a draft or a case. Its parts are sealed under a key of its own.
public struct Attachment: Sendable, Hashable {
    public let id: Reference
    public let draft: Reference?
    public let reference: Reference?
    /// What is known of it, unsealed: whatever the caller gave.
    public let about: [UInt8]
    public let createdAt: Int64
    let key: [UInt8]
}

extension Ledger {
    /// Bytes of a file in one part.
    public static let attachmentPart = 256 << 10

    /// Begins a file of a draft. It is there once ``Upload/finish(about:)`` has returned; one that is given up leaves nothing.
    public func upload(to draft: Reference) -> Upload {
        Upload(ledger: self, draft: draft, id: surroundings.reference())
    }

    public func attachments(ofDraft draft: Reference) async throws -> [Attachment] {
        try await attachments(.attachmentsOfDraft, draft)
    }

    public func attachments(of reference: Reference) async throws -> [Attachment] {
        try await attachments(.attachmentsOfDossier, reference)
    }

    private func attachments(_ query: SQLText, _ owner: Reference) async throws -> [Attachment] {
        let rows = try await engine.glance { connection in
            try connection.all(query, [.integer(owner.number)]) { try AttachmentRow(row: $0) }
        }
        // One without anything known of it is still on its way, or was cut off.
        return try rows.map(opened).filter { !$0.about.isEmpty }
    }

    public func attachment(_ id: Reference) async throws -> Attachment? {
        let row = try await engine.glance { connection in
            try connection.first(.attachment, [.integer(id.number)]) { try AttachmentRow(row: $0) }
        }
        return try row.map(opened)
    }

    /// A part of a file, from 0; `nil` after the last.
    public func part(_ number: Int, of attachment: Attachment) async throws -> [UInt8]? {
        let sealed = try await engine.glance { connection in
            try connection.first(.attachmentPart, [.integer(attachment.id.number), .int(number)]) { $0.bytes(0) }
        }
        guard let sealed else { return nil }
        guard let box = try? AES.GCM.SealedBox(combined: sealed),
            let bytes = try? AES.GCM.open(
                box, using: SymmetricKey(data: attachment.key), authenticating: Ledger.context(attachment.id, number))
        else { throw LedgerError.tampered("file \(attachment.id)") }
        return Array(bytes)
    }

    /// Changes what is known of a file that came in whole.
    public func describe(_ id: Reference, about: [UInt8]) async throws {
        let sealed = try seal(about, as: "file \(id)")
        try await engine.write { connection in
            _ = try connection.run(.finishAttachment, [.bytes(sealed), .integer(id.number)])
        }
    }

    public func removeAttachment(_ id: Reference) async throws {
        try await engine.write { connection in
            try connection.send(Ledger.removal(ofAttachment: id.number))
        }
    }

    /// Deletes a file that is still a draft's. One that has become a case's meanwhile stays.
    public func removeAttachment(_ id: Reference, ofDraft draft: Reference) async throws {
        try await engine.write { connection in
            let owner = try connection.first(.attachment, [.integer(id.number)]) { try AttachmentRow(row: $0).draft }
            guard owner == draft else { return }
            try connection.send(Ledger.removal(ofAttachment: id.number))
        }
    }

    /// Deletes files that were begun more than an hour ago and never came in whole, and those whose draft is gone. Answers how many.
    ///
    /// Cost: a walk along an index over the files of all drafts that are not sent yet.
    public func removeCutOffAttachments() async throws -> Int {
        let moment = now.milliseconds - 3_600_000
        let isAny = try await engine.glance { connection in
            try connection.first(.attachmentsCutOff, [.integer(moment)]) { _ in true } ?? false
        }
        guard isAny else { return 0 }
        return try await engine.write { connection in
            let ids = try connection.all(.attachmentsCutOff, [.integer(moment)]) { $0.integer(0) }
            try connection.send(ids.flatMap(Ledger.removal(ofAttachment:)))
            return ids.count
        }
    }

    /// What deletes a file with all its parts.
    static func removal(ofAttachment id: Int64) -> [SQLCall] {
        [SQLCall(.removeAttachmentParts, [.integer(id)]), SQLCall(.removeAttachment, [.integer(id)])]
    }

    /// Makes files of a draft the files of a case. Doing it again changes nothing.
    public func move(_ attachments: [Attachment], from draft: Reference, to reference: Reference) async throws {
        let calls = try moving(attachments, from: draft, to: reference)
        guard !calls.isEmpty else { return }
        try await engine.write { connection in try connection.send(calls) }
    }

    func moving(_ attachments: [Attachment], from draft: Reference, to reference: Reference) throws -> [SQLCall] {
        try attachments.map { file in
            SQLCall(
                .moveAttachment,
                [
                    .integer(reference.number), .bytes(try seal(file.key, as: "file key \(file.id)")),
                    .bytes(try seal(file.about, as: "file \(file.id)")), .integer(file.id.number),
                    .integer(draft.number),
                ])
        }
    }

    fileprivate static func context(_ id: Reference, _ part: Int) -> [UInt8] { Array("file \(id) part \(part)".utf8) }

    private func opened(_ row: AttachmentRow) throws -> Attachment {
        let isUnderWay = row.about.isEmpty && row.draft != nil
        guard let key = unseal(row.key, as: "file key \(row.id)"),
            let about = isUnderWay ? [] : unseal(row.about, as: "file \(row.id)")
        else { throw LedgerError.tampered("file \(row.id)") }
        return Attachment(
            id: row.id, draft: row.draft, reference: row.reference, about: about, createdAt: row.createdAt, key: key)
    }
}

/// A file on its way in, part by part.
public final class Upload: Sendable {
    private let ledger: Ledger
    private let draft: Reference
    public let id: Reference
    private let key = SymmetricKey(size: .bits256)

    init(ledger: Ledger, draft: Reference, id: Reference) {
        self.ledger = ledger
        self.draft = draft
        self.id = id
    }

    /// Writes a part, from 0, of at most ``Ledger/attachmentPart`` bytes.
    ///
    /// - Throws: `LedgerError.unknownReference` when the draft is gone or was sent.
    public func write(_ bytes: [UInt8], part: Int) async throws {
        if part == 0 { try await begin() }
        let box = try AES.GCM.seal(bytes, using: key, authenticating: Ledger.context(id, part))
        guard let sealed = box.combined else { throw LedgerError.tampered("file \(id)") }
        try await send([SQLCall(.insertAttachmentPart, [.integer(id.number), .int(part), .bytes(Array(sealed))])])
    }

    /// Stands with the draft from the first part on, so that what is cut off goes with it.
    private func begin() async throws {
        let bytes = key.withUnsafeBytes { Array($0) }
        let call = SQLCall(
            .insertAttachment,
            [
                .integer(id.number), .integer(draft.number), .bytes(try ledger.seal(bytes, as: "file key \(id)")),
                .bytes([]), .integer(ledger.now.milliseconds),
            ])
        try await send([call], isFirst: true)
    }

    /// A draft that was deleted or sent meanwhile takes nothing any more: what came after it would stay for ever.
    ///
    /// - Throws: `LedgerError.unknownReference` also for a file that came in so slowly that it was taken for cut off.
    private func send(_ calls: [SQLCall], isFirst: Bool = false) async throws {
        let (draft, id) = (draft, id)
        try await ledger.engine.write { connection in
            guard try connection.first(.draftIsOpen, [.integer(draft.number)], { _ in true }) ?? false else {
                throw LedgerError.unknownReference
            }
            if !isFirst, try connection.first(.attachment, [.integer(id.number)], { _ in true }) == nil {
                throw LedgerError.unknownReference
            }
            try connection.send(calls)
        }
    }

    /// Makes the file part of the draft.
    ///
    /// - Throws: `LedgerError.unknownReference` when the draft is gone or was sent.
    public func finish(about: [UInt8]) async throws {
        try await send([
            SQLCall(.finishAttachment, [.bytes(try ledger.seal(about, as: "file \(id)")), .integer(id.number)])
        ])
    }

    /// What was written, part by part, for whoever has to look through it.
    public func parts(_ count: Int) -> AsyncThrowingStream<[UInt8], any Error> {
        let next = PartCounter()
        return AsyncThrowingStream {
            let part = next.take()
            guard part < count else { return nil }
            let (ledger, id, key) = (self.ledger, self.id, self.key)
            let sealed = try await ledger.engine.glance { connection in
                try connection.first(.attachmentPart, [.integer(id.number), .int(part)]) { $0.bytes(0) }
            }
            guard let sealed else { return nil }
            let box = try AES.GCM.SealedBox(combined: sealed)
            return Array(try AES.GCM.open(box, using: key, authenticating: Ledger.context(id, part)))
        }
    }

    /// Takes away what was written.
    public func giveUp() async {
        let (ledger, id) = (ledger, id)
        // In a task of its own: that whoever sent it went away must not leave half of it here.
        await Task { try? await ledger.removeAttachment(id) }.value
    }
}

/// Counts the parts that were handed out.
private final class PartCounter: Sendable {
    private let number = Mutex(0)

    func take() -> Int {
        number.withLock { number in
            defer { number += 1 }
            return number
        }
    }
}

private struct AttachmentRow: Sendable {
    let id: Reference
    let draft: Reference?
    let reference: Reference?
    let key: [UInt8]
    let about: [UInt8]
    let createdAt: Int64

    init(row: any SQLRow) throws {
        guard let id = Reference(number: row.integer(0)) else { throw EngineError.damaged("a reference") }
        self.id = id
        draft = row.isNull(1) ? nil : Reference(number: row.integer(1))
        reference = row.isNull(2) ? nil : Reference(number: row.integer(2))
        key = row.bytes(3)
        about = row.bytes(4)
        createdAt = row.integer(5)
    }
}
