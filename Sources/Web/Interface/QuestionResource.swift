import Access
import Casework
import Hummingbird
import Interface
import Law
import StrictJSON

/// What is asked about a referral.
enum QuestionResource {
    @Sendable
    static func list(_ visit: ProgramVisit) async throws -> Response {
        let questions = try await visit.access.questions(about: visit.reference("reference"), for: visit.account)
        return visit.desk.respond(["items": .array(questions.map(json))])
    }

    @Sendable
    static func answer(_ visit: ProgramVisit) async throws -> Response {
        let reference = try visit.reference("reference")
        let id = visit.parameter("question")
        var object = SentObject(try await visit.json("application/json"), taking: ["answer"])
        object.demand("answer")
        let text = object.text("answer", longest: 15_000) ?? ""
        try object.check()
        switch try await visit.access.answer(id, about: reference, with: text, by: visit.account) {
        case .answered: break
        case .over:
            throw InterfaceProblem(
                .conflict, detail: "The question is settled, or was taken back. Read the questions again.")
        case .refused(let refusal):
            let errors = refusal.reasons.map { reason in
                ProblemDocument.Item(
                    pointer: "/answer", code: reason.code, sentence: reason.sentence, basis: reason.basis)
            }
            throw InterfaceProblem(.refused, errors: errors)
        }
        let asked = try await visit.access.questions(about: reference, for: visit.account).first { $0.id == id }
        guard let asked else { throw InterfaceProblem(.notFound) }
        return visit.desk.respond(json(asked))
    }

    private static func json(_ question: AskedQuestion) -> JSON {
        [
            "question": .string(question.id), "label": .string(question.label), "ask": .string(question.ask),
            "raised_on": .string("\(question.raisedOn)"),
            "answered_on": question.answeredOn.map { .string("\($0)") } ?? .null,
            "settled_on": question.settledOn.map { .string("\($0)") } ?? .null,
        ]
    }
}
