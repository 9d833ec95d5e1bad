import Access
import Casework
import HTTPTypes
import Hummingbird
import Law
import Ledger
import Markup
import Rulebook
import Uploads

/// Files that go with a referral: taken in as they come, looked at, and sealed.
enum EvidencePage {
    @Sendable
    static func send(_ visit: SignedInVisit) async throws -> Response {
        guard visit.site.origins.allow(visit.request) else { throw Problem.forged }
        let desk = try await DraftDesk.openToChange(visit)
        let person = try number(desk)
        let type = visit.request.headers[.contentType] ?? ""
        guard let reader = try? MultipartReader(contentType: type) else { throw Problem.notUnderstood }
        var intake = FileIntake(desk: desk, person: person, reader: reader)
        let refused = try await intake.takeIn(visit.request.body)
        let address = "\(desk.base)/\(person)/evidence"
        let form = FormFields(intake.texts)
        try await save(form, isWhole: !intake.isCutOff, of: person, in: desk)
        guard refused.isEmpty else { return try await respond(desk, person, refused) }
        let now = try await DraftDesk.openToChange(visit)
        if form.first("then") == "later" { return visit.site.redirect(to: desk.base + "?saved=1") }
        guard form.first("then") == "go", let step = now.steps.step(person: person, id: "evidence") else {
            return visit.site.redirect(to: address)
        }
        // Files that have just come bring up what is asked about them.
        let isComplete = now.steps.pages(of: step).allSatisfy { now.steps.sheet(person)?.isComplete($0) ?? true }
        if isComplete { return visit.site.redirect(to: now.address(after: step)) }
        guard var shown = QuestionForm(now, step) else { return visit.site.redirect(to: address) }
        // What the page had asked and nobody answered is said; what the files have just brought up is only shown.
        let missing = shown.reasons(in: now.draft.content, isDone: true).filter { reason in
            reason.field.map { !form.all($0).isEmpty } ?? false
        }
        if missing.isEmpty { return visit.site.redirect(to: address) }
        shown.faults = FormFaults(Refusal(missing), plan: shown.plan, speech: now.say)
        return try await QuestionPage.respond(shown, others: [], status: .unprocessableContent)
    }

    /// Files are sent to an address that shows nothing by itself.
    @Sendable
    static func elsewhere(_ visit: SignedInVisit) async throws -> Response {
        let desk = try await DraftDesk.openToChange(visit)
        return visit.site.redirect(to: "\(desk.base)/\(try number(desk))/evidence")
    }

    /// The answers that came with the files. What did not arrive was not taken away.
    private static func save(_ form: FormFields, isWhole: Bool, of person: Int, in desk: DraftDesk) async throws {
        guard let step = desk.steps.step(person: person, id: "evidence"),
            let sent = QuestionForm(desk, step, sent: form)
        else { return }
        let answers = sent.changed(sent.read().answers).filter { isWhole || $0.value != nil }
        guard !answers.isEmpty else { return }
        try await desk.site.access.save(desk.draft.id, for: desk.visit.account) { content in
            content.put(answers, for: step.person)
        }
    }

    @Sendable
    static func remove(_ visit: SignedInVisit) async throws -> Response {
        let desk = try await DraftDesk.openToChange(visit)
        let person = try number(desk)
        guard let file = CaseReference(visit.form.first("file")) else { throw Problem.notUnderstood }
        try await visit.site.access.removeFile(file, from: desk.draft, for: visit.account)
        return visit.site.redirect(to: "\(desk.base)/\(person)/evidence")
    }

    private static func number(_ desk: DraftDesk) throws -> Int {
        guard let number = Int(desk.visit.parameter("who")), let person = desk.draft.content.person(number),
            person.sent == nil
        else { throw Problem.notFound }
        return number
    }

