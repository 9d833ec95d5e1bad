import Access
import Hummingbird
import Interface
import Ledger
import StrictJSON

/// Why an operation of the interface was not done.
struct InterfaceProblem: Error {
    let document: ProblemDocument

    init(_ document: ProblemDocument) { self.document = document }

    init(
        _ kind: ProblemKind, detail: String? = nil, errors: [ProblemDocument.Item] = [], draft: String? = nil,
        retryAfter: Int? = nil
    ) {
        document = ProblemDocument(kind, detail: detail, errors: errors, draft: draft, retryAfter: retryAfter)
    }

    /// What any error means to a caller. What it carries is told to nobody unless it was made for that.
    init(of error: any Error, request: String) {
        func known(_ kind: ProblemKind, _ detail: String? = nil) -> ProblemDocument {
            ProblemDocument(kind, detail: detail, request: request)
        }
        document =
            switch error {
            case let problem as InterfaceProblem: problem.document.with(request: request)
            case let wrong as WrongFiles: wrong.problem().document.with(request: request)
            case let faults as AnswerFaults: ProblemDocument(faults, request: request)
            case let fault as JSONFault: ProblemDocument(fault, request: request)
            case LedgerError.unknownReference, Problem.notFound: known(.notFound)
            case Problem.tooLarge: known(.tooLarge)
            case Problem.tooSlow: known(.malformed, "The body took too long to arrive. Send the same request again.")
            case is LookNotKept, EngineError.noSpace, EngineError.busy, EngineError.unreachable, EngineError.unanswered:
                known(.unavailable)
            case let error as HTTPError where error.status == .notFound: known(.notFound)
            case let error as HTTPError where error.status == .contentTooLarge: known(.tooLarge)
            case let error as HTTPError where error.status.kind == .clientError: known(.malformed)
            default: known(.fault)
            }
    }
}

extension ProblemDocument {
    func with(request: String) -> ProblemDocument {
        ProblemDocument(kind, detail: detail, errors: errors, draft: draft, request: request, retryAfter: retryAfter)
    }
}
