import Ledger

/// The rows that decisions wrote, read back and written down as a script for pgbench.
enum PostgresRows {
    /// A table of which a decision inserts rows: the rows of one entry, and what each column holds (`i`nteger, `t`ext, `b`ytes).
    private struct Table {
        let name: String
        let rows: SQLText
        let columns: String
        /// How many of the first columns are keys, which the script makes anew.
        let keys: Int
    }

    private static let entry = Table(
        name: "entry",
        rows: """
            SELECT position, dossier, version, record, instance, action, stage, account, role, organisation, purpose,
              occurred_on, recorded_at, request, open, sealed, hash
            FROM entry WHERE action = 'decide' ORDER BY position DESC LIMIT ?
            """, columns: "iiititttttti" + "ibtbb", keys: 2)
    private static let others = [
        Table(
            name: "fact",
            rows: """
                SELECT position, dossier, version, record, instance, action, occurred_on, nation, body
                FROM fact WHERE position = ?
                """, columns: "iiititit" + "t", keys: 2),
        Table(
            name: "outbox (position, dossier, version, audiences, created_at)",
            rows: "SELECT position, dossier, version, audiences, created_at FROM outbox WHERE position = ?",
            columns: "iiiti", keys: 2),
        Table(
            name: "clock",
            rows: """
                SELECT dossier, clock, owner, kind, started_on, due_on, basis, standing
                FROM clock WHERE dossier = (SELECT dossier FROM entry WHERE position = ?)
                """, columns: "itttiitt", keys: 1),
    ]

    /// One transaction with the rows of so many decisions, for tables of the same shape in the schema `peer`, where keys come from
    /// the sequence `place`.
    static func script(from engine: any Engine, decisions: Int) async throws -> String {
        try await engine.read { connection in
            var lines = ["BEGIN;"]
            let entries = try connection.all(entry.rows, [.int(decisions)]) { ($0.integer(0), literals($0, entry)) }
            for (position, literals) in entries {
                lines.append(insert(entry, literals, first: "nextval('peer.place')"))
                for table in others {
                    try connection.rows(table.rows, [.integer(position)]) { row in
                        lines.append(insert(table, self.literals(row, table), first: "currval('peer.place')"))
                        return true
                    }
                }
            }
            return (lines + ["COMMIT;", ""]).joined(separator: "\n")
        }
    }

    private static func insert(_ table: Table, _ values: [String], first: String) -> String {
        let keys = [first, "currval('peer.place')"].prefix(table.keys)
        return "INSERT INTO peer.\(table.name) VALUES (\((keys + values).joined(separator: ", ")));"
    }

    /// The columns after the keys as SQL writes them down.
    private static func literals(_ row: any SQLRow, _ table: Table) -> [String] {
        table.columns.enumerated().dropFirst(table.keys).map { place, kind in
            if row.isNull(place) { return "NULL" }
            switch kind {
            case "i": return "\(row.integer(place))"
            case "b": return "'\\x\(row.bytes(place).hexadecimal)'"
            default: return text(row.text(place))
            }
        }
    }

    /// pgbench takes a colon with a letter behind it for a variable, wherever it stands.
    private static func text(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("'", with: "''").replacing(":", with: "\\x3a")
        return "E'\(escaped)'"
    }
}
