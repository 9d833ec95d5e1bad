import Access
import Hummingbird
import Identity
import Markup

/// Setting up a second factor: an authenticator app, or a passkey where the browser can.
enum SetUpPage {
    private static let codeField = "code"

    @Sendable
    static func show(_ visit: SignedInVisit) async throws -> Response {
        guard try await mayChange(visit) else { return prove(visit) }
        return try await respond(visit, error: nil)
    }

    @Sendable
    static func send(_ visit: SignedInVisit) async throws -> Response {
        guard try await mayChange(visit) else { return prove(visit) }
        let code = visit.form.first(codeField)
        let outcome = try await visit.accounts.setUpApp(visit.account, token: visit.token, code: code)
        switch outcome {
        case .setUp(let codes): return RecoveryCodesPage.respond(visit, codes)
        case .accepted: return visit.site.redirect(to: AccountPage.path)
        default:
            return try await respond(visit, error: code.isEmpty ? "Enter the code" : SecondFactorPage.sentence(outcome))
        }
    }

    /// Whoever has no second factor yet may set one up; whoever has one has to show it first.
    static func mayChange(_ visit: SignedInVisit) async throws -> Bool {
        if visit.session.stage == .enrol || visit.accounts.isProved(visit.session) { return true }
        guard visit.session.isFull else { return false }
        return try await visit.accounts.secondFactors(of: visit.account.id).isEmpty
    }

    static func prove(_ visit: SignedInVisit) -> Response {
        visit.site.redirect(to: SecondFactorPage.address(returningTo: visit.request.uri.path))
    }

    private static func respond(_ visit: SignedInVisit, error: String?) async throws -> Response {
        let secret = try await visit.accounts.appToSetUp(visit.account, token: visit.token)
        let address = OneTimeCode(secret).address(issuer: "FirmGround", account: visit.account.signIn)
        var options: String?
        if let party = visit.passkeys {
            options = try await visit.accounts.passkeyToSetUp(party, visit.account, token: visit.token)
        }
        var page = visit.site.frame("Set up a second step", session: visit.session.isFull ? visit.session : nil)
        page.hasErrors = error != nil
        if options != nil { page.scripts = [visit.site.assets.scriptAddress] }
        let html = page.html { page in
            if let error { page.add(ErrorSummary([.init(.text(error), field: codeField)])) }
            page.heading("Set up a second step", .l)
            page.paragraph(
                "A password can be guessed, seen or stolen. So everybody who works here signs in with a second thing that they have."
            )
            if let options { PasskeyPages.writeSetUp(visit, options: options, to: &page) }
            page.heading("Use an authenticator app", .m)
            page.list(
                [
                    "Install an authenticator app on your phone. Any of them will do.",
                    "In the app, add an account and point the camera at this square.",
                    "Enter the six digits that the app shows.",
                ], .numbers)
            if let square = QRCode(address) { write(square, to: &page) }
            page.add(
                Details(
                    "The camera does not read the square",
                    content: Content { page in
                        page.paragraph("Type this into the app instead, and choose “time-based”:")
                        page.element("p", class: "govuk-body fg-code", .text(secret.text))
                    }))
            page.form(to: SecondFactorPage.setUp, hidden: [(HiddenField.csrf, visit.session.csrf)]) { page in
                page.add(
                    TextInput(
                        name: codeField, label: "Six digits that the app shows", error: error.map { .text($0) },
                        width: .characters(10), inputmode: "numeric", autocomplete: "one-time-code", spellcheck: false))
                page.add(Button("Continue"))
            }
        }
        return visit.site.respond(
            html, status: error == nil ? .ok : .unprocessableContent, scripted: options != nil)
    }

    private static func write(_ square: QRCode, to page: inout HTMLWriter) {
        page.element(
            "svg", class: "fg-square",
            attributes: [
                Attribute("viewBox", "0 0 \(square.side) \(square.side)"), Attribute("width", "240"),
                Attribute("height", "240"), Attribute("role", "img"),
                Attribute("aria-label", "Square to scan with an authenticator app"),
                Attribute("shape-rendering", "crispEdges"),
            ]
        ) { page in
            page.element(
                "rect",
                attributes: [Attribute("width", "100%"), Attribute("height", "100%"), Attribute("fill", "#fff")], "")
            page.element("path", attributes: [Attribute("d", square.path), Attribute("fill", "#000")], "")
        }
    }
}

/// Codes for paper, shown once.
enum RecoveryCodesPage {
    static let path = "/account/recovery-codes"

    @Sendable
    static func make(_ visit: SignedInVisit) async throws -> Response {
        guard try await SetUpPage.mayChange(visit) else { return SetUpPage.prove(visit) }
        return respond(visit, try await visit.accounts.newRecoveryCodes(visit.account))
    }

    static func respond(_ visit: SignedInVisit, _ codes: [String]) -> Response {
        let page = visit.site.frame("Codes for paper", session: nil)
        return visit.site.respond(
            page.html { page in
                page.heading("Codes for paper", .l)
                page.paragraph(
                    "Print this page or write the codes down, and keep them where you keep your keys. Each one signs you in once when your phone is not at hand."
                )
                page.paragraph("They are shown now and never again.")
                page.list(codes.map { code in Content { $0.element("span", class: "fg-code", .text(code)) } })
                page.paragraph(Content { $0.link("I have them. Continue", to: "/", class: "govuk-button") })
            })
    }
}
