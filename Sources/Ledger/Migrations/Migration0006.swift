/// Lists of drafts without their answers: what a list says of a draft stands sealed beside it, and those of one person, waiting or
/// sent, are found by them.
///
/// A draft that was there before has none until it is saved again; lists read its answers for as long.
let migration0006 = Migration(
    number: 6,
    sql: """
        ALTER TABLE draft ADD COLUMN line BLOB;
        CREATE INDEX draft_owner ON draft (owner, organisation, ends_on, id) WHERE sent_at IS NULL;
        CREATE INDEX draft_sender ON draft (owner, organisation, sent_at, id) WHERE sent_at IS NOT NULL;
        """)
