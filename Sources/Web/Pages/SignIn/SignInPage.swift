import Access
import HTTPTypes
import Hummingbird
import Markup
import SignOn

/// The way in and out.
enum SignInPage {
    private static let nameField = "name"
    private static let passwordField = "password"
    private static let returnField = "return-to"

    /// Where to sign in, to come back afterwards.
    static func address(returningTo path: String) -> String {
        path == "/" || !isOurs(path) ? "/sign-in" : "/sign-in?\(returnField)=\(path)"
    }

    @Sendable
    static func show(_ visit: Visit) async throws -> Response {
        if visit.session?.isFull ?? false { return visit.site.redirect(to: "/") }
        let key = guardKey(visit)
        var response = respond(visit, SignInForm(key: key, name: "", returnTo: visit.query.first(returnField)))
        response.headers.append(HTTPField(name: .setCookie, value: visit.site.cookies.settingForm(key)))
        return response
    }

    @Sendable
    static func signIn(_ visit: Visit) async throws -> Response {
        let (name, password) = (visit.form.first(nameField), visit.form.first(passwordField))
        let returnTo = visit.form.first(returnField)
        var form = SignInForm(key: guardKey(visit), name: name, returnTo: returnTo)
        if name.isEmpty { form.errors.append(.init("Enter your sign-in name", field: nameField)) }
        if password.isEmpty { form.errors.append(.init("Enter your password", field: passwordField)) }
        guard form.errors.isEmpty, name.utf8.count <= 320 else {
            return respond(visit, form, status: .unprocessableContent)
        }
        switch try await visit.site.services.accounts.signIn(
            name, password: password, device: visit.device)
        {
        case .accepted(let token, let stage):
            let target =
                switch stage {
                case .full: !returnTo.isEmpty && isOurs(returnTo) ? returnTo : "/"
                case .second: SecondFactorPage.address(returningTo: returnTo)
                case .enrol: SecondFactorPage.setUp
                }
            return visit.site.redirect(to: target, cookie: visit.site.cookies.settingSession(token))
        case .refused:
            form.errors = [.init("The sign-in name or the password is not right", field: nameField)]
            return respond(visit, form, status: .unprocessableContent)
        case .slowedDown(let seconds):
            form.errors = [.init("Too many wrong tries. Wait \(wait(seconds)), then try again.", field: nameField)]
            var response = respond(visit, form, status: .tooManyRequests)
            response.headers[.retryAfter] = String(seconds)
            return response
        }
    }

    @Sendable
    static func signOut(_ visit: SignedInVisit) async throws -> Response {
        if let token = visit.site.cookies.session(in: visit.request) {
            try await visit.site.services.accounts.signOut(token: token)
        }
        return visit.site.redirect(to: "/sign-in", cookie: visit.site.cookies.endingSession)
    }

    /// The key that ties the form to this browser: the one it has, or a fresh one.
    static func guardKey(_ visit: Visit) -> String {
        if let key = visit.site.cookies.form(in: visit.request), (16...64).contains(key.utf8.count),
            key.utf8.allSatisfy({ $0 == 45 || (48...57).contains($0) || (97...122).contains($0) })
        {
            return key
        }
        return visit.site.services.freshKey()
    }

    /// Whether a path leads to a page of this site and to nothing else.
    static func isOurs(_ path: String) -> Bool {
        path.utf8.first == 47 && !path.hasPrefix("//") && path.utf8.count <= 200
            && path.utf8.allSatisfy { byte in
                (45...57).contains(byte) || (65...90).contains(byte) || byte == 95 || (97...122).contains(byte)
            }
    }

    static func wait(_ seconds: Int) -> String {
        switch seconds {
        case ...1: "1 second"
        case ..<120: "\(seconds) seconds"
        default: "\((seconds + 59) / 60) minutes"
        }
    }

    private static func respond(_ visit: Visit, _ form: SignInForm, status: HTTPResponse.Status = .ok) -> Response {
        var page = visit.site.frame("Sign in", session: nil)
        page.hasErrors = !form.errors.isEmpty
        return visit.site.respond(
            page.html { page in
                write(form, demo: visit.site.configuration.demoAccounts, to: &page)
                if let provider = visit.site.services.provider {
                    let target =
                        form.returnTo.isEmpty || !isOurs(form.returnTo) ? "" : "?\(returnField)=\(form.returnTo)"
                    page.add(
                        Button(
                            .typed(provider.settings.label), kind: .secondary, href: ProviderPages.path + target))
                }
            }, status: status)
    }

    private static func write(_ form: SignInForm, demo: [WebConfiguration.DemoAccount], to page: inout HTMLWriter) {
        if !form.errors.isEmpty { page.add(ErrorSummary(form.errors.map { .init(.text($0.text), field: $0.field) })) }
        page.heading("Sign in", .l)
        page.form(to: "/sign-in", hidden: [(HiddenField.csrf, form.key), (returnField, form.returnTo)]) { page in
            page.add(
                TextInput(
                    name: nameField, label: "Sign-in name", value: form.name, error: form.error(nameField),
                    width: .characters(20),
                    autocomplete: "username", autocapitalize: "none", spellcheck: false))
            page.add(
                PasswordInput(
                    name: passwordField, label: "Password", error: form.error(passwordField), width: .characters(20)))
            page.add(Button("Sign in"))
        }
        if !demo.isEmpty { write(demo, to: &page) }
    }

    private static func write(_ accounts: [WebConfiguration.DemoAccount], to page: inout HTMLWriter) {
        page.heading("Try it as", .m)
        page.paragraph("This is a demonstration. Each account sees what its role may see, and nothing else.")
        page.add(
            Table(
                caption: nil, head: ["Role", "Sign-in name", "Password", "What to look at"],
                rows: accounts.map { account in
                    [
                        Table.Cell(.text(account.title)), Table.Cell(.text(account.signIn)),
                        Table.Cell(.text(account.password)),
                        Table.Cell(.text(account.about ?? "")),
                    ]
                }, firstCellIsHeader: true, narrow: .stacks))
    }
}

/// The sign-in form as it was filled in. The password never comes back.
private struct SignInForm {
    struct Fault {
        let text: String
        let field: String

        init(_ text: String, field: String) {
            self.text = text
            self.field = field
        }
    }

    let key: String
    let name: String
    let returnTo: String
    var errors: [Fault] = []

    func error(_ field: String) -> Content? {
        errors.first { $0.field == field }.map { .text($0.text) }
    }
}
