import Access
import Casework
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Law
import Ledger
import Rulebook
import Testing
import Web

@Suite("The rulebook’s pages")
struct RulebookPageTests {
    @Test(
        "The law of a day and a nation",
        arguments: [
            ("2022-12-12", "E", "45 days"), ("2023-01-29", "E", "30 days"), ("2022-12-12", "S", "45 days"),
            ("2026-03-02", "W", "30 days"),
        ])
    func onADay(day: String, nation: String, words: String) async throws {
        let site = try await TestSite()
        try await site.run { client in
            let page = try await client.execute(uri: "/rulebook?on=\(day)&nation=\(nation)", method: .get) {
                String(buffer: $0.body)
            }
            let row = try #require(page.firstMatch(of: /Shortest recovery period<\/a><\/th>.*?<\/td>/)).output
            #expect(row.contains(words))
        }
    }

    @Test("The filter takes a day in three fields, and says when it is none")
    func filter() async throws {
        let site = try await TestSite()
        try await site.run { client in
            func page(_ query: String) async throws -> String {
                try await client.execute(uri: "/rulebook?" + query, method: .get) { String(buffer: $0.body) }
            }
            let text1 = try await page("on-day=12&on-month=12&on-year=2022&nation=E")
            #expect(text1.contains("12 December 2022"))
            let text2 = try await page("on-day=31&on-month=2&on-year=2022&nation=E")
            #expect(text2.contains("Enter a real date"))
            let text3 = try await page("on=nonsense")
            #expect(text3.contains("Enter a real date"))
            let text4 = try await page("nation=XX")
            #expect(text4.contains("England"))
        }
    }

    @Test("What changed in the year before")
    func changes() async throws {
        let site = try await TestSite()
        try await site.run { client in
            let page = try await client.execute(uri: "/rulebook?on=2023-08-01&nation=E", method: .get) {
                String(buffer: $0.body)
            }
            #expect(page.contains(/The test for reasonable grounds<\/a>: began/))
            #expect(page.contains(/The test for reasonable grounds<\/a>: last day/))
        }
    }

    @Test("Every rule and every value has a page with its source and how sure it is")
    func everyRule() async throws {
        let site = try await TestSite()
        let rules = site.ledger.rulebook.rulesInOrder
        try await site.run { client in
            for rule in rules {
                for id in [rule.id] + rule.values.map(\.id) {
                    let answer = try await client.execute(uri: "/rulebook/\(id)", method: .get) { $0 }
                    #expect(answer.status == .ok, "\(id)")
                }
                let page = try await client.execute(uri: "/rulebook/\(rule.id)", method: .get) {
                    String(buffer: $0.body)
                }
                for value in rule.values {
                    #expect(page.contains("id=\"\(value.id)\""))
                    if let caution = value.confidence.caution {
                        #expect(page.contains(HTMLText.escaped(caution)), "\(value.id)")
                    }
                }
            }
            #expect(try await client.execute(uri: "/rulebook/no.such.rule", method: .get) { $0.status } == .notFound)
        }
    }

    @Test("Every word of the glossary is there")
    func glossary() async throws {
        let site = try await TestSite()
        let terms = site.ledger.rulebook.glossary
        try await site.run { client in
            let page = try await client.execute(uri: "/glossary", method: .get) { String(buffer: $0.body) }
            for term in terms { #expect(page.contains(HTMLText.escaped(term.title.english))) }
        }
    }

    @Test("Days counted beforehand are the days that the law counts")
    func workingDays() async throws {
        let site = try await TestSite()
        let rulebook = site.ledger.rulebook
        let tables = WorkingDayTables(rulebook)
        let start = try #require(CivilDate("2024-02-28"))
        for nation in rulebook.nations {
            let calendar = try #require(rulebook.calendars[nation.calendar])
            for from in [0, 36, 120, 301] {
                for length in [-400, -7, -1, 0, 1, 2, 5, 31, 366] {
                    let (first, last) = (start.adding(days: from), start.adding(days: from + length))
                    let expected = try WorkingDays.between(first, last, in: calendar).count
                    #expect(
                        tables.days(from: first, to: last, in: nation.nation) == expected,
                        "\(nation.nation) \(first) \(last)")
                }
            }
        }
        #expect(tables.days(from: start, to: start.adding(days: 36_500), in: Nation("E")) == nil)
    }
}

/// Text as it stands in a page.
enum HTMLText {
    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&#34;").replacing("'", with: "&#39;")
    }
}
