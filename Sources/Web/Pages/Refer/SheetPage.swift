import Access
import Hummingbird
import Markup
import Rulebook

/// Every question on paper, in the order of the pages: for a place without a computer. Holds nothing of anybody.
enum SheetPage {
    @Sendable
    static func show(_ visit: SignedInVisit) async throws -> Response {
        guard let journey = visit.site.access.journeys(visit.account).first,
            let dossier = visit.site.rulebook.dossier(journey.dossier), let record = dossier.record(journey.record)
        else { throw Problem.notForRole }
        let say = visit.speech
        let page = visit.referFrame(say("Questions to print"), back: DraftDesk.path)
        return visit.respondRefer(page) { page in
            page.heading(.text(say("Every question of a referral")), .xl)
            page.paragraph(
                .text(
                    say(
                        "Write on it what you hear, and type it in when you can. It is evidence and it is dangerous in wrong hands: keep it on you, and destroy it as your organisation says. Write no address of a safe house."
                    )))
            page.paragraph(
                .text(say("Explain before you ask whether they agree. Questions marked * must be answered.")))
            for task in journey.tasks {
                page.heading(.text(say(task.title)), .l, level: 2)
                for one in task.pages {
                    page.heading(.text(say(one.title)), .m, level: 3)
                    if let about = one.about { page.paragraph(.text(say(about))) }
                    for id in one.fields {
                        guard let field = record.field(id), !id.isLaterOfSeveral(among: one.fields) else { continue }
                        SheetQuestion(
                            field: field, isDemanded: field.required || one.demands.contains(id), visit: visit
                        )
                        .write(to: &page)
                    }
                }
            }
        }
    }
}

extension String {
    /// Whether it is the fourth or a later of fields that ask the same: `uk_place_4` beside `uk_place_1`.
    func isLaterOfSeveral(among fields: some Sequence<String>) -> Bool {
        guard let place = utf8.lastIndex(of: UInt8(ascii: "_")), let number = Int(self[index(after: place)...]),
            number > 3
        else { return false }
        let first = self[...place] + "1"
        return fields.contains { $0 == first }
    }
}

private struct SheetQuestion {
    let field: FieldDefinition
    let isDemanded: Bool
    let visit: SignedInVisit

    func write(to page: inout HTMLWriter) {
        let say = visit.speech
        page.element("div", class: "fg-sheet__question") { page in
            page.element("p", class: "govuk-body fg-sheet__label") { page in
                page.text(say(field.label) + (isDemanded ? " *" : ""))
            }
            let control = FieldControl(
                field, rulebook: visit.site.rulebook, on: visit.site.today, speech: say, style: .journey)
            switch control {
            case .radios(let options), .checkboxes(let options):
                page.list(options.map { .text("☐ " + $0.label) }, .plain)
            case .tick: page.paragraph("☐")
            case .longText: page.element("div", class: "fg-sheet__lines") { _ in }
            default: page.element("div", class: "fg-sheet__line") { _ in }
            }
        }
    }
}
