import Access
import Casework
import Hummingbird
import Markup
import Rulebook

/// What a person is told before they are asked, by itself: to read aloud, to hand over, to print. Open to everybody.
enum ExplanationPage {
    private static let path = "/explanation"

    @Sendable
    static func list(_ visit: Visit) async throws -> Response {
        let say = visit.speech
        var page = visit.site.frame(say("What a referral is"), session: visit.session, speech: say)
        page.backLink = visit.session == nil ? nil : BackLink(DraftDesk.path)
        let explanations = visit.site.rulebook.explanationsInOrder
        return visit.site.respond(
            page.html { page in
                LanguageSwitch(say: say, path: path).write(to: &page)
                page.heading(.text(say("What a referral is")), .l)
                page.paragraph(.text(say("Choose the language in which the person understands best.")))
                page.list(
                    explanations.map { text in
                        Content { page in
                            page.link(
                                .text(text.ownName), to: "\(path)/\(text.language)",
                                attributes: [Attribute("lang", text.language), Attribute("hreflang", text.language)])
                            let name = text.name(say, visit.site.rulebook)
                            if name != text.ownName { page.text(" (\(name))") }
                        }
                    }, .plain)
            })
    }

    @Sendable
    static func show(_ visit: Visit) async throws -> Response {
        guard let text = visit.site.rulebook.explanation(in: visit.parameter("language")) else {
            throw Problem.notFound
        }
        let say = visit.speech
        let nation = visit.site.rulebook.nation(visit.query.first("nation"))?.nation
        let audience = Explanation.Audience(rawValue: visit.query.first("for")) ?? .adult
        var page = visit.site.frame(text.title, session: visit.session, speech: say)
        page.backLink = BackLink(path)
        let waits = try await WaitWords(visit.site)
        let body = ExplanationBody(
            text: text, waits: waits.sentences(in: text.language),
            nation: nation ?? visit.site.rulebook.nations.first?.nation,
            audience: audience, level: 1)
        return visit.site.respond(
            page.html(capacity: 65_536) { page in
                LanguageSwitch(say: say, path: "\(path)/\(text.language)").write(to: &page)
                ExplanationChoice(
                    say: say, nations: visit.site.rulebook.nations, text: text, nation: nation, audience: audience
                ).write(to: &page)
                body.write(to: &page)
            })
    }
}

/// Which nation's text, and for whom: for whoever reads it out.
private struct ExplanationChoice {
    let say: Speech
    let nations: [NationDefinition]
    let text: Explanation
    let nation: Nation?
    let audience: Explanation.Audience

    func write(to page: inout HTMLWriter) {
        page.element("p", class: "govuk-body-s fg-no-print") { page in
            page.text(say("Nation"))
            page.text(": ")
            let current = nation ?? nations.first?.nation
            for (place, one) in nations.enumerated() {
                if place > 0 { page.text(" · ") }
                let name = say(one.title)
                if one.nation == current {
                    page.trusted("<strong>")
                    page.text(name)
                    page.trusted("</strong>")
                } else {
                    page.link(.text(name), to: address(one.nation, audience))
                }
            }
            page.text(". ")
            let other: Explanation.Audience = audience == .child ? .adult : .child
            page.link(.text(say(other == .child ? "For a child" : "For an adult")), to: address(current, other))
        }
    }

    private func address(_ nation: Nation?, _ audience: Explanation.Audience) -> String {
        "/explanation/\(text.language)?for=\(audience.rawValue)" + (nation.map { "&nation=\($0.code)" } ?? "")
    }
}

/// The text of an explanation, in its own language and direction.
struct ExplanationBody: Sendable {
    let text: Explanation
    let waits: [String]
    let nation: Nation?
    let audience: Explanation.Audience
    /// The level of its title among the headings of the page.
    let level: Int

    func write(to page: inout HTMLWriter) {
        page.element(
            "article", class: "fg-explanation",
            attributes: [Attribute("lang", text.language), Attribute("dir", text.isRightToLeft ? "rtl" : "ltr")]
        ) { page in
            page.heading(.text(text.title), level == 1 ? .l : .m, level: level)
            writeReview(to: &page)
            // A child is referred without being asked; help instead of a referral is for those who may say no.
            for part in text.parts + (audience == .child ? [] : text.outside) where part.isFor(nation, audience) {
                page.heading(.text(part.heading), level == 1 ? .m : .s, level: level + 1)
                for sentence in part.text { page.paragraph(.text(sentence)) }
                if !part.list.isEmpty { page.list(part.list.map { .text($0) }) }
                if part.id == Explanation.waitPart { for sentence in waits { page.paragraph(.text(sentence)) } }
            }
        }
    }

