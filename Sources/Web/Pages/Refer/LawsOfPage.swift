import Access
import Casework
import Markup
import Rulebook

/// The law behind a page of questions, as it stands today where the report comes from: for whoever asks why.
struct LawsOfPage: Sendable {
    private let say: Speech
    private let laws: [(rule: Rule, value: RuleValue)]

    /// - Returns: `nil` where the page names no rule, none of them is in force there, or nobody has said where that is.
    init?(_ form: QuestionForm) {
        let (desk, rulebook) = (form.desk, form.desk.site.rulebook)
        let ids = form.pages.flatMap(\.laws)
        guard !ids.isEmpty,
            let nation = desk.steps.sheet(form.step.person)?.sheet.nation
        else { return nil }
        say = desk.say
        laws = ids.compactMap { id in
            guard let rule = rulebook.rules[id], let value = rulebook.value(of: id, on: desk.site.today, in: nation)
            else { return nil }
            return (rule, value)
        }
        if laws.isEmpty { return nil }
    }

    func write(to page: inout HTMLWriter) {
        let (say, laws) = (say, laws)
        page.add(
            Details(
                .text(say("The law behind this page")),
                content: Content { page in
                    page.list(
                        laws.map { law in
                            Content { page in
                                // The rulebook's law is written in English.
                                page.element("span", attributes: [Attribute("lang", "en")]) { page in
                                    page.text(law.rule.title.english)
                                    page.trusted(" <strong>")
                                    page.text(law.value.words)
                                    page.trusted("</strong> (")
                                    page.text(law.value.source)
                                    page.text(", ")
                                    page.text(law.value.status.words.lowercased())
                                    if let caution = law.value.confidence.caution {
                                        page.text(". ")
                                        page.text(caution)
                                    }
                                    page.text(") ")
                                }
                                page.link(
                                    .text(say("Read the rule (opens in a new tab)")), to: ruleAddress(law.value.id),
                                    attributes: [Attribute("target", "_blank"), Attribute("rel", "noopener")])
                            }
                        })
                }))
    }
}
