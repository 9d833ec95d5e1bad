import Access
import Ledger
import TestSupport
import Testing

@Suite("The statements")
struct StatementTests {
    @Test("No statement walks through a table or sorts, but for a look at the last row of a key")
    func plans() async throws {
        let temporary = try await TemporaryLedger()
        let raw = try temporary.raw()
        let statements =
            SQLText.ledger + SQLText.looks + SQLText.copying + SQLText.access + SQLText.drafts + SQLText.interface
        #expect(statements.count > 40)
        for statement in statements {
            for line in try raw.slowSteps(of: statement) {
                let onlyLast = !statement.text.contains("WHERE") && statement.text.hasSuffix("DESC LIMIT 1")
                #expect(onlyLast, "\(statement.text): \(line)")
            }
        }
    }

    @Test("Every statement is sound SQL for the tables of the last migration")
    func sound() async throws {
        let temporary = try await TemporaryLedger()
        let raw = try temporary.raw()
        for statement in SQLText.ledger + SQLText.looks + SQLText.copying + SQLText.access + SQLText.drafts
            + SQLText.interface
        {
            #expect(throws: Never.self) { try raw.plan(of: statement) }
        }
    }

    @Test("Every plan of a worklist page ends in the index that orders it")
    func worklist() async throws {
        let temporary = try await TemporaryLedger()
        let raw = try temporary.raw()
        let worklist = try #require(SQLText.ledger.first { $0.text.contains("FROM clock JOIN dossier") })
        #expect(try raw.plan(of: worklist).contains { $0.contains("clock_due") })
    }
}
