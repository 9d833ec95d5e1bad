/// The ledger: dossiers, their keys, entries, and what is projected from them.
let migration0001 = Migration(
    number: 1,
    sql: """
        CREATE TABLE setting (
          name TEXT PRIMARY KEY,
          value BLOB NOT NULL
        ) WITHOUT ROWID;

        CREATE TABLE dossier (
          id INTEGER PRIMARY KEY,
          reference INTEGER NOT NULL UNIQUE,
          kind TEXT NOT NULL,
          nation TEXT,
          opened_on INTEGER NOT NULL,
          version INTEGER NOT NULL,
          standing TEXT NOT NULL,
          updated_at INTEGER NOT NULL,
          head BLOB NOT NULL,
          summary BLOB,
          open_questions INTEGER NOT NULL
        );

        CREATE TABLE dossier_key (
          dossier INTEGER NOT NULL,
          class INTEGER NOT NULL,
          wrapped BLOB,
          PRIMARY KEY (dossier, class)
        ) WITHOUT ROWID;

        CREATE TABLE entry (
          position INTEGER PRIMARY KEY,
          dossier INTEGER NOT NULL,
          version INTEGER NOT NULL,
          record TEXT NOT NULL,
          instance INTEGER NOT NULL,
          action TEXT NOT NULL,
          stage TEXT NOT NULL,
          account TEXT NOT NULL,
          role TEXT NOT NULL,
          organisation TEXT NOT NULL,
          purpose TEXT NOT NULL,
          occurred_on INTEGER NOT NULL,
          recorded_at INTEGER NOT NULL,
          request BLOB NOT NULL,
          open TEXT NOT NULL,
          sealed BLOB,
          hash BLOB NOT NULL,
          UNIQUE (dossier, version)
        );

        CREATE TABLE request_key (
          request BLOB PRIMARY KEY,
          dossier INTEGER NOT NULL
        ) WITHOUT ROWID;

        CREATE TABLE clock (
          dossier INTEGER NOT NULL,
          clock TEXT NOT NULL,
          owner TEXT NOT NULL,
          kind TEXT NOT NULL,
          started_on INTEGER NOT NULL,
          due_on INTEGER,
          basis TEXT NOT NULL,
          standing TEXT NOT NULL,
          PRIMARY KEY (dossier, clock)
        ) WITHOUT ROWID;
        CREATE INDEX clock_due ON clock (owner, kind, due_on, dossier, clock)
          WHERE standing = 'running' AND owner <> '' AND due_on IS NOT NULL;

        CREATE TABLE search_token (
          segment INTEGER NOT NULL,
          token INTEGER NOT NULL,
          dossier INTEGER NOT NULL,
          PRIMARY KEY (segment, token, dossier)
        ) WITHOUT ROWID;

        CREATE TABLE fact (
          position INTEGER PRIMARY KEY,
          dossier INTEGER NOT NULL,
          version INTEGER NOT NULL,
          record TEXT NOT NULL,
          instance INTEGER NOT NULL,
          action TEXT NOT NULL,
          occurred_on INTEGER NOT NULL,
          nation TEXT,
          body TEXT NOT NULL
        );

        CREATE TABLE outbox (
          position INTEGER PRIMARY KEY,
          dossier INTEGER NOT NULL,
          version INTEGER NOT NULL,
          audiences TEXT NOT NULL,
          created_at INTEGER NOT NULL,
          delivered_at INTEGER
        );

        CREATE TABLE checkpoint (
          size INTEGER PRIMARY KEY,
          position INTEGER NOT NULL,
          root BLOB NOT NULL,
          peaks BLOB NOT NULL,
          signed_at INTEGER NOT NULL,
          signature BLOB NOT NULL
        );
        """)
