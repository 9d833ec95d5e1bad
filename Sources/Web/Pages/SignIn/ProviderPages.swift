import Access
import Hummingbird
import Logging
import Markup
import SignOn

/// Signing in at another provider and coming back.
enum ProviderPages {
    static let path = "/sign-in/provider"
    private static let returnField = "return-to"

    /// Sends the browser to the provider.
    @Sendable
    static func begin(_ visit: Visit) async throws -> Response {
        guard let provider = visit.site.services.provider else { throw Problem.notFound }
        let target = visit.query.first(returnField)
        do {
            let beginning = try await provider.begin(
                browser: visit.site.cookies.provider(in: visit.request),
                note: SignInPage.isOurs(target) ? target : "/")
            try await visit.site.services.accounts.keepProviderSignIn(
                beginning.kept.text, under: beginning.kept.stateKey)
            return visit.site.redirect(
                to: beginning.address, cookie: visit.site.cookies.settingProvider(beginning.browser))
        } catch let fault as SignOnFault {
            return refused(visit, fault)
        }
    }

    /// Where the provider sends the browser back to.
    @Sendable
    static func finish(_ visit: Visit) async throws -> Response {
        guard let provider = visit.site.services.provider else { throw Problem.notFound }
        let accounts = visit.site.services.accounts
        do {
            let redirect = try Redirect(query: visit.request.uri.query ?? "")
            guard let text = try await accounts.takeProviderSignIn(redirect.stateKey) else {
                return respond(visit, "This sign-in has run out, or was used already. Start it again.")
            }
            let signedOn = try await provider.finish(
                redirect, browser: visit.site.cookies.provider(in: visit.request), kept: KeptSignIn(text: text))
            let identity = ProvidedIdentity(
                issuer: signedOn.identity.issuer, subject: signedOn.identity.subject,
                displayName: signedOn.identity.displayName, accountName: signedOn.identity.accountName,
                role: signedOn.role.role, organisation: signedOn.role.organisation,
                hasSecondFactor: signedOn.hasSecondFactor)
            let outcome = try await accounts.signIn(identity, device: visit.device, with: visit.site.access)
            guard case .accepted(let token, let stage) = outcome else {
                return respond(visit, "Your account does not work today. Ask whoever keeps the accounts.")
            }
            let target = SignInPage.isOurs(signedOn.note) ? signedOn.note : "/"
            let next =
                switch stage {
                case .full: target
                case .second: SecondFactorPage.address(returningTo: target)
                case .enrol: SecondFactorPage.setUp
                }
            return visit.site.redirect(to: next, cookie: visit.site.cookies.settingSession(token))
        } catch let fault as SignOnFault {
            return refused(visit, fault)
        } catch let refused as EnrolmentRefused {
            return respond(visit, refused.description)
        }
    }

    private static func refused(_ visit: Visit, _ fault: SignOnFault) -> Response {
        visit.site.services.logger.notice("sign-in at the provider", metadata: ["fault": .string(fault.code)])
        return respond(visit, fault.sentence)
    }

    private static func respond(_ visit: Visit, _ sentence: String) -> Response {
        let page = visit.site.frame("Not signed in", session: nil)
        return visit.site.respond(
            page.html { page in
                page.heading("Not signed in", .l)
                page.paragraph(.text(sentence))
                page.paragraph(Content { $0.link("Back to signing in", to: "/sign-in") })
            }, status: .unprocessableContent)
    }
}
