import Access
import Hummingbird
import Identity
import Markup

/// Making and using passkeys. The one thing here that needs a script: the browser gives passkeys to nothing else. Whoever has none
/// uses a code.
enum PasskeyPages {
    static let makePath = "/account/passkeys"
    static let usePath = "/sign-in/passkey"
    private static let answerField = "answer"
    private static let labelField = "label"
    private static let returnField = "return-to"

    /// A form that a script completes: hidden until there is one that can.
    static func writeUse(_ visit: SignedInVisit, options: String, returnTo: String, to page: inout HTMLWriter) {
        write(
            visit, kind: "use", to: usePath, options: options, hidden: [(returnField, returnTo)],
            button: "Use a passkey", to: &page)
    }

    static func writeSetUp(_ visit: SignedInVisit, options: String, to page: inout HTMLWriter) {
        page.element("div", class: "fg-passkey", attributes: [Attribute("hidden", "hidden")]) { page in
            page.heading("Use a passkey", .m)
            page.paragraph(
                "This device or a security key can do it with your fingerprint, your face or a PIN. A passkey cannot be guessed, and no false page can ask for it."
            )
        }
        write(
            visit, kind: "make", to: makePath, options: options, hidden: [(labelField, visit.device)],
            button: "Make a passkey", to: &page)
    }

    private static func write(
        _ visit: SignedInVisit, kind: String, to address: String, options: String,
        hidden: [(name: String, value: String)], button: Content, to page: inout HTMLWriter
    ) {
        page.element(
            "div", class: "fg-passkey",
            attributes: [
                Attribute("hidden", "hidden"), Attribute("data-passkey", kind), Attribute("data-options", options),
            ]
        ) { page in
            page.form(
                to: address, hidden: [(HiddenField.csrf, visit.session.csrf), (answerField, "")] + hidden
            ) { page in
                page.add(Button(button))
            }
            page.element(
                "p", class: "govuk-body fg-passkey__fault", attributes: [Attribute("role", "alert")],
                "")
        }
    }

    @Sendable
    static func make(_ visit: SignedInVisit) async throws -> Response {
        guard try await SetUpPage.mayChange(visit) else { return SetUpPage.prove(visit) }
        guard let party = visit.passkeys else { throw Problem.notFound }
        do {
            let outcome = try await visit.accounts.setUpPasskey(
                party, visit.account, token: visit.token, answer: visit.form.first(answerField),
                label: visit.form.first(labelField))
            switch outcome {
            case .setUp(let codes): return RecoveryCodesPage.respond(visit, codes)
            case .accepted: return visit.site.redirect(to: AccountPage.path)
            case .used: return refused(visit, "This passkey is known already.", back: SecondFactorPage.setUp)
            default: return refused(visit, PasskeyPages.tooLate, back: SecondFactorPage.setUp)
            }
        } catch let fault as PasskeyFault {
            return refused(visit, fault.description, back: SecondFactorPage.setUp)
        }
    }

    @Sendable
    static func use(_ visit: SignedInVisit) async throws -> Response {
        guard let party = visit.passkeys else { throw Problem.notFound }
        let returnTo = visit.form.first(returnField)
        let back = SecondFactorPage.address(returningTo: returnTo)
        do {
            let outcome = try await visit.accounts.showPasskey(
                party, visit.account, token: visit.token, answer: visit.form.first(answerField))
            switch outcome {
            case .accepted, .setUp:
                return visit.site.redirect(to: !returnTo.isEmpty && SignInPage.isOurs(returnTo) ? returnTo : "/")
            case .slowedDown: return refused(visit, SecondFactorPage.sentence(outcome), back: back)
            default: return refused(visit, PasskeyPages.tooLate, back: back)
            }
        } catch let fault as PasskeyFault {
            return refused(visit, fault.description, back: back)
        }
    }

    private static let tooLate = "This took too long, or was sent twice. Go back and try once more."

    private static func refused(_ visit: SignedInVisit, _ sentence: String, back: String) -> Response {
        let page = visit.site.frame("Passkey not taken", session: visit.session.isFull ? visit.session : nil)
        return visit.site.respond(
            page.html { page in
                page.heading("Passkey not taken", .l)
                page.paragraph(.text(sentence))
                page.paragraph(Content { $0.link("Go back", to: back) })
            }, status: .unprocessableContent)
    }
}
