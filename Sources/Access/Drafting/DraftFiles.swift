import Casework
public import Ledger
import Rulebook
import StrictJSON

/// A file in a draft or on a case.
public struct DraftFile: Sendable, Hashable {
    public let id: Reference
    public let name: String
    /// `jpeg`, `png`, `pdf`, `doc`, `docx`: found by its content.
    public let kind: String
    /// Bytes.
    public let size: Int
    /// Whether it was looked through for viruses.
    public let isScanned: Bool
    /// The number of the person whom it is about; 0 while no answer names it.
    public let person: Int
    /// SHA-256 of its content, in hexadecimal; empty for one that came before this was kept.
    public let digest: String
    /// Milliseconds since 1970.
    public let addedAt: Int64
    let stored: Attachment

    init?(_ stored: Attachment) {
        guard let json = try? JSON(stored.about), let name = json["name"]?.string, let kind = json["kind"]?.string,
            let size = json["size"]?.integer, let person = json["person"]?.integer
        else { return nil }
        id = stored.id
        self.name = name
        self.kind = kind
        self.size = size
        isScanned = json["scanned"]?.bool ?? false
        self.person = person
        digest = json["sha256"]?.string ?? ""
        addedAt = stored.createdAt
        self.stored = stored
    }

    /// What is kept of it, once it is about a person.
    func about(person: Int) -> JSON {
        DraftFile.about(name: name, kind: kind, size: size, isScanned: isScanned, person: person, digest: digest)
    }

    static func about(
        name: String, kind: String, size: Int, isScanned: Bool, person: Int, digest: String
    ) -> JSON {
        [
            "name": .string(name), "kind": .string(kind), "size": JSON(size), "scanned": .bool(isScanned),
            "person": JSON(person), "sha256": .string(digest),
        ]
    }
}

extension Access {
    /// The most files that a draft may hold.
    public static let mostFiles = 100

    public func files(of draft: Draft) async throws -> [DraftFile] {
        try await ledger.attachments(ofDraft: draft.id).compactMap { DraftFile($0) }
    }

    /// Begins to take in a file of a draft that the account has in its hands.
    public func upload(to draft: Draft) -> Upload { ledger.upload(to: draft.id) }

    /// Makes a file that has come in whole part of its draft.
    public func finish(
        _ upload: Upload, of draft: Draft, name: String, kind: String, size: Int, isScanned: Bool, person: Int,
        digest: String = "", for account: Account
    ) async throws {
        let about = DraftFile.about(
            name: name, kind: kind, size: size, isScanned: isScanned, person: person, digest: digest)
        try await upload.finish(about: about.bytes)
        try await listFiles(of: draft, for: account)
    }

    public func removeFile(_ id: Reference, from draft: Draft, for account: Account) async throws {
        guard try await files(of: draft).contains(where: { $0.id == id }) else { throw LedgerError.unknownReference }
        try await ledger.removeAttachment(id, ofDraft: draft.id)
        try await listFiles(of: draft, for: account)
    }

    /// Takes a person out of a draft who was not sent, with their files. The last one stays.
    ///
    /// - Parameter fields: those that are shared where there are several.
    public func removePerson(_ number: Int, sharing fields: Set<String>, from id: Reference, for account: Account)
        async throws -> Draft
    {
        let draft = try await save(id, for: account) { content in
            if content.people.count > 1 { content.remove(number, sharing: fields) }
        }
        guard draft.content.person(number) == nil else { return draft }
        for file in try await files(of: draft) where file.person == number {
            try await ledger.removeAttachment(file.id, ofDraft: id)
        }
        return draft
    }

    /// The answers name the files, so that questions about them are asked.
    private func listFiles(of draft: Draft, for account: Account) async throws {
        guard let record = rulebook.dossier(draft.journey.dossier)?.record(draft.journey.record) else { return }
        let files = try await files(of: draft)
        try await save(draft.id, for: account) { content in
            // A file is one person's, and what a person was sent with stays as it was.
            for field in record.fields where field.kind == .files { content.shared[field.id] = nil }
            for person in content.people where person.sent == nil {
                let own = files.filter { $0.person == person.number }.map { "\($0.id)" }
                for field in record.fields where field.kind == .files {
                    content.put([field.id: own.isEmpty ? nil : .list(own)], for: person.number)
                }
            }
        }
    }
}
