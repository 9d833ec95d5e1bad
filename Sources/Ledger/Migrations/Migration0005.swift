/// What comes before a case and what goes out from it: drafts, files, letters to staff, keys and subscriptions of other systems; and
/// how long people wait.
let migration0005 = Migration(
    number: 5,
    sql: """
        CREATE TABLE draft (
          id INTEGER PRIMARY KEY,
          journey TEXT NOT NULL,
          organisation TEXT NOT NULL,
          team TEXT NOT NULL,
          owner TEXT NOT NULL,
          begun_on INTEGER NOT NULL,
          warns_on INTEGER NOT NULL,
          ends_on INTEGER NOT NULL,
          saved_at INTEGER NOT NULL,
          sent_at INTEGER,
          version INTEGER NOT NULL,
          body BLOB NOT NULL
        );
        CREATE INDEX draft_team ON draft (organisation, team, ends_on, id);
        CREATE INDEX draft_end ON draft (ends_on, id);

        CREATE TABLE draft_visit (
          draft INTEGER NOT NULL,
          account TEXT NOT NULL,
          page TEXT NOT NULL,
          at INTEGER NOT NULL,
          PRIMARY KEY (draft, account)
        ) WITHOUT ROWID;

        CREATE TABLE remembered (
          account TEXT PRIMARY KEY,
          body BLOB NOT NULL
        ) WITHOUT ROWID;

        CREATE TABLE attachment (
          id INTEGER PRIMARY KEY,
          draft INTEGER,
          reference INTEGER,
          key BLOB NOT NULL,
          about BLOB NOT NULL,
          created_at INTEGER NOT NULL
        );
        CREATE INDEX attachment_draft ON attachment (draft, id);
        CREATE INDEX attachment_reference ON attachment (reference, id);

        CREATE TABLE attachment_part (
          attachment INTEGER NOT NULL,
          part INTEGER NOT NULL,
          body BLOB NOT NULL,
          PRIMARY KEY (attachment, part)
        ) WITHOUT ROWID;

        CREATE TABLE mail (
          id BLOB PRIMARY KEY,
          body BLOB NOT NULL,
          due_at INTEGER NOT NULL,
          attempts INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX mail_due ON mail (due_at, id);

        CREATE TABLE interface_key (
          id TEXT PRIMARY KEY,
          organisation TEXT NOT NULL,
          label TEXT NOT NULL,
          scopes TEXT NOT NULL,
          hash BLOB NOT NULL,
          role TEXT NOT NULL,
          created_at INTEGER NOT NULL,
          ends_at INTEGER NOT NULL,
          used_at INTEGER,
          former_hash BLOB,
          former_until INTEGER,
          mark BLOB NOT NULL
        ) WITHOUT ROWID;
        CREATE UNIQUE INDEX interface_key_hash ON interface_key (hash);
        CREATE UNIQUE INDEX interface_key_former ON interface_key (former_hash);
        CREATE INDEX interface_key_organisation ON interface_key (organisation, id);

        CREATE TABLE interface_request (
          id BLOB PRIMARY KEY,
          digest BLOB NOT NULL,
          status INTEGER NOT NULL,
          body BLOB NOT NULL,
          created_at INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX interface_request_age ON interface_request (created_at);

        CREATE TABLE hook (
          id TEXT PRIMARY KEY,
          organisation TEXT NOT NULL,
          events TEXT NOT NULL,
          body BLOB NOT NULL,
          created_at INTEGER NOT NULL,
          delivered_at INTEGER,
          failing_since INTEGER,
          off_at INTEGER
        ) WITHOUT ROWID;
        CREATE INDEX hook_organisation ON hook (organisation, id);

        CREATE TABLE hook_message (
          hook TEXT NOT NULL,
          position INTEGER NOT NULL,
          event TEXT NOT NULL,
          reference INTEGER,
          at INTEGER NOT NULL,
          due_at INTEGER NOT NULL,
          attempts INTEGER NOT NULL,
          PRIMARY KEY (hook, position, event)
        ) WITHOUT ROWID;
        CREATE INDEX hook_message_due ON hook_message (due_at, position, hook);

        CREATE TABLE wait (
          dossier INTEGER NOT NULL,
          clock TEXT NOT NULL,
          started_on INTEGER NOT NULL,
          stopped_on INTEGER NOT NULL,
          PRIMARY KEY (dossier, clock)
        ) WITHOUT ROWID;
        CREATE INDEX wait_clock ON wait (clock, stopped_on, started_on);
        """)
