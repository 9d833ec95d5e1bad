import Access
import Hummingbird
import Markup

/// Where somebody who was invited chooses a password. The secret in the address is good once, for a week.
enum InvitationPage {
    private static let passwordField = "password"
    private static let againField = "password-again"

    @Sendable
    static func show(_ visit: Visit) async throws -> Response {
        let person = try await invited(visit)
        return respond(visit, person, key: SignInPage.guardKey(visit), errors: [])
    }

    @Sendable
    static func send(_ visit: Visit) async throws -> Response {
        let person = try await invited(visit)
        let (password, again) = (visit.form.first(passwordField), visit.form.first(againField))
        let key = SignInPage.guardKey(visit)
        guard password == again else {
            return respond(
                visit, person, key: key, errors: [("The two passwords are not the same. Enter it twice.", againField)])
        }
        do {
            guard
                let token = try await visit.site.services.accounts.accept(
                    visit.parameter("secret"), password: password, device: visit.device)
            else { throw Problem.notFound }
            return visit.site.redirect(
                to: SecondFactorPage.setUp, cookie: visit.site.cookies.settingSession(token))
        } catch let fault as Password.Fault {
            return respond(visit, person, key: key, errors: [(fault.description, passwordField)])
        }
    }

    private static func invited(_ visit: Visit) async throws -> Person {
        let secret = visit.parameter("secret")
        guard secret.utf8.count <= 100, let person = try await visit.site.services.accounts.invited(secret) else {
            throw Problem.notFound
        }
        return person
    }

    private static func respond(
        _ visit: Visit, _ person: Person, key: String, errors: [(text: String, field: String)]
    ) -> Response {
        var page = visit.site.frame("Choose a password", session: nil)
        page.hasErrors = !errors.isEmpty
        func error(_ field: String) -> Content? { errors.first { $0.field == field }.map { .text($0.text) } }
        let html = page.html { page in
            if !errors.isEmpty { page.add(ErrorSummary(errors.map { .init(.text($0.text), field: $0.field) })) }
            page.heading("Choose a password", .l)
            page.paragraph("Welcome, \(typed: person.displayName). Your sign-in name is \(typed: person.signIn).")
            page.form(to: visit.request.uri.path, hidden: [(HiddenField.csrf, key)]) { page in
                page.add(
                    PasswordInput(
                        name: passwordField, label: "Password",
                        hint:
                            "At least 12 characters. Three or four words that do not belong together are easy to keep in mind.",
                        error: error(passwordField), isNew: true, width: .characters(20)))
                page.add(
                    PasswordInput(
                        name: againField, label: "The same password again", error: error(againField),
                        isNew: true, width: .characters(20)))
                page.add(Button("Continue"))
            }
        }
        var response = visit.site.respond(html, status: errors.isEmpty ? .ok : .unprocessableContent)
        response.headers.append(.init(name: .setCookie, value: visit.site.cookies.settingForm(key)))
        return response
    }
}
