import Access
import HTTPTypes
import Hummingbird
import Markup
import Rulebook

/// How one signs in, where one is signed in, and in which post one acts.
enum AccountPage {
    static let path = "/account"
    private static let idField = "id"
    private static let kindField = "kind"
    private static let postField = "post"
    private static let currentField = "current-password"
    private static let passwordField = "password"

    @Sendable
    static func show(_ visit: SignedInVisit) async throws -> Response {
        try await respond(visit, errors: [])
    }

    /// Acts in another post from now on.
    @Sendable
    static func changePost(_ visit: SignedInVisit) async throws -> Response {
        guard let post = Int(visit.form.first(postField)),
            try await visit.accounts.change(to: post, token: visit.token, account: visit.account)
        else { throw Problem.notFound }
        return visit.site.redirect(to: "/")
    }

    @Sendable
    static func changePassword(_ visit: SignedInVisit) async throws -> Response {
        let (current, new) = (visit.form.first(currentField), visit.form.first(passwordField))
        switch try await visit.accounts.changePassword(from: current, to: new, visit.account, token: visit.token) {
        case .changed: return visit.site.redirect(to: path + "?done=password")
        case .wrong: return try await respond(visit, errors: [("This is not your present password", currentField)])
        case .fault(let fault): return try await respond(visit, errors: [(fault.description, passwordField)])
        case .slowedDown(let seconds):
            return try await respond(
                visit,
                errors: [("Too many wrong tries. Wait \(SignInPage.wait(seconds)), then try again.", currentField)])
        }
    }

    @Sendable
    static func endSession(_ visit: SignedInVisit) async throws -> Response {
        let id = visit.form.first(idField)
        try await visit.accounts.endSession(id == "others" ? nil : id, of: visit.account, token: visit.token)
        return visit.site.redirect(to: path + "?done=session")
    }

    @Sendable
    static func removeFactor(_ visit: SignedInVisit) async throws -> Response {
        guard try await SetUpPage.mayChange(visit) else {
            return visit.site.redirect(to: SecondFactorPage.address(returningTo: path))
        }
        let factors = try await visit.accounts.secondFactors(of: visit.account.id)
        guard let factor = factors.first(where: { $0.name == visit.form.first(idField) }) else {
            throw Problem.notFound
        }
        guard try await visit.accounts.removeSecondFactor(factor.kind, factor.id, of: visit.account) else {
            return try await respond(
                visit, errors: [("This is your only second factor. Set up another first.", "factors")])
        }
        return visit.site.redirect(to: path + "?done=factor")
    }

