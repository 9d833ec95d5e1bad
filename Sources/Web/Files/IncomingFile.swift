import Access
import Ledger
import Uploads

/// A file of a draft on its way in: looked at while it comes, sealed part by part, looked through for viruses when it is whole.
struct IncomingFile: Sendable {
    let name: String
    private let site: Site
    private let upload: Upload
    private var inspection: FileInspection
    private var digest = FileDigest()
    private var waiting: [UInt8] = []
    private var parts = 0

    /// - Returns: `nil` when the draft holds as many files as it may.
    init?(_ name: String, to draft: Draft, at site: Site) async throws {
        guard try await site.access.files(of: draft).count < Access.mostFiles else { return nil }
        self.name = name.isEmpty ? "file" : name
        self.site = site
        upload = site.access.upload(to: draft)
        inspection = FileInspection(name: name)
    }

    var id: CaseReference { upload.id }
    var length: Int { inspection.length }
    /// What is too large is not kept, and need not be read to its end.
    var isTooLarge: Bool { inspection.isTooLarge }

    mutating func add(_ bytes: [UInt8]) async throws {
        inspection.take(bytes)
        guard !inspection.isTooLarge else { return }
        digest.take(bytes)
        waiting.append(contentsOf: bytes)
        while waiting.count >= Ledger.attachmentPart {
            try await upload.write(Array(waiting.prefix(Ledger.attachmentPart)), part: parts)
            waiting.removeFirst(Ledger.attachmentPart)
            parts += 1
        }
    }

    /// Makes it part of its draft, for a person there, or for nobody yet (0).
    ///
    /// - Returns: why it was not taken; `nil` when it was.
    mutating func finish(of draft: Draft, person: Int, for account: Account) async throws -> RefusedFile.Why? {
        do {
            return try await complete(draft, person, account)
        } catch {
            await upload.giveUp()
            throw error
        }
    }

    private mutating func complete(_ draft: Draft, _ person: Int, _ account: Account) async throws -> RefusedFile.Why? {
        guard case .sound(let kind) = inspection.verdict() else {
            await upload.giveUp()
            return .verdict(inspection.verdict())
        }
        if !waiting.isEmpty {
            try await upload.write(waiting, part: parts)
            parts += 1
            waiting = []
        }
        let scan = await site.services.scanner?.scan(upload.parts(parts))
        switch scan {
        case .infected?:
            await upload.giveUp()
            return .infected
        case .unavailable?:
            await upload.giveUp()
            return .unscanned
        case .clean?, nil:
            try await site.access.finish(
                upload, of: draft, name: name, kind: kind.rawValue, size: inspection.length, isScanned: scan != nil,
                person: person, digest: digest.text, for: account)
            return nil
        }
    }

    /// Leaves nothing of it.
    func giveUp() async { await upload.giveUp() }
}
