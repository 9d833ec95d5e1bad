import Access
import Casework
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Ledger
import Rulebook
import Testing

@Suite("Deciding through forms")
struct DecisionTests {
    private static let positive: [String: [String]] = [
        "definition_applied": ["trafficking"], "act_found": ["yes"], "acts": ["recruitment", "transfer"],
        "means_found": ["yes"],
        "means": ["force"], "purpose_found": ["yes"], "outcome": ["positive"],
        "reasons": ["The account holds together."],
    ]

    private static func with(_ changes: [String: [String]]) -> [String: [String]] {
        positive.merging(changes) { _, new in new }
    }

    @Test("The decision stands beside the evidence, the elements to be found and the test in force")
    func page() async throws {
        let site = try await TestSite("decision_maker")
        let reference = try await site.refer(["how_it_started": "A man promised work in a hotel."])
        try await site.run { client in
            let browser = try await Browser.signedIn("decision_maker", client)
            let page = try await browser.get("/cases/\(reference)/reasonable_grounds/decide")
            #expect(page.text.contains("A man promised work in a hotel."))
            #expect(page.text.contains("all available general and specific evidence"))
            #expect(page.text.contains("href=\"/rulebook/rg.test.2023jul\""))
            #expect(page.text.contains("Medium confidence"))
            #expect(page.text.contains("href=\"#evidence-referral-how_it_started\""))
            #expect(page.text.contains("If “Outcome” is “Negative”, a second person looks at it"))
            #expect(page.text.matches(of: /To be found/).count == 3)
        }
    }

    @Test("What is still open on a case stands beside the decision, and holds nothing up")
    func openQuestions() async throws {
        let site = try await TestSite("decision_maker")
        let reference = try await site.refer(["still_in_situation": "yes", "what_keeps_them_there": "A debt"])
        let quiet = try await site.refer()
        try await site.run { client in
            let browser = try await Browser.signedIn("decision_maker", client)
            let address = "/cases/\(reference)/reasonable_grounds/decide"
            let page = try await browser.get(address)
            #expect(page.text.contains("1 question is open on this case. Look at it before you decide."))
            #expect(page.text.contains("The person is still being exploited"))
            #expect(page.text.contains("href=\"/cases/\(reference)#questions\""))
            #expect(try await browser.send(to: address, DecisionTests.positive).status == .seeOther)
            let other = try await browser.get("/cases/\(quiet)/reasonable_grounds/decide")
            #expect(!other.text.contains("before you decide."))
        }
    }

    @Test("For somebody who may have been a child no means is asked for", arguments: ["yes", "not-sure"])
    func child(under18: String) async throws {
        let site = try await TestSite("decision_maker")
        let reference = try await site.refer([
            "under_18": under18, "under_18_when_exploited": nil, "consents_to_referral": nil,
        ])
        try await site.run { client in
            let browser = try await Browser.signedIn("decision_maker", client)
            let page = try await browser.get("/cases/\(reference)/reasonable_grounds/decide")
            #expect(page.text.contains("Not needed: the person was, or may have been, a child"))
            let answer = try await browser.send(
                to: "/cases/\(reference)/reasonable_grounds/decide",
                DecisionTests.with(["means_found": [], "means": []]))
            #expect(answer.status == .seeOther)
        }
    }

    @Test("A positive decision takes effect at once and starts the recovery period")
    func positiveDecision() async throws {
        let site = try await TestSite("decision_maker")
        let reference = try await site.refer()
        try await site.run { client in
            let browser = try await Browser.signedIn("decision_maker", client)
            let address = "/cases/\(reference)/reasonable_grounds/decide"
            try await browser.get(address)
            let answer = try await browser.send(to: address, DecisionTests.positive)
            #expect(answer.status == .seeOther)
            let location = try #require(answer.location)
            #expect(location == "/cases/\(reference)?done=1")
            let page = try await browser.get(location)
            #expect(page.text.contains("govuk-notification-banner--success"))
            #expect(page.text.contains("Potential victim, awaiting conclusive grounds"))
            #expect(page.text.contains("May be decided from"))
            #expect(page.text.contains("Ends in"))
        }
    }

