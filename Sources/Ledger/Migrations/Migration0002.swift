/// Accounts and sessions.
let migration0002 = Migration(
    number: 2,
    sql: """
        CREATE TABLE account (
          id TEXT PRIMARY KEY,
          sign_in TEXT NOT NULL UNIQUE,
          display_name TEXT NOT NULL,
          role TEXT NOT NULL,
          organisation TEXT NOT NULL,
          password TEXT,
          starts_on INTEGER NOT NULL,
          ends_on INTEGER
        ) WITHOUT ROWID;

        CREATE TABLE session (
          token BLOB PRIMARY KEY,
          account TEXT NOT NULL,
          csrf TEXT NOT NULL,
          started_at INTEGER NOT NULL,
          seen_at INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX session_account ON session (account);
        CREATE INDEX session_seen ON session (seen_at);
        """)
