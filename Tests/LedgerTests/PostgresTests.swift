import Ledger
import LedgerPostgres
import Testing

/// What can be told without a server.
@Suite("PostgreSQL’s dialect")
struct PostgresTests {
    @Test("Places of arguments are numbered")
    func arguments() {
        #expect(PostgresStatement.text("SELECT 1") == "SELECT 1")
        #expect(
            PostgresStatement.text("UPDATE a SET b = ?, c = ? WHERE (d, e) > (?, ?)")
                == "UPDATE a SET b = $1, c = $2 WHERE (d, e) > ($3, $4)")
    }

    @Test("No statement has a question mark that is no argument, and every one asks for as many as it has")
    func marks() {
        for statement in SQLText.ledger + SQLText.copying {
            let quoted = statement.text.split(separator: "'", omittingEmptySubsequences: false).enumerated()
            #expect(quoted.allSatisfy { $0.offset.isMultiple(of: 2) || !$0.element.contains("?") }, "\(statement.text)")
        }
    }

    @Test("A migration keeps its columns, and text is ordered byte by byte")
    func migration() {
        let own = PostgresStatement.script(
            """
            CREATE TABLE thing (
              id INTEGER PRIMARY KEY,
              name TEXT NOT NULL,
              content BLOB
            ) WITHOUT ROWID;
            """)
        #expect(
            own == """
                CREATE TABLE thing (
                  id BIGINT PRIMARY KEY,
                  name TEXT COLLATE "C" NOT NULL,
                  content BYTEA
                );
                """)
        for migration in Migrations.all {
            let text = PostgresStatement.script(migration.sql)
            for foreign in ["INTEGER", "BLOB", "ROWID", "AUTOINCREMENT", "PRAGMA"] {
                #expect(!text.contains(foreign), "step \(migration.number)")
            }
        }
    }

    @Test("Text with a zero byte is refused, not cut")
    func zero() {
        #expect(throws: EngineError.self) { try PostgresArguments([.text("a\0b")]) }
        #expect(throws: Never.self) { try PostgresArguments([.bytes([0]), .text(""), .null, .bytes([])]) }
    }
}
