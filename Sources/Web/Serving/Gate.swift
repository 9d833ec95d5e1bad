import Access
import HTTPTypes
import Hummingbird
import Ledger

/// What stands before every page: who is it, may they come in, does this request come from a form of ours.
struct Gate: Sendable {
    let route: Route
    let site: Site

    @Sendable
    func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
        if case .interface(let scope) = route.admits {
            return await InterfaceGate(route: route, scope: scope, site: site).respond(to: request, context: context)
        }
        var session: Session?
        do {
            if let token = site.cookies.session(in: request) {
                session = try await site.services.accounts.session(token: token)
            }
            if session == nil, let parked = try await park(request) { return parked }
            try admit(session)
            let form = route.method == .post && !route.takesFiles ? try await sentForm(request, session) : FormFields()
            let visit = Visit(
                site: site, request: request, parameters: context.parameters, session: session, form: form)
            return keeping(try await route.page(visit), request)
        } catch {
            return site.answer(to: error, request: request, session: session, id: context.id, logger: context.logger)
        }
    }

    /// A form of a draft that comes after its session has ended is kept, sealed, until its owner signs in again.
    private func park(_ request: Request) async throws -> Response? {
        guard route.method == .post, route.keepsForms, let token = site.cookies.session(in: request),
            site.origins.allow(request)
        else { return nil }
        let form = try await FormFields(body: request, limits: site.configuration.limits)
        let accounts = site.services.accounts
        guard
            let secret = try await accounts.park(
                form.encoded, path: request.uri.path, token: token, csrf: form.first(HiddenField.csrf))
        else { throw Problem.signedOut }
        // The script that keeps a form tells its owner to sign in; the form is kept here all the same.
        if request.headers[Gate.keep] != nil {
            var response = site.text("", status: .unauthorized)
            response.headers.append(HTTPField(name: .setCookie, value: site.cookies.settingParked(secret)))
            return response
        }
        return site.redirect(
            to: SignInPage.address(returningTo: ParkedForm.path), cookie: site.cookies.settingParked(secret))
    }

    /// The script that keeps a form asks to be told where to go on, and goes there itself.
    private func keeping(_ response: Response, _ request: Request) -> Response {
        guard request.headers[Gate.keep] != nil, response.status == .seeOther || response.body.contentLength == 0
        else { return response }
        var headers = response.headers
        if let next = headers[.location] { headers[Gate.next] = next }
        headers[.location] = nil
        return Response(status: .noContent, headers: headers)
    }

    /// Sent by the script that keeps a form through a lost connection, and answered to it.
    private static let keep = HTTPField.Name("X-Keep") ?? .accept
    private static let next = HTTPField.Name("X-Next") ?? .location

    private func admit(_ session: Session?) throws {
        switch route.admits {
        case .everybody: return
        case .interface: throw Problem.notFound
        case .signedIn: _ = try full(session)
        case .halfway:
            if session == nil { throw Problem.signedOut }
        case .roles(let list):
            let session = try full(session)
            guard site.services.access.mayList(list, session.account) else { throw Problem.notForRole }
        }
    }

    /// A session whose owner has shown both factors.
    private func full(_ session: Session?) throws -> Session {
        guard let session else { throw Problem.signedOut }
        switch session.stage {
        case .full: return session
        case .second: throw Problem.secondFactor
        case .enrol: throw Problem.noSecondFactor
        }
    }

    /// Reads the form, and refuses it unless it comes from a page of ours.
    private func sentForm(_ request: Request, _ session: Session?) async throws -> FormFields {
        guard site.origins.allow(request) else { throw Problem.forged }
        let form = try await FormFields(body: request, limits: site.configuration.limits)
        // Before signing in there is no session to keep a token: a cookie of its own does.
        let expected = route.admits == .everybody ? site.cookies.form(in: request) : session?.csrf
        guard let expected, expected.utf8.count >= 16, form.first(HiddenField.csrf).isSame(as: expected) else {
            throw Problem.forged
        }
        return form
    }
}

/// The names of the fields that travel with a form unseen.
enum HiddenField {
    static let csrf = "csrf"
    /// Recognises a form that is sent twice.
    static let key = "request-key"
    /// The version of the case that was on the page.
    static let version = "expected-version"
}

extension String {
    /// Compares without telling by its time how much agrees.
    func isSame(as other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        return zip(utf8, other.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