    @Test("A negative decision waits for a second person, who is somebody else, and reads the draft in full")
    func negativeDecision() async throws {
        let site = try await TestSite("decision_maker", "decision_manager")
        let reference = try await site.refer()
        try await site.run { client in
            let author = try await Browser.signedIn("decision_maker", client)
            let decide = "/cases/\(reference)/reasonable_grounds/decide"
            let confirm = "/cases/\(reference)/reasonable_grounds/confirm"
            try await author.get(decide)
            let drafted = try await author.send(
                to: decide, DecisionTests.with(["outcome": ["negative"], "act_found": ["no"], "acts": []]))
            #expect(drafted.location == "/cases/\(reference)?done=2")
            let own = try await author.get(confirm)
            #expect(own.text.contains("Somebody else has to confirm it or send it back"))
            #expect(!own.text.contains("Confirm the decision"))

            let second = try await Browser.signedIn("decision_manager", client)
            #expect(try await second.get("/cases/\(reference)").text.contains("Review the draft: reasonable grounds"))
            let draft = try await second.get(confirm)
            #expect(draft.text.contains("The account holds together.") && draft.text.contains("Not found"))
            let done = try await second.send(to: confirm, [:])
            #expect(done.location == "/cases/\(reference)?done=3")
            #expect(try await second.get("/cases/\(reference)").text.contains("Negative reasonable grounds"))
        }
    }