    private static func respond(_ desk: DraftDesk, _ person: Int, _ refused: [RefusedFile]) async throws -> Response {
        let step = DraftStep(person: person, task: desk.journey.page("evidence")?.task.id ?? "evidence", id: "evidence")
        let files = try await desk.site.access.files(of: desk.draft)
        let say = desk.say
        var page = desk.frame(say("Evidence"), back: desk.base)
        page.hasErrors = true
        return desk.respond(page, status: .unprocessableContent) { page in
            page.add(ErrorSummary(refused.map { .init(.typed($0.sentence(say)), field: "file") }))
            page.heading(.text(say("Evidence")), .l)
            page.paragraph(.text(say("The draft and every file that is listed below are kept.")))
            EvidenceList(desk: desk, step: step, files: files).write(to: &page)
            page.form(to: "\(desk.base)/\(person)/files", hidden: desk.visit.hidden(), hasFiles: true) { page in
                EvidenceList.writeUpload(say, error: refused.first?.sentence(say), to: &page)
            }
            page.paragraph(Content { $0.link(.text(say("Go on")), to: desk.address(step)) })
        }
    }
}

/// A file that was not taken, and why.
struct RefusedFile: Sendable {
    let name: String
    let why: Why

    enum Why: Sendable {
        case verdict(FileVerdict)
        case infected
        case unscanned
        case tooMany
        case cutOff
        /// Something did not arrive, and nobody knows what it was called.
        case rest
    }

    func sentence(_ say: Speech) -> String {
        let sentence =
            switch why {
            case .verdict(.empty): "“{name}” is empty. Choose the file again."
            case .verdict(.tooLarge): "“{name}” is larger than 25 MB. Make it smaller, or send a part of it."
            case .verdict(.unknownKind), .verdict(.sound):
                "“{name}” is not a JPG, PNG, PDF, DOC or DOCX file. Save it as one of these first."
            case .verdict(.misnamed):
                "“{name}” holds something else than its name says. Check that it is the right file."
            case .verdict(.cutOff), .cutOff: "“{name}” did not arrive whole. Send it again."
            case .infected: "“{name}” holds a virus and was not kept. Tell your IT service."
            case .unscanned:
                "“{name}” could not be checked for viruses just now. Send it again in a few minutes."
            case .rest: "Not everything arrived. See which files are listed below, and send the others again."
            case .tooMany: "“{name}” is one too many: a draft holds 100 files."
            }
        return say(sentence, ["name": name])
    }
}

/// Takes the files of one request into a draft.
private struct FileIntake {
    let desk: DraftDesk
    let person: Int
    var reader: MultipartReader
    private var refused: [RefusedFile] = []
    /// Whether the request ended before its end.
    private(set) var isCutOff = false
    private var isOurs = false
    /// Answers that came beside the files.
    private(set) var texts: [String: [String]] = [:]
    private var text: (name: String, bytes: [UInt8])?
    /// The file that is coming in.
    private var current: IncomingFile?
    private var token: [UInt8]?

    init(desk: DraftDesk, person: Int, reader: MultipartReader) {
        self.desk = desk
        self.person = person
        self.reader = reader
    }

    /// - Returns: the files that were not taken. The others are in the draft.
    mutating func takeIn(_ body: RequestBody) async throws -> [RefusedFile] {
        do {
            for try await buffer in body {
                for event in try reader.take(buffer.readableBytesView) { try await handle(event) }
            }
            for event in try reader.finish() { try await handle(event) }
        } catch is MultipartFault {
            guard isOurs else { throw Problem.notUnderstood }
            isCutOff = true
            if let current {
                await current.giveUp()
                refused.append(RefusedFile(name: current.name, why: .cutOff))
            } else {
                refused.append(RefusedFile(name: "", why: .rest))
            }
        } catch {
            if let current { await current.giveUp() }
            throw error
        }
        return refused
    }

