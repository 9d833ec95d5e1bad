import Access
import Casework
import HTTPTypes
import Hummingbird
import Interface
import Ledger
import StrictJSON
import Uploads

/// The files of a draft.
enum AttachmentResource {
    private static let octets = "application/octet-stream"
    private static let form = "multipart/form-data"

    @Sendable
    static func add(_ visit: ProgramVisit) async throws -> Response {
        guard [octets, form].contains(visit.mediaType) else { throw InterfaceProblem(.wrongMediaType([octets, form])) }
        let draft = try await openDraft(visit)
        let id = visit.mediaType == octets ? try await takeOctets(visit, draft) : try await takeForm(visit, draft)
        guard let file = try await visit.access.files(of: draft).first(where: { $0.id == id }) else {
            throw InterfaceProblem(.fault)
        }
        return visit.desk.respond(
            json(file), status: .created, location: "\(DraftResource.path)/\(draft.id)/attachments/\(file.id)")
    }

    @Sendable
    static func list(_ visit: ProgramVisit) async throws -> Response {
        let draft = try await visit.access.draft(visit.reference("draft"), for: visit.account)
        return visit.desk.respond(["items": .array(try await visit.access.files(of: draft).map(json))])
    }

    @Sendable
    static func delete(_ visit: ProgramVisit) async throws -> Response {
        let file = try visit.reference("attachment")
        let draft = try await openDraft(visit)
        try await visit.access.removeFile(file, from: draft, for: visit.account)
        return visit.desk.done()
    }

    private static func openDraft(_ visit: ProgramVisit) async throws -> Draft {
        let draft = try await visit.access.draft(visit.reference("draft"), for: visit.account)
        guard draft.sentAt == nil else { throw InterfaceProblem(.conflict, detail: DraftResource.sentAlready) }
        return draft
    }

    /// A file as the whole body.
    private static func takeOctets(_ visit: ProgramVisit, _ draft: Draft) async throws -> CaseReference {
        let disposition = visit.visit.request.headers[.contentDisposition] ?? ""
        guard let name = UploadName.named(inDisposition: disposition) else {
            throw InterfaceProblem(
                .malformed,
                errors: [
                    .init(
                        field: "Content-Disposition", code: "missing",
                        sentence: "Name the file: Content-Disposition: attachment; filename=\"…\".")
                ])
        }
        var file = try await begin(name, visit, draft)
        do {
            for try await buffer in visit.visit.request.body {
                try await file.add(Array(buffer.readableBytesView))
                if file.isTooLarge { throw InterfaceProblem(.tooLarge) }
            }
        } catch {
            await file.giveUp()
            throw error
        }
        return try await finish(&file, visit, draft)
    }

    /// A file as the part `file` of a form.
    private static func takeForm(_ visit: ProgramVisit, _ draft: Draft) async throws -> CaseReference {
        var file: IncomingFile?
        do {
            var reader = try MultipartReader(contentType: visit.visit.request.headers[.contentType] ?? "")
            for try await buffer in visit.visit.request.body {
                try await take(try reader.take(buffer.readableBytesView), &file, visit, draft)
            }
            try await take(try reader.finish(), &file, visit, draft)
            guard var whole = file else { throw formFault }
            return try await finish(&whole, visit, draft)
        } catch is MultipartFault {
            await file?.giveUp()
            throw formFault
        } catch {
            await file?.giveUp()
            throw error
        }
    }

    private static func take(
        _ events: [MultipartEvent], _ file: inout IncomingFile?, _ visit: ProgramVisit, _ draft: Draft
    ) async throws {
        for event in events {
            switch event {
            case .part(let name, let fileName, _):
                guard name == "file", file == nil, let fileName else { throw formFault }
                file = try await begin(fileName, visit, draft)
            case .bytes(let bytes):
                guard var now = file else { throw formFault }
                try await now.add(bytes)
                file = now
                if now.isTooLarge { throw InterfaceProblem(.tooLarge) }
            case .end: continue
            }
        }
    }

    private static var formFault: InterfaceProblem {
        InterfaceProblem(
            .malformed, detail: "Send a form with one part, “file”, that has a file name, and send it whole.")
    }

    private static func begin(_ name: String, _ visit: ProgramVisit, _ draft: Draft) async throws -> IncomingFile {
        guard let file = try await IncomingFile(name, to: draft, at: visit.visit.site) else {
            throw InterfaceProblem(.conflict, detail: "The draft holds \(Access.mostFiles) files, and no more fit.")
        }
        return file
    }

    private static func finish(
        _ file: inout IncomingFile, _ visit: ProgramVisit, _ draft: Draft
    ) async throws -> CaseReference {
        guard let why = try await file.finish(of: draft, person: 0, for: visit.account) else { return file.id }
        let sentence = RefusedFile(name: file.name, why: why).sentence(Speech(language: "en"))
        switch why {
        case .verdict(.tooLarge): throw InterfaceProblem(.tooLarge, detail: sentence)
        case .unscanned: throw InterfaceProblem(.unavailable, detail: sentence)
        case .verdict, .infected, .tooMany, .cutOff, .rest:
            throw InterfaceProblem(.refused, errors: [.init(code: why.code, sentence: sentence)])
        }
    }

    static func json(_ file: DraftFile) -> JSON {
        [
            "attachment": .string("\(file.id)"), "name": .string(file.name),
            "media_type": .string(mediaTypes[file.kind] ?? octets), "size": JSON(file.size),
            "sha256": .string(file.digest), "added_at": .string(Instant(milliseconds: file.addedAt).utcText),
        ]
    }

    private static let mediaTypes = [
        "jpeg": "image/jpeg", "png": "image/png", "pdf": "application/pdf", "doc": "application/msword",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ]
}

extension RefusedFile.Why {
    /// For programs; never renamed.
    fileprivate var code: String {
        switch self {
        case .verdict(.empty): "empty_file"
        case .verdict(.tooLarge): "file_too_large"
        case .verdict(.unknownKind), .verdict(.sound): "unknown_kind"
        case .verdict(.misnamed): "misnamed_file"
        case .verdict(.cutOff), .cutOff, .rest: "cut_off"
        case .infected: "infected"
        case .unscanned: "not_scanned"
        case .tooMany: "too_many_files"
        }
    }
}