    @Test("The author cannot confirm the draft, whatever they send")
    func ownDraft() async throws {
        let site = try await TestSite("decision_maker")
        let reference = try await site.refer()
        try await site.run { client in
            let author = try await Browser.signedIn("decision_maker", client)
            let decide = "/cases/\(reference)/reasonable_grounds/decide"
            try await author.get(decide)
            try await author.send(to: decide, DecisionTests.with(["outcome": ["negative"]]))
            try await author.get("/")
            let token = try #require(await author.hiddenFields(to: "/sign-out")["csrf"])
            let answer = try await author.post(
                "/cases/\(reference)/reasonable_grounds/confirm",
                ["csrf": token, "request-key": ["made-up-key"], "expected-version": ["2"]])
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("Somebody else has to confirm this decision"))
            #expect(try await author.get("/cases/\(reference)").text.contains("waiting for a second person"))
        }
    }

    @Test("Sending a draft back needs a reason; the case then waits for a decision again")
    func sendBack() async throws {
        let site = try await TestSite("decision_maker", "decision_manager")
        let reference = try await site.refer()
        try await site.run { client in
            let author = try await Browser.signedIn("decision_maker", client)
            let decide = "/cases/\(reference)/reasonable_grounds/decide"
            let back = "/cases/\(reference)/reasonable_grounds/send_back"
            try await author.get(decide)
            try await author.send(to: decide, DecisionTests.with(["outcome": ["negative"]]))
            let second = try await Browser.signedIn("decision_manager", client)
            try await second.get("/cases/\(reference)/reasonable_grounds/confirm")
            let empty = try await second.send(to: back, ["send_back_reason": [""]])
            #expect(empty.status == .unprocessableContent)
            #expect(empty.text.contains("href=\"#send_back_reason\""))
            let done = try await second.send(to: back, ["send_back_reason": ["Look at the phone records as well."]])
            #expect(done.location == "/cases/\(reference)?done=4")
            #expect(try await author.get(decide).status == .ok)
        }
    }

    @Test("Everything that is wrong is told at once, and nothing that was typed is lost")
    func everyReason() async throws {
        let site = try await TestSite("decision_maker")
        let reference = try await site.refer()
        try await site.run { client in
            let browser = try await Browser.signedIn("decision_maker", client)
            let address = "/cases/\(reference)/reasonable_grounds/decide"
            try await browser.get(address)
            let answer = try await browser.send(
                to: address,
                [
                    "act_found": ["yes"], "acts": ["transfer"], "reasons": [""], "means_found": ["not-sure"],
                    "occurred_on-day": ["31"],
                    "occurred_on-month": ["2"], "occurred_on-year": ["2026"],
                ])
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("<title>Error: Case"))
            for field in ["definition_applied", "purpose_found", "outcome", "reasons", "occurred_on-day"] {
                #expect(answer.text.contains("href=\"#\(field)\""), "\(field)")
                #expect(answer.text.contains("id=\"\(field)\""), "\(field)")
            }
            #expect(answer.text.contains("id=\"act_found\" name=\"act_found\" type=\"radio\" value=\"yes\" checked"))
            #expect(answer.text.contains(/value="transfer" checked/))
            #expect(answer.text.contains(/name="occurred_on-day"[^>]*value="31"/))
            let guarded = try await browser.send(
                to: address, DecisionTests.with(["act_found": ["no"], "means_found": ["no"], "acts": [], "means": []]))
            #expect(guarded.text.contains("needs an act") && guarded.text.contains("needs a means"))
            #expect(guarded.text.contains("The account holds together."))
        }
    }

    @Test("A form that is sent twice is done once")
    func twice() async throws {
        let site = try await TestSite("decision_maker")
        let reference = try await site.refer()
        try await site.run { client in
            let browser = try await Browser.signedIn("decision_maker", client)
            let address = "/cases/\(reference)/reasonable_grounds/decide"
            try await browser.get(address)
            let hidden = await browser.hiddenFields(to: address)
            let fields = hidden.merging(DecisionTests.positive) { _, new in new }
            let first = try await browser.post(address, fields)
            let second = try await browser.post(address, fields)
            #expect(first.location == "/cases/\(reference)?done=1")
            #expect(second.location == "/cases/\(reference)?done=5")
            #expect(try await site.ledger.open(reference).state.version == 2)
        }
    }

    @Test("Whoever acts on what has changed meanwhile is told what changed, and nothing is recorded or lost")
    func conflict() async throws {
        let site = try await TestSite("decision_maker", "decision_manager")
        let reference = try await site.refer()
        try await site.run { client in
            let slow = try await Browser.signedIn("decision_maker", client)
            let quick = try await Browser.signedIn("decision_manager", client)
            let decide = "/cases/\(reference)/reasonable_grounds/decide"
            let route = "/cases/\(reference)/reasonable_grounds/route"
            try await slow.get(decide)
            try await quick.get(route)
            #expect(try await quick.send(to: route, ["immigration_detention": ["no"]]).status == .seeOther)
            let answer = try await slow.send(to: decide, DecisionTests.positive)
            #expect(answer.status == .conflict)
            #expect(answer.text.contains("Who decides recorded"))
            #expect(answer.text.contains("The account holds together."))
            #expect(answer.text.contains("href=\"/cases/\(reference)\""))
            #expect(try await site.ledger.open(reference).state.version == 2)
        }
    }

    @Test("What cannot be done as the case stands says so, and what is never this role’s is not there")
    func notNow() async throws {
        let site = try await TestSite("decision_maker", "support_worker")
        let reference = try await site.refer()
        try await site.run { client in
            let maker = try await Browser.signedIn("decision_maker", client)
            #expect(try await maker.get("/cases/\(reference)/reasonable_grounds/confirm").status == .conflict)
            let early = try await maker.get("/cases/\(reference)/conclusive_grounds/decide")
            #expect(early.status == .conflict && early.text.contains("Not possible now"))
            let support = try await Browser.signedIn("support_worker", client)
            #expect(try await support.get("/cases/\(reference)/reasonable_grounds/decide").status == .notFound)
            #expect(try await support.get("/cases/\(reference)/referral/no_such_action").status == .notFound)
        }
    }

    @Test("A question is settled by choosing it, with how it was settled")
    func settling() async throws {
        let site = try await TestSite("decision_maker")
        let reference = try await site.refer(["still_in_situation": "yes"])
        try await site.run { client in
            let browser = try await Browser.signedIn("decision_maker", client)
            let address = "/cases/\(reference)/referral/answer_question"
            #expect(try await browser.get("/cases/\(reference)").text.contains("1 open question"))
            #expect(try await browser.get(address).text.contains("The person is still being exploited"))
            let answer = try await browser.send(
                to: address,
                ["question": ["still_exploited"], "question_answer": ["The police brought them to safety."]])
            #expect(answer.status == .seeOther)
            let page = try await browser.get("/cases/\(reference)")
            #expect(!page.text.contains("open question") && !page.text.contains("answer_question"))
        }
    }
}
