import Access
import Casework
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Ledger
import Rulebook
import Testing

@Suite("The case page")
struct CasePageTests {
    @Test(
        "Each role sees what it may see, and nothing of the rest",
        arguments: [
            ("decision_maker", ["Ana", "07700 900123", "Albanian"], ["Leeds"]),
            ("support_worker", ["Ana", "07700 900123"], ["Albanian"]),
            (
                "police_investigator", ["Ana", "Call, write or visit before you know a safe way"],
                ["07700 900123", "Leeds"]
            ),
            ("commissioner", ["England", "Call, write or visit"], ["Ana", "Kola", "07700 900123", "Leeds"]),
        ])
    func byRole(role: String, shown: [String], hidden: [String]) async throws {
        let site = try await TestSite(role)
        let reference = try await site.refer()
        if role != "commissioner", role != "decision_maker" { try await site.assign(reference, to: role) }
        try await site.run { client in
            let browser = try await Browser.signedIn(role, client)
            for address in ["/cases/\(reference)", "/cases/\(reference)/records/referral"] {
                let page = try await browser.get(address)
                #expect(page.status == .ok)
                #expect(page.text.contains("<title>Case \(reference) – FirmGround</title>"))
                for text in hidden { #expect(!page.text.contains(text), "\(text) on \(address)") }
            }
            let page = try await browser.get("/cases/\(reference)")
            for text in shown { #expect(page.text.contains(text), "\(text)") }
        }
    }

    @Test("A support worker sees where the person stays, on the page that reveals it and says for what purpose")
    func location() async throws {
        let site = try await TestSite("support_worker")
        let reference = try await site.refer()
        try await site.assign(reference, to: "support_worker")
        try await site.run { client in
            let browser = try await Browser.signedIn("support_worker", client)
            let page = try await browser.get("/cases/\(reference)/records/referral")
            #expect(page.text.contains("Leeds"))
            #expect(page.text.contains("Shown to you in order to: support the person"))
        }
    }

    @Test("Unknown, malformed and forbidden cannot be told apart, byte for byte")
    func notFound() async throws {
        let site = try await TestSite("immigration_officer", "decision_maker", "child_guardian")
        let reference = try await site.refer()
        let notified = try await site.refer()
        var generator = SystemRandomNumberGenerator()
        let unknown = Reference.random(using: &generator)
        try await site.run { client in
            let officer = try await Browser.signedIn("immigration_officer", client)
            let maker = try await Browser.signedIn("decision_maker", client)
            for browser in [officer, maker] {
                var pages: Set<String> = []
                var addresses = ["/cases/\(unknown)", "/cases/not-a-reference", "/cases/7KD2-M9QX-W3X"]
                if browser === officer { addresses += ["/cases/\(reference)", "/cases/\(notified)"] }
                addresses += addresses.flatMap { ["\($0)/records/referral", "\($0)/reasonable_grounds/decide"] }
                addresses += ["/cases/\(unknown)?purpose=safeguard", "/cases/\(reference)?purpose=oversee"]
                for address in addresses {
                    let page = try await browser.get(address)
                    #expect(page.status == .notFound, "\(address)")
                    pages.insert(page.text)
                }
                #expect(pages.count == 1)
            }
            try await officer.get("/")
            let token = try #require(await officer.hiddenFields(to: "/sign-out")["csrf"])
            var pages: Set<String> = []
            for target in [reference, unknown] {
                let answer = try await officer.post(
                    "/cases/\(target)/reasonable_grounds/decide",
                    ["csrf": token, "request-key": ["12345678"], "expected-version": ["1"], "outcome": ["positive"]])
                #expect(answer.status == .notFound)
                pages.insert(answer.text)
            }
            #expect(pages.count == 1)
        }
    }

    @Test(
        "Markup and quotes in what people typed stay text",
        arguments: ["<script>alert(1)</script>", "\" onmouseover=\"x", "O'Néill & <b>Sons</b>", "\u{202E}evil"])
    func escaping(name: String) async throws {
        let site = try await TestSite("decision_maker")
        let reference = try await site.refer(["given_name": name, "family": "He said \(name)."])
        try await site.run { client in
            let browser = try await Browser.signedIn("decision_maker", client)
            for address in [
                "/", "/cases/\(reference)", "/cases/\(reference)/records/referral",
                "/cases/\(reference)/reasonable_grounds/decide",
            ] {
                let page = try await browser.get(address)
                #expect(page.status == .ok)
                #expect(
                    !page.text.contains("<script") && !page.text.contains("<b>")
                        && !page.text.contains("\" onmouseover"))
                #expect(!page.text.contains("\u{202E}"))
            }
            try await browser.get("/search")
            let answer = try await browser.send(to: "/search", ["text": [name + " Kola"]])
            #expect(!answer.text.contains("<script>") && !answer.text.contains("\" onmouseover"))
        }
    }

    @Test("What is due, by which law, and how sure the rulebook is of it, one click from the worklist and the case")
    func clocks() async throws {
        let site = try await TestSite("decision_maker")
        let reference = try await site.refer(on: "2026-02-27")
        try await site.run { client in
            let browser = try await Browser.signedIn("decision_maker", client)
            for address in ["/", "/cases/\(reference)"] {
                let page = try await browser.get(address)
                // Five working days from Friday 27 February end on Friday 6 March; today is Monday 2 March.
                #expect(page.text.contains("in 4 working days"))
                #expect(page.text.contains("datetime=\"2026-03-06\""))
                #expect(page.text.contains("href=\"/rulebook/rg.clock.target\""))
            }
            try site.go(to: "2026-03-06")
            try await browser.get("/sign-in")
            let later = try await Browser.signedIn("decision_maker", client)
            #expect(try await later.get("/").text.contains("fg-clock__text\">today"))
            #expect(
                try await later.get("/rulebook/rg.clock.target").text.contains(
                    "Time for the reasonable grounds decision"))
        }
    }