    private mutating func handle(_ event: MultipartEvent) async throws {
        switch event {
        case .part(let name, let fileName, _):
            if name == HiddenField.csrf {
                token = []
            } else if name == "file" {
                // The token comes first, or nothing is stored.
                guard isOurs else { throw Problem.forged }
                try await begin(fileName ?? "")
            } else if isOurs {
                text = (name, [])
            }
        case .bytes(let bytes):
            if token != nil {
                token?.append(contentsOf: bytes)
                if (token?.count ?? 0) > 200 { throw Problem.forged }
            } else if text != nil {
                text?.bytes.append(contentsOf: bytes)
                if (text?.bytes.count ?? 0) > 200_000 { throw Problem.tooLarge }
            } else {
                try await add(bytes)
            }
        case .end:
            if let given = token {
                guard String(decoding: given, as: UTF8.self).isSame(as: desk.visit.session.csrf) else {
                    throw Problem.forged
                }
                isOurs = true
                token = nil
            } else if let given = text {
                let answer = String(validating: given.bytes.filter { $0 != 0 }, as: UTF8.self)
                if texts.count < 50, let answer { texts[given.name, default: []].append(answer) }
                text = nil
            } else {
                try await finish()
            }
        }
    }

    private mutating func begin(_ fileName: String) async throws {
        let name = UploadName.clean(fileName)
        current = try await IncomingFile(name, to: desk.draft, at: desk.site)
        if current == nil { refused.append(RefusedFile(name: name, why: .tooMany)) }
    }

    private mutating func add(_ bytes: [UInt8]) async throws {
        guard var now = current else { return }
        try await now.add(bytes)
        current = now
    }

    private mutating func finish() async throws {
        guard var now = current else { return }
        current = nil
        // A form sent without a file has one without name and content.
        if now.length == 0, now.name == "file" { return }
        if let why = try await now.finish(of: desk.draft, person: person, for: desk.visit.account) {
            refused.append(RefusedFile(name: now.name, why: why))
        }
    }
}

/// The files of a draft, each with a way to take it out, and the way to add more.
struct EvidenceList: Sendable {
    let desk: DraftDesk
    let step: DraftStep
    let files: [DraftFile]

    func write(to page: inout HTMLWriter) {
        let say = desk.say
        let person = step.person ?? desk.draft.content.people[0].number
        let own = files.filter { $0.person == person }
        page.heading(.text(say("Files")), .m)
        if own.isEmpty {
            page.paragraph(.text(say("No file yet. A referral does not need one.")))
        } else {
            page.form(to: "\(desk.base)/\(person)/files/remove", hidden: desk.visit.hidden()) { page in
                page.add(SummaryList(own.map(row)))
            }
        }
    }

    /// Takes further files, inside the form of the page.
    static func writeUpload(_ say: Speech, error: String?, to page: inout HTMLWriter) {
        page.add(
            FileUpload(
                name: "file", label: Label(.text(say("Upload a file"))),
                hint: .text(say("JPG, PNG, PDF, DOC or DOCX, up to 25 MB each. You can choose several.")),
                error: error.map { .typed($0) }, accept: ".jpg,.jpeg,.png,.pdf,.doc,.docx", isMultiple: true))
        page.add(Button(.text(say("Upload")), kind: .secondary, name: "then", value: "upload"))
    }

    private func row(_ file: DraftFile) -> SummaryList.Row {
        let say = desk.say
        let size = file.size < 1_000_000 ? "\(max(1, file.size / 1_000)) kB" : "\(file.size / 1_000_000) MB"
        return SummaryList.Row(
            .typed(file.name),
            Content { page in
                page.text("\(file.kind.uppercased()), \(size)")
                if !file.isScanned { page.text(", " + say("not yet checked for viruses")) }
                page.trusted(" <button type=\"submit\" class=\"fg-link-button\" name=\"file\"")
                page.attribute("value", "\(file.id)")
                page.trusted(">")
                page.text(say("Remove"))
                page.trusted("<span class=\"govuk-visually-hidden\"> ")
                page.text(file.name)
                page.trusted("</span></button>")
            })
    }
}
