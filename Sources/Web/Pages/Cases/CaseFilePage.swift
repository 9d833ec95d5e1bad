import Access
import HTTPTypes
import Hummingbird
import Ledger
import Markup

/// A file that came with a referral, for those who may read what it belongs to.
enum CaseFilePage {
    @Sendable
    static func show(_ visit: SignedInVisit) async throws -> Response {
        let (purpose, _) = try visit.purpose()
        guard let id = CaseReference(visit.parameter("file")) else { throw Problem.notFound }
        let (file, parts) = try await visit.site.access.file(
            id, of: visit.reference(), for: visit.account, purpose: purpose)
        var headers = visit.site.text("").headers
        headers[.contentType] = "application/octet-stream"
        headers[.contentLength] = String(file.size)
        // Never shown by the browser itself: what somebody sent in must not run under this address.
        headers[.contentDisposition] = "attachment; filename*=UTF-8''\(file.name.percentEncoded)"
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody(contentLength: file.size) { writer in
                for try await part in parts { try await writer.write(ByteBuffer(bytes: part)) }
                try await writer.finish(nil)
            })
    }
}

/// The files of a case, with their kind and size.
struct CaseFiles: Sendable {
    let visit: CaseVisit
    let files: [DraftFile]

    func write(to page: inout HTMLWriter) {
        page.heading("Files", .m)
        page.paragraph(
            "A file was checked for viruses where it does not say otherwise.",
            class: "govuk-body-s fg-quiet")
        let visit = visit
        page.add(
            SummaryList(
                files.map { file in
                    let size = file.size < 1_000_000 ? "\(max(1, file.size / 1_000)) kB" : "\(file.size / 1_000_000) MB"
                    return SummaryList.Row(
                        Content { $0.link(.typed(file.name), to: visit.address("/files/\(file.id)")) },
                        .text(
                            "\(file.kind.uppercased()), \(size)"
                                + (file.isScanned ? "" : ", not yet checked for viruses")))
                }))
    }
}
