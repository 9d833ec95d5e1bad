import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Ledger
import TestSupport
import Testing

@Suite("When something fails behind the pages")
struct FaultTests {
    @Test("A full disk is said so, with what to do, and the form may be sent again")
    func fullDisk() async throws {
        let site = try await TestSite("decision_maker")
        let reference = try await site.refer()
        try await site.run { client in
            let browser = try await Browser.signedIn("decision_maker", client)
            let address = "/cases/\(reference)/reasonable_grounds/route"
            try await browser.get(address)
            let fields = await browser.hiddenFields(to: address)
                .merging(["immigration_detention": ["no"]]) { _, new in new }
            site.engine.fail { _, _ in EngineError.noSpace }
            let answer = try await browser.post(address, fields)
            #expect(answer.status == .serviceUnavailable)
            #expect(answer.text.contains("The disk is full, so nothing was recorded."))
            #expect(answer.headers[.cacheControl] == "no-store")
            site.engine.fail(nil)
            #expect(try await browser.post(address, fields).status == .seeOther)
        }
    }

    @Test("Any other fault is a plain sorry with a number, and says nothing of the database or of the case")
    func anyFault() async throws {
        let site = try await TestSite("decision_maker")
        let reference = try await site.refer()
        try await site.run { client in
            let browser = try await Browser.signedIn("decision_maker", client)
            let address = "/cases/\(reference)/reasonable_grounds/route"
            try await browser.get(address)
            site.engine.fail { statement, _ in EngineError.failed("near \(statement.text)") }
            let answer = try await browser.send(to: address, ["immigration_detention": ["no"]])
            #expect(answer.status == .internalServerError)
            #expect(answer.text.contains("Request number:"))
            for secret in ["INSERT", "near", "Kola", "immigration_detention", "\(reference)"] {
                #expect(!answer.text.contains(secret), "\(secret)")
            }
        }
    }
}