    /// Who checked the text; until somebody has, that nobody has.
    private func writeReview(to page: inout HTMLWriter) {
        guard let reviewer = text.reviewedBy else {
            page.add(InsetText(.text(text.unreviewed)))
            return
        }
        page.element("p", class: "govuk-body-s fg-quiet") { page in
            page.text("✓ ")
            page.text(reviewer)
            if let day = text.reviewedOn {
                page.text(", ")
                page.add(DateText(day))
            }
        }
    }
}

/// The explanation inside a draft: in the language chosen there, for the nation and age that are known.
struct ExplanationText: Sendable {
    private let desk: DraftDesk
    private let step: DraftStep
    private let body: ExplanationBody
    private let languages: [(code: String, name: String, called: String)]
    /// Keeps the language where the page is sent and comes back.
    var query: String { "?language=" + body.text.language }

    init(_ visit: SignedInVisit, for form: QuestionForm) async throws {
        desk = form.desk
        step = form.step
        let rulebook = visit.site.rulebook
        let given = form.desk.steps.given(form.step)
        var kept: String?
        if case .some(.text(let code)) = given["explained_language"] { kept = code }
        let asked = visit.query.first("language")
        let text =
            rulebook.explanation(in: asked) ?? kept.flatMap { rulebook.explanation(in: $0) }
            ?? rulebook.explanation(in: form.desk.say.language) ?? rulebook.explanations.first
        guard let text else { throw Problem.notFound }
        let sheet = form.desk.steps.sheet(form.step.person)?.sheet
        let isAdult = sheet?.answers["under_18"]?.plain == "no"
        body = ExplanationBody(
            text: text, waits: try await WaitWords(visit).sentences(in: text.language), nation: sheet?.nation,
            audience: isAdult ? .adult : .child, level: 2)
        languages = rulebook.explanationsInOrder.map { ($0.language, $0.ownName, $0.name(visit.speech, rulebook)) }
    }

    func write(to page: inout HTMLWriter) {
        let say = desk.say
        page.element("p", class: "govuk-body fg-languages") { page in
            page.text(say("Language"))
            page.text(": ")
            for (place, language) in languages.enumerated() {
                if place > 0 { page.text(" · ") }
                if language.code == body.text.language {
                    page.trusted("<strong")
                    page.attribute("lang", language.code)
                    page.trusted(">")
                    page.text(language.name)
                    page.trusted("</strong>")
                } else {
                    page.link(
                        .text(language.name), to: desk.address(step) + "?language=" + language.code,
                        attributes: [Attribute("lang", language.code)])
                }
                // Whoever asks must know a language that they cannot read.
                if language.called != language.name { page.text(" (\(language.called))") }
            }
        }
        page.paragraph(Content { $0.link(.text(say("Go to the questions")), to: "#explained_language") })
        body.write(to: &page)
        writeQuestions(to: &page)
        let audience = body.audience.rawValue
        let nation = body.nation.map { "&nation=\($0.code)" } ?? ""
        page.paragraph(
            Content { [body] page in
                page.link(
                    .text(say("The same by itself, to print or hand over")),
                    to: "/explanation/\(body.text.language)?for=\(audience)\(nation)",
                    attributes: [Attribute("target", "_blank"), Attribute("rel", "noopener")])
            })
    }
}

extension ExplanationText {
    /// What to ask afterwards, in the person's language and, for whoever asks, in that of the page.
    private func writeQuestions(to page: inout HTMLWriter) {
        let (text, say) = (body.text, desk.say)
        let questions = text.questions(for: body.audience)
        guard !questions.isEmpty else { return }
        let own = desk.site.rulebook.explanation(in: say.language)?.questions ?? []
        page.heading(.text(say("To hear what they understood, ask:")), .s)
        page.list(
            questions.map { place, question in
                Content { page in
                    page.element(
                        "span",
                        attributes: [
                            Attribute("lang", text.language), Attribute("dir", text.isRightToLeft ? "rtl" : "ltr"),
                        ]
                    ) { $0.text(question) }
                    if text.language != say.language, own.indices.contains(place) { page.text(" (\(own[place].asks))") }
                }
            })
    }
}

extension Explanation {
    /// What its language is called in the language of the page.
    fileprivate func name(_ say: Speech, _ rulebook: Rulebook) -> String {
        say.isWelsh ? rulebook.lists["language"]?[language].map { say($0.label) } ?? englishName : englishName
    }
}