    private static func respond(
        _ visit: SignedInVisit, errors: [(text: String, field: String)]
    ) async throws -> Response {
        let accounts = visit.accounts
        let content = AccountContent(
            visit: visit, errors: errors, person: try await accounts.directory.person(visit.account.id),
            factors: try await accounts.secondFactors(of: visit.account.id),
            codesLeft: try await accounts.recoveryCodesLeft(visit.account),
            sessions: try await accounts.sessions(of: visit.account, token: visit.token))
        var page = visit.site.frame("Your account", session: visit.session)
        page.hasErrors = !errors.isEmpty
        return visit.site.respond(
            page.html { content.write(to: &$0) }, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    private struct AccountContent {
        let visit: SignedInVisit
        let errors: [(text: String, field: String)]
        let person: Person?
        let factors: [Credential]
        let codesLeft: Int
        let sessions: [SessionListing]

        func write(to page: inout HTMLWriter) {
            if !errors.isEmpty { page.add(ErrorSummary(errors.map { .init(.text($0.text), field: $0.field) })) }
            if let done = AccountPage.done[visit.query.first("done")] {
                page.add(NotificationBanner(.text(done), kind: .success))
            }
            page.heading("Your account", .xl, caption: .typed(visit.account.displayName))
            writePosts(to: &page)
            writeFactors(to: &page)
            writeSessions(to: &page)
            writePassword(to: &page)
        }

        private func writePosts(to page: inout HTMLWriter) {
            let today = visit.site.today
            let held = (person?.posts ?? []).filter { $0.isHeld(on: today) }
            page.heading("Your posts", .m)
            page.paragraph(
                "You act as: \(words(visit.account.role, visit.account.organisationName, visit.account.unit)).")
            for post in held where post.number != visit.account.post {
                page.form(
                    to: AccountPage.path + "/post",
                    hidden: [(HiddenField.csrf, visit.session.csrf), (AccountPage.postField, "\(post.number)")]
                ) { page in
                    page.add(
                        Button(
                            "Act as: \(words(post.role, post.organisationName, post.unit))", kind: .secondary))
                }
            }
        }

        private func words(_ role: String, _ organisation: String, _ unit: String?) -> Content {
            let title = visit.site.rulebook.role(role)?.title.english ?? role
            return .text([title, organisation, unit].compactMap { $0 }.joined(separator: ", "))
        }

        private func writeFactors(to page: inout HTMLWriter) {
            page.heading("Second factors", .m, id: "factors")
            page.add(
                Table(
                    caption: nil, head: ["What", "Since", "Last used", ""],
                    rows: factors.map { factor in
                        [
                            Table.Cell(.typed(factor.label)), Table.Cell(time(factor.createdAt)),
                            Table.Cell(factor.usedAt.map(time) ?? "never"),
                            Table.Cell(
                                form("/factors", AccountPage.idField, factor.name, "Remove", of: factor.label)),
                        ]
                    }, firstCellIsHeader: true, narrow: .stacks))
            page.paragraph(Content { $0.link("Set up another", to: SecondFactorPage.setUp) })
            page.paragraph(
                "\(codesLeft) \(codesLeft == 1 ? "code" : "codes") on paper \(codesLeft == 1 ? "is" : "are") left.")
            page.form(
                to: RecoveryCodesPage.path, hidden: [(HiddenField.csrf, visit.session.csrf)]
            ) { page in
                page.add(Button("Make new codes for paper", kind: .secondary))
            }
        }

        private func writeSessions(to page: inout HTMLWriter) {
            page.heading("Where you are signed in", .m)
            page.add(
                Table(
                    caption: nil, head: ["Where", "Since", "Last used", ""],
                    rows: sessions.map { session in
                        [
                            Table.Cell(.typed(session.device.isEmpty ? "Unknown" : session.device)),
                            Table.Cell(time(session.startedAt)), Table.Cell(time(session.seenAt)),
                            Table.Cell(
                                session.isThisOne
                                    ? "This one"
                                    : form("/sessions", AccountPage.idField, session.id, "End", of: session.device)),
                        ]
                    }, firstCellIsHeader: true, narrow: .stacks))
            if sessions.count > 1 {
                page.form(
                    to: AccountPage.path + "/sessions",
                    hidden: [(HiddenField.csrf, visit.session.csrf), (AccountPage.idField, "others")]
                ) { page in
                    page.add(Button("End all others", kind: .secondary))
                }
            }
        }

        private func writePassword(to page: inout HTMLWriter) {
            page.heading("Password", .m)
            page.form(to: AccountPage.path + "/password", hidden: [(HiddenField.csrf, visit.session.csrf)]) { page in
                page.add(
                    PasswordInput(
                        name: AccountPage.currentField, label: "Your present password",
                        error: error(AccountPage.currentField), width: .characters(20)))
                page.add(
                    PasswordInput(
                        name: AccountPage.passwordField, label: "A new password", hint: "At least 12 characters",
                        error: error(AccountPage.passwordField), isNew: true, width: .characters(20)))
                page.add(Button("Change the password"))
            }
        }

        private func error(_ field: String) -> Content? {
            errors.first { $0.field == field }.map { .text($0.text) }
        }

        private func time(_ milliseconds: Int64) -> Content { .text(MomentWords.words(milliseconds, site: visit.site)) }

        private func form(_ path: String, _ name: String, _ value: String, _ label: String, of what: String) -> Content
        {
            Content { page in
                page.form(
                    to: AccountPage.path + path,
                    hidden: [(HiddenField.csrf, visit.session.csrf), (name, value)]
                ) { page in
                    page.trusted("<button type=\"submit\" class=\"fg-link-button\">")
                    page.text(label)
                    page.trusted("<span class=\"govuk-visually-hidden\"> ")
                    page.text(what)
                    page.trusted("</span></button>")
                }
            }
        }
    }

    private static let done = [
        "password": "Your password is changed. You are signed out everywhere else.", "session": "Signed out there.",
        "factor": "Removed.",
    ]
}

extension Credential {
    /// Names it in a form.
    var name: String { kind.rawValue + "." + id.map { String($0, radix: 16) }.joined(separator: "-") }
}
