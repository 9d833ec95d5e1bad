import Access
import Casework
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Ledger
import Rulebook
import Testing

@Suite("Opening a case")
struct NewCaseTests {
    @Test("What a journey makes is made there, where it is explained before anybody is asked")
    func journey() async throws {
        let site = try await TestSite("first_responder")
        try await site.run { client in
            let browser = try await Browser.signedIn("first_responder", client)
            #expect(try await browser.get("/").text.contains("href=\"/refer\""))
            for address in ["/new/referral/submit", "/new/duty_to_notify/submit"] {
                #expect(try await browser.get(address).location == "/refer")
                #expect(!(try await browser.get("/").text.contains(address)))
            }
        }
    }

    @Test("Where there is no journey a referral is one form, and every missing answer is told at once")
    func referral() async throws {
        let site = try await TestSite("first_responder", withJourneys: false)
        try await site.run { client in
            let browser = try await Browser.signedIn("first_responder", client)
            let start = try await browser.get("/")
            #expect(start.text.contains("href=\"/new/referral/submit\""))
            try await browser.get("/new/referral/submit")
            let answer = try await browser.send(to: "/new/referral/submit", ["given_name": ["Ana \"A\" <Kola>"]])
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("Choose at least one kind of exploitation"))
            #expect(answer.text.matches(of: /href="#[a-z_]+"/).count > 30)
            #expect(answer.text.contains("value=\"Ana &#34;A&#34; &lt;Kola&gt;\""))
        }
    }

    @Test("A report is sent and answered with a reference; sent again it is still one case")
    func report() async throws {
        let site = try await TestSite("first_responder", withJourneys: false)
        try await site.run { client in
            let browser = try await Browser.signedIn("first_responder", client)
            let address = "/new/duty_to_notify/submit"
            try await browser.get(address)
            #expect(await browser.page.status == .ok)
            let record = try #require(site.ledger.rulebook.dossier("case")?.record("duty_to_notify"))
            var fields = await browser.hiddenFields(to: address)
            for field in record.fields where field.required && field.isAsked {
                switch field.kind {
                case .yesNo: fields[field.id] = ["no"]
                case .tick: fields[field.id] = ["yes"]
                case .code, .codes:
                    fields[field.id] = [
                        field.list.flatMap {
                            site.ledger.rulebook.lists[$0]?.codes.first { $0.period.until == nil }?.code
                        } ?? ""
                    ]
                case .email: fields[field.id] = ["someone@example.org"]
                default: fields[field.id] = ["Something"]
                }
            }
            fields["under_18"] = ["no"]
            fields["consents_to_referral"] = ["no"]
            fields["exploitation_forced_work"] = ["yes"]
            let first = try await browser.post(address, fields)
            let faults = first.text.matches(of: /href="#[^<]*/).map { String($0.output) }
            try #require(first.status == .seeOther, "Refused: \(faults)")
            let second = try await browser.post(address, fields)
            #expect(first.location == second.location)
            let page = try await browser.get(try #require(first.location))
            #expect(page.text.contains("The reference is"))
        }
    }

    @Test("Those whose work it is not find no form", arguments: ["decision_maker", "analyst", "immigration_officer"])
    func others(role: String) async throws {
        let site = try await TestSite(role)
        try await site.run { client in
            let browser = try await Browser.signedIn(role, client)
            #expect(try await browser.get("/new/referral/submit").status == .notFound)
            #expect(!(try await browser.get("/").text.contains("/new/")))
        }
    }
}
