/// Several nodes on one database: messages that one of them delivers, and attempts that all of them count.
let migration0003 = Migration(
    number: 3,
    sql: """
        ALTER TABLE outbox ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE outbox ADD COLUMN due_at INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX outbox_due ON outbox (due_at, position) WHERE delivered_at IS NULL;

        CREATE TABLE attempt (
          subject BLOB PRIMARY KEY,
          failures INTEGER NOT NULL,
          failed_at INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX attempt_age ON attempt (failed_at);
        """)
