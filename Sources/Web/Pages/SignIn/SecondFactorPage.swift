import Access
import HTTPTypes
import Hummingbird
import Markup

/// The second step of signing in: a code, or a passkey. The same page proves again who is there, before what asks for it.
enum SecondFactorPage {
    static let path = "/sign-in/second"
    static let setUp = "/sign-in/set-up"
    private static let codeField = "code"
    private static let returnField = "return-to"

    static func address(returningTo target: String) -> String {
        target.isEmpty || target == "/" || !SignInPage.isOurs(target) ? path : "\(path)?\(returnField)=\(target)"
    }

    @Sendable
    static func show(_ visit: SignedInVisit) async throws -> Response {
        // Whoever came in by another provider's second factor may have none of ours yet.
        if try await visit.accounts.secondFactors(of: visit.account.id).isEmpty {
            return visit.site.redirect(to: setUp)
        }
        return try await respond(visit, returnTo: visit.query.first(returnField), error: nil)
    }

    @Sendable
    static func send(_ visit: SignedInVisit) async throws -> Response {
        let returnTo = visit.form.first(returnField)
        let code = visit.form.first(codeField)
        guard !code.isEmpty, code.utf8.count <= 100 else {
            return try await respond(visit, returnTo: returnTo, error: "Enter the code")
        }
        let outcome = try await visit.accounts.showCode(visit.account, token: visit.token, code: code)
        switch outcome {
        case .accepted, .setUp:
            return visit.site.redirect(to: !returnTo.isEmpty && SignInPage.isOurs(returnTo) ? returnTo : "/")
        default: return try await respond(visit, returnTo: returnTo, error: sentence(outcome))
        }
    }

    /// What to say of a code that did not do.
    static func sentence(_ outcome: SecondFactor) -> String {
        switch outcome {
        case .used: "This code has been used. Wait until the app shows the next one."
        case .slowedDown(let seconds): "Too many wrong tries. Wait \(SignInPage.wait(seconds)), then try again."
        default:
            "This code is not right. Check that the clock of your phone is right, and enter the code that the app shows now."
        }
    }

    private static func respond(_ visit: SignedInVisit, returnTo: String, error: String?) async throws -> Response {
        let factors = try await visit.accounts.secondFactors(of: visit.account.id)
        var options: String?
        if factors.contains(where: { $0.kind == .passkey }), let party = visit.passkeys {
            options = try await visit.accounts.passkeyToShow(party, visit.account, token: visit.token)
        }
        var page = visit.site.frame("One more step to sign in", session: visit.session.isFull ? visit.session : nil)
        page.hasErrors = error != nil
        if options != nil { page.scripts = [visit.site.assets.scriptAddress] }
        let demo = visit.site.configuration.demoAccounts.first { $0.signIn == visit.account.signIn }
        let html = page.html { page in
            if let error { page.add(ErrorSummary([.init(.text(error), field: codeField)])) }
            page.heading(visit.session.isFull ? "Show that it is you" : "One more step to sign in", .l)
            if let options { PasskeyPages.writeUse(visit, options: options, returnTo: returnTo, to: &page) }
            page.form(
                to: path, hidden: [(HiddenField.csrf, visit.session.csrf), (returnField, returnTo)]
            ) { page in
                page.add(
                    TextInput(
                        name: codeField, label: "Code from your authenticator app",
                        hint: "Six digits. Or one of the codes that you keep on paper.",
                        error: error.map { .text($0) }, width: .characters(20),
                        autocomplete: "one-time-code", spellcheck: false))
                page.add(Button("Continue"))
            }
            if let demo {
                page.add(InsetText(.text("In this demonstration the code is \(demo.code()).")))
            }
            page.paragraph(
                "If you have neither your phone nor your codes, ask whoever keeps the accounts in your organisation to invite you again."
            )
        }
        return visit.site.respond(
            html, status: error == nil ? .ok : .unprocessableContent, scripted: options != nil)
    }
}
