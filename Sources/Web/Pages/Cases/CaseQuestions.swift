import Access
import Markup

/// The doubts that are open on a case, each with what to do about it.
struct CaseQuestions {
    let visit: CaseVisit

    func write(to page: inout HTMLWriter) {
        let open = visit.view.questions.filter { $0.settledOn == nil }
        guard !open.isEmpty else { return }
        page.heading(open.count == 1 ? "1 open question" : "\(open.count) open questions", .m, id: "questions")
        page.element("ul", class: "fg-questions") { page in
            for question in open { write(question, to: &page) }
        }
    }

    private func write(_ question: DossierView.Question, to page: inout HTMLWriter) {
        page.element("li") { page in
            let about = question.field.map { ": \($0)" } ?? ""
            page.element("p", class: "fg-questions__name", .text(question.label + about))
            page.element("p", class: "fg-questions__ask", .text(question.ask))
            page.element("p", class: "fg-questions__since", "Raised on \(DateText(question.raisedOn))")
        }
    }
}
