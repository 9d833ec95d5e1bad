import Markup
import Testing

@Suite("Components for casework")
struct CaseworkTests {
    @Test(
        "A clock's state follows from the days that are left",
        arguments: [
            (-1, Clock.State.late, "past its day"), (0, .soon, "today"), (3, .soon, "the last day that counts as near"),
            (4, .ok, "the first that does not"),
        ])
    func clocks(daysLeft: Int, state: Clock.State, reason: String) {
        #expect(Clock(daysLeft: daysLeft, .workingDays).state == state, "\(reason)")
    }

    @Test("States differ in shape, not only in colour")
    func shapes() {
        let shapes = Clock.State.allCases.map { state in
            Clock(state, "x").html().string.replacing(state.rawValue, with: "")
        }
        #expect(Set(shapes).count == Clock.State.allCases.count)
    }

    @Test("A row of the work list sets a typed name apart and links the task")
    func workList() {
        let list = WorkList([
            .init(
                "Decide", href: "/cases/1", subject: "\(typed: "<Ana>"), FG-1",
                clock: Clock(daysLeft: -2, .calendarDays), tags: [Tag("New", .blue)])
        ])
        let html = list.html().string
        #expect(html.contains("fg-work__row--late"))
        #expect(html.contains("2 days late"))
        #expect(html.contains("href=\"/cases/1\">Decide<"))
        #expect(html.contains("<bdi>&lt;Ana&gt;</bdi>, FG-1"))
    }

    @Test("A table that stacks names each cell by its column for the eye, and keeps its roles for the ear")
    func stacking() {
        let html = Table(
            caption: "C", head: ["Who", "When"], rows: [["Ana", "May"]], firstCellIsHeader: true, narrow: .stacks
        ).html().string
        #expect(
            html.contains(
                "<td class=\"govuk-table__cell\" role=\"cell\"><span class=\"fg-table-stack__name\" aria-hidden=\"true\">When</span>May</td>"
            ))
        #expect(html.contains("role=\"rowheader\">Ana</th>"))
    }

    @Test("A table that scrolls can be reached by keyboard and says what it is")
    func scrolling() {
        let html = Table(caption: "Referrals", rows: [["1"]], id: "referrals").html().string
        #expect(
            html.hasPrefix(
                "<div class=\"fg-table-scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"referrals-caption\">"))
        #expect(html.contains("id=\"referrals-caption\""))
    }

    @Test("The safe contact card says first what must never be done")
    func safeContact() throws {
        let html = SafeContact([.init("How", "Text message")], never: ["Ring the landline"]).html().string
        let never = try #require(html.firstRange(of: "Ring the landline"))
        let how = try #require(html.firstRange(of: "Text message"))
        #expect(never.lowerBound < how.lowerBound)
    }

    @Test("The matrix of elements shows test, evidence and finding, and says when there is no evidence")
    func matrix() {
        let html = ElementsMatrix(
            caption: "Elements",
            [
                .init(
                    "Act", test: "Recruited or moved", evidence: ["Police report"],
                    finding: Content(Finding(.found, "Found"))),
                .init("Means", evidence: [], finding: Content(Finding(.notNeeded, "Not needed for a child"))),
            ]
        ).html().string
        for piece in [
            "Recruited or moved", "<li>Police report</li>", "fg-finding--found", "Nothing recorded yet",
            "fg-finding--not-needed",
        ] {
            #expect(html.contains(piece), "\(piece)")
        }
    }

    @Test("The timeline, the head and the two columns hold what they are given")
    func others() {
        let date = DateText(year: 2024, month: 2, day: 9)
        #expect(
            Timeline([.init("Referred", on: date, by: "Police", isMilestone: true)]).html().string.contains(
                "fg-timeline__entry--milestone"))
        #expect(
            CaseHead(.typed("Ana"), reference: "FG-1").html().string.contains(
                "<h1 class=\"govuk-heading-xl\"><bdi>Ana</bdi></h1>"))
        #expect(Reference("FG-1<").html().string == "<span class=\"fg-reference\">FG-1&lt;</span>")
        #expect(
            CaseLayout(main: "m", side: "s", sideLabel: "Clocks").html().string.contains(
                "aria-label=\"Clocks\">s</section>"))
    }
}
