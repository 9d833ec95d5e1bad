import Access
import Hummingbird
import Ledger
import Logging
import Markup

extension Site {
    /// The answer to whatever a page threw.
    func answer(to error: any Error, request: Request, session: Session?, id: String, logger: Logger) -> Response {
        let problem = problem(error)
        if problem == .signedOut, request.method == .get || request.method == .head {
            return redirect(to: SignInPage.address(returningTo: request.uri.path))
        }
        if case .elsewhere(let address) = problem { return redirect(to: address) }
        if problem == .secondFactor { return redirect(to: SecondFactorPage.address(returningTo: request.uri.path)) }
        if problem == .noSecondFactor { return redirect(to: SecondFactorPage.setUp) }
        if problem == .fault || problem.status == .serviceUnavailable {
            logger.error("fault", metadata: ["kind": .string(Site.kind(of: error))])
        }
        return page(problem, session: session, id: id)
    }

    /// The page for a problem. One that is not found is the same byte for byte whatever was asked for.
    func page(_ problem: Problem, session: Session?, id: String) -> Response {
        let page = frame(problem.title, session: session)
        return respond(
            page.html { page in
                page.heading(.text(problem.title), .l)
                for sentence in problem.sentences { page.paragraph(.text(sentence)) }
                if problem == .notFound, session != nil {
                    page.paragraph(Content { $0.link("What it takes to see a case", to: WhyNotPage.path) })
                }
                if problem == .fault { page.paragraph("Request number: \(id)") }
                page.paragraph(
                    Content { page in
                        if problem == .signedOut {
                            page.link("Sign in", to: "/sign-in")
                        } else {
                            page.link("Go to the start page", to: "/")
                        }
                    })
            }, status: problem.status)
    }

    private func problem(_ error: any Error) -> Problem {
        switch error {
        case let problem as Problem: problem
        case LedgerError.unknownReference: .notFound
        case let error as LookNotKept: .unavailable(error.description)
        case EngineError.noSpace: .unavailable(EngineError.noSpace.description)
        case EngineError.busy: .unavailable("The database is busy, so nothing was recorded. Try again in a moment.")
        case EngineError.unreachable:
            .unavailable("The database cannot be reached, so nothing was recorded. Try again in a moment.")
        case EngineError.unanswered: .unavailable(EngineError.unanswered.description)
        case let error as HTTPError where error.status == .notFound: .notFound
        case let error as HTTPError where error.status.kind == .clientError: .notUnderstood
        default: .fault
        }
    }

    /// What kind of error it was, without anything that it carries.
    static func kind(of error: any Error) -> String {
        switch error {
        case let error as EngineError:
            switch error {
            case .noSpace: "database: no space"
            case .damaged: "database: damaged"
            case .busy: "database: busy"
            case .unanswered: "database: unanswered"
            case .noTables: "database: no tables"
            case .unreachable: "database: unreachable"
            case .failed(let what): "database: \(what)"
            }
        case let error as LedgerError:
            if case .tampered(let what) = error { "tampered: \(what)" } else { "ledger: \(error)" }
        default: String(describing: type(of: error))
        }
    }
}
