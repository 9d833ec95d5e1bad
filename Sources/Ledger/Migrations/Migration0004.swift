/// Who has to do with what, who works here, and who looked: ties, the directory, credentials, the log of looks.
///
/// Accounts are dossiers from now on. Those that were rows alone are gone: they have no entry that could prove them.
let migration0004 = Migration(
    number: 4,
    sql: """
        CREATE TABLE tie (
          scope INTEGER NOT NULL,
          dossier INTEGER NOT NULL,
          PRIMARY KEY (scope, dossier)
        ) WITHOUT ROWID;
        CREATE INDEX tie_dossier ON tie (dossier);

        DROP INDEX clock_due;
        ALTER TABLE clock ADD COLUMN holder INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE clock ADD COLUMN assignee INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX clock_due ON clock (owner, kind, holder, due_on, dossier, clock)
          WHERE standing = 'running' AND owner <> '' AND due_on IS NOT NULL;
        CREATE INDEX clock_mine ON clock (owner, kind, assignee, due_on, dossier, clock)
          WHERE standing = 'running' AND assignee <> 0 AND due_on IS NOT NULL;

        DROP TABLE session;
        DROP TABLE account;

        CREATE TABLE organisation (
          id TEXT PRIMARY KEY,
          reference INTEGER NOT NULL,
          name TEXT NOT NULL,
          kinds TEXT NOT NULL,
          bodies TEXT NOT NULL,
          parent TEXT,
          state TEXT NOT NULL
        ) WITHOUT ROWID;

        CREATE TABLE account (
          id TEXT PRIMARY KEY,
          reference INTEGER NOT NULL,
          sign_in TEXT NOT NULL UNIQUE,
          display_name TEXT NOT NULL,
          state TEXT NOT NULL,
          starts_on INTEGER NOT NULL,
          ends_on INTEGER
        ) WITHOUT ROWID;

        CREATE TABLE post (
          account TEXT NOT NULL,
          instance INTEGER NOT NULL,
          role TEXT NOT NULL,
          organisation TEXT NOT NULL,
          unit TEXT,
          areas TEXT NOT NULL,
          state TEXT NOT NULL,
          starts_on INTEGER NOT NULL,
          ends_on INTEGER,
          PRIMARY KEY (account, instance)
        ) WITHOUT ROWID;
        CREATE INDEX post_organisation ON post (organisation, account, instance);

        CREATE TABLE credential (
          account TEXT NOT NULL,
          kind TEXT NOT NULL,
          id BLOB NOT NULL,
          data BLOB NOT NULL,
          label TEXT NOT NULL,
          created_at INTEGER NOT NULL,
          used_at INTEGER,
          PRIMARY KEY (account, kind, id)
        ) WITHOUT ROWID;
        CREATE UNIQUE INDEX credential_id ON credential (kind, id);

        CREATE TABLE session (
          token BLOB PRIMARY KEY,
          account TEXT NOT NULL,
          post INTEGER NOT NULL,
          csrf TEXT NOT NULL,
          stage TEXT NOT NULL,
          device TEXT NOT NULL,
          started_at INTEGER NOT NULL,
          seen_at INTEGER NOT NULL,
          proved_at INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX session_account ON session (account);
        CREATE INDEX session_seen ON session (seen_at);

        CREATE TABLE slip (
          id BLOB PRIMARY KEY,
          kind TEXT NOT NULL,
          account TEXT NOT NULL,
          data BLOB NOT NULL,
          expires_at INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX slip_account ON slip (account);
        CREATE INDEX slip_age ON slip (expires_at);

        CREATE TABLE look (
          position INTEGER PRIMARY KEY,
          at INTEGER NOT NULL,
          account TEXT NOT NULL,
          role TEXT NOT NULL,
          organisation TEXT NOT NULL,
          purpose TEXT NOT NULL,
          act TEXT NOT NULL,
          reference INTEGER,
          detail TEXT NOT NULL,
          relation TEXT NOT NULL,
          marks TEXT NOT NULL,
          sealed BLOB,
          hash BLOB NOT NULL
        );
        CREATE INDEX look_reference ON look (reference, position) WHERE reference IS NOT NULL;
        CREATE INDEX look_account ON look (account, position);
        CREATE INDEX look_marks ON look (position) WHERE marks <> '';
        CREATE INDEX look_at ON look (at, position);
        """)