    @Test("A doubt stands on the case with what to do about it")
    func questions() async throws {
        let site = try await TestSite("decision_maker")
        let reference = try await site.refer(["date_of_birth": "2012-05-01"])
        try await site.run { client in
            let browser = try await Browser.signedIn("decision_maker", client)
            let page = try await browser.get("/cases/\(reference)")
            #expect(page.text.contains("The age answer and the date of birth do not agree"))
            #expect(page.text.contains("treat the person as a child"))
            #expect(try await browser.get("/").text.contains("open question"))
        }
    }

    @Test("A role with several purposes may change between them, and every link keeps the one it chose")
    func purposes() async throws {
        let site = try await TestSite("decision_maker")
        let reference = try await site.refer()
        try await site.run { client in
            let browser = try await Browser.signedIn("decision_maker", client)
            let usual = try await browser.get("/cases/\(reference)")
            #expect(usual.text.contains("/cases/\(reference)?purpose=safeguard"))
            let other = try await browser.get("/cases/\(reference)?purpose=safeguard")
            #expect(other.text.contains("/records/referral?purpose=safeguard"))
            #expect(!other.text.contains("reasonable_grounds/decide"))
        }
    }

    @Test("The worklist goes on page by page without leaving anything out")
    func paging() async throws {
        let site = try await TestSite("decision_maker")
        for _ in 1...30 { try await site.refer() }
        try await site.run { client in
            let browser = try await Browser.signedIn("decision_maker", client)
            func cases(_ text: String) -> [String] { text.matches(of: /href="\/cases\/([^"]*)"/).map { String($0.1) } }
            let first = try await browser.get("/")
            let next = try #require(first.text.firstMatch(of: /href="(\/\?[^"]*after=[^"]*)"/)).1.replacing(
                "&amp;", with: "&")
            let second = try await browser.get(String(next).replacing("&amp;", with: "&"))
            #expect(cases(first.text).count == 25)
            #expect(cases(second.text).count == 5)
            #expect(Set(cases(first.text) + cases(second.text)).count == 30)
        }
    }

    @Test("A search finds by name, says what is exact and what is similar, and leaves no name in an address")
    func search() async throws {
        let site = try await TestSite("decision_maker")
        let reference = try await site.refer(["given_name": "Thuy", "family_name": "Nguyen"])
        try await site.run { client in
            let browser = try await Browser.signedIn("decision_maker", client)
            let form = try await browser.get("/search")
            #expect(form.text.contains("<form action=\"/search\" method=\"post\""))
            let found = try await browser.send(to: "/search", ["text": ["nguyen thuy"]])
            #expect(
                found.status == .ok && found.text.contains("/cases/\(reference)")
                    && found.text.contains("Found as written"))
            let none = try await browser.send(to: "/search", ["text": ["Zyxwvut"]])
            #expect(none.text.contains("Nothing was found"))
            #expect(try await browser.send(to: "/search", ["text": ["  "]]).status == .unprocessableContent)
        }
    }
}
