import Casework
public import Ledger
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
    /// Of several people the one it is about; `nil`: everybody in the draft.
    public let person: Int?
    let stored: Attachment

    init?(_ stored: Attachment) {
        guard let json = try? JSON(stored.about), let name = json["name"]?.string, let kind = json["kind"]?.string,
            let size = json["size"]?.integer
        else { return nil }
        id = stored.id
        self.name = name
        self.kind = kind
        self.size = size
        isScanned = json["scanned"]?.bool ?? false
        person = json["person"]?.integer
        self.stored = stored
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
        _ upload: Upload, name: String, kind: String, size: Int, isScanned: Bool, person: Int?
    ) async throws {
        var members: [JSON.Member] = [
            .init(key: "name", value: .string(name)), .init(key: "kind", value: .string(kind)),
            .init(key: "size", value: JSON(size)), .init(key: "scanned", value: .bool(isScanned)),
        ]
        if let person { members.append(.init(key: "person", value: JSON(person))) }
        try await upload.finish(about: JSON.object(members).bytes)
    }

    public func removeFile(_ id: Reference, from draft: Draft) async throws {
        guard try await files(of: draft).contains(where: { $0.id == id }) else { throw LedgerError.unknownReference }
        try await ledger.removeAttachment(id)
    }
}
