import Access
import Casework
import Markup
import Rulebook

/// What somebody is asked to agree to and what follows from a yes, in words for them: to be read out or shown before the question.
///
/// In the language in which a referral was explained, where the explanation has the words, and in that of the page for whoever asks.
struct ConsentWords: Sendable {
    /// Nobody reads out to a child, or to somebody for whom it was decided, what it would mean to agree.
    private static let agrees = "consents_to_referral"
    private let say: Speech
    private let spoken: [(purpose: String, own: Explanation.Consent?, asks: String, opens: String)]
    private let language: (code: String, isRightToLeft: Bool)?
    /// What the text says of itself until somebody has checked it.
    private let unreviewed: String?

    /// - Returns: `nil` for a page on which nothing is read out, and where no referral comes of it: what follows from a yes is another
    ///   thing then, and the hint of the question says it.
    init?(_ form: QuestionForm) {
        let purposes = form.pages.flatMap(\.readsOut)
        guard !purposes.isEmpty, let sheet = form.desk.steps.sheet(form.step.person),
            form.decidesWhatIsMade
                || sheet.making.record == form.desk.journey.record && sheet.sheet.answers[Self.agrees]?.plain == "yes"
        else { return nil }
        let (desk, rulebook) = (form.desk, form.desk.site.rulebook)
        let say = desk.say
        self.say = say
        var text: Explanation?
        if case .some(.text(let code)) = desk.steps.given(form.step)["explained_language"], code != say.language {
            text = rulebook.explanation(in: code)
        }
        language = text.map { ($0.language, $0.isRightToLeft) }
        unreviewed = text.flatMap { $0.reviewedBy == nil ? $0.unreviewed : nil }
        let here = rulebook.explanation(in: say.language)
        spoken = purposes.compactMap { purpose in
            guard let consent = rulebook.sharing.consents.first(where: { $0.id == purpose }) else { return nil }
            let plain = here?.consents[purpose]
            return (
                purpose, text?.consents[purpose], plain?.asks ?? say(consent.asks), plain?.opens ?? say(consent.opens)
            )
        }
    }

    func write(to page: inout HTMLWriter) {
        let (say, spoken, language, unreviewed) = (say, spoken, language, unreviewed)
        page.add(
            InsetText(
                Content { page in
                    page.element("p", class: "govuk-body-s fg-quiet", .text(say("To read out, or to show:")))
                    for one in spoken {
                        if let own = one.own, let language {
                            page.element("p", class: "govuk-body", attributes: ConsentWords.attributes(of: language)) {
                                ConsentWords.write(own.asks, own.opens, to: &$0)
                            }
                        }
                        page.element("p", class: one.own == nil ? "govuk-body" : "govuk-body-s fg-quiet") {
                            ConsentWords.write(one.asks, one.opens, to: &$0)
                        }
                    }
                    if let unreviewed, let language {
                        page.element(
                            "p", class: "govuk-body-s fg-quiet", attributes: ConsentWords.attributes(of: language)
                        ) { $0.text(unreviewed) }
                    }
                }))
    }

    private static func attributes(of language: (code: String, isRightToLeft: Bool)) -> [Attribute] {
        [Attribute("lang", language.code), Attribute("dir", language.isRightToLeft ? "rtl" : "ltr")]
    }

    private static func write(_ asks: String, _ opens: String, to page: inout HTMLWriter) {
        page.trusted("<strong>")
        page.text(asks)
        page.trusted("</strong> ")
        page.text(opens)
    }
}

extension QuestionForm {
    /// Whether what is made of the answers hangs on a question of this page.
    fileprivate var decidesWhatIsMade: Bool {
        let here = Set(pages.flatMap(\.fields))
        return desk.journey.makes.contains { making in
            (making.when?.flattened ?? []).contains { part in
                if case .field(let path, _) = part { here.contains(path.field) } else { false }
            }
        }
    }
}
