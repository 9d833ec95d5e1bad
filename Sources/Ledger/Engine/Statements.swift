/// Every statement of the ledger, in one place, so that a test can prove that none of them scans a table.
extension SQLText {
    // Settings
    static let setting: SQLText = "SELECT value FROM setting WHERE name = ?"
    static let saveSetting: SQLText =
        "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"

    // Dossiers
    static let insertDossier: SQLText =
        """
        INSERT INTO dossier (id, reference, kind, nation, opened_on, version, standing, updated_at, head, summary, open_questions)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    static let updateDossier: SQLText =
        """
        UPDATE dossier SET nation = ?, version = ?, standing = ?, updated_at = ?, head = ?, summary = ?, open_questions = ?
        WHERE id = ? AND version = ?
        """
    static let dossierByReference: SQLText =
        """
        SELECT id, reference, kind, nation, opened_on, version, standing, updated_at, head, summary, open_questions
        FROM dossier WHERE reference = ?
        """
    static let dossierByID: SQLText =
        """
        SELECT id, reference, kind, nation, opened_on, version, standing, updated_at, head, summary, open_questions
        FROM dossier WHERE id = ?
        """
    static let dossiersAfter: SQLText =
        """
        SELECT id, reference, kind, nation, opened_on, version, standing, updated_at, head, summary, open_questions
        FROM dossier WHERE id > ? ORDER BY id LIMIT ?
        """
    static let lastDossier: SQLText = "SELECT id FROM dossier ORDER BY id DESC LIMIT 1"

    // Keys
    static let insertKey: SQLText = "INSERT INTO dossier_key (dossier, class, wrapped) VALUES (?, ?, ?)"
    static let keys: SQLText = "SELECT class, wrapped FROM dossier_key WHERE dossier = ?"
    static let keysByReference: SQLText =
        "SELECT class, wrapped FROM dossier_key WHERE dossier = (SELECT id FROM dossier WHERE reference = ?)"
    static let key: SQLText = "SELECT wrapped FROM dossier_key WHERE dossier = ? AND class = ?"
    static let rewrapKey: SQLText =
        "UPDATE dossier_key SET wrapped = ? WHERE dossier = ? AND class = ? AND wrapped = ?"
    static let destroyKey: SQLText = "UPDATE dossier_key SET wrapped = NULL WHERE dossier = ? AND class = ?"

    // Entries
    static let insertEntry: SQLText =
        """
        INSERT INTO entry (position, dossier, version, record, instance, action, stage, account, role, organisation, purpose,
          occurred_on, recorded_at, request, open, sealed, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    static let entries: SQLText =
        """
        SELECT position, dossier, version, record, instance, action, stage, account, role, organisation, purpose,
          occurred_on, recorded_at, request, open, sealed, hash
        FROM entry WHERE dossier = ? ORDER BY version
        """
    static let entriesByReference: SQLText =
        """
        SELECT position, dossier, version, record, instance, action, stage, account, role, organisation, purpose,
          occurred_on, recorded_at, request, open, sealed, hash
        FROM entry WHERE dossier = (SELECT id FROM dossier WHERE reference = ?) ORDER BY version
        """
    static let entriesAfter: SQLText =
        """
        SELECT position, dossier, version, record, instance, action, stage, account, role, organisation, purpose,
          occurred_on, recorded_at, request, open, sealed, hash
        FROM entry WHERE position > ? ORDER BY position LIMIT ?
        """
    static let hashesAfter: SQLText = "SELECT position, hash FROM entry WHERE position > ? ORDER BY position LIMIT ?"
    static let lastPosition: SQLText = "SELECT position FROM entry ORDER BY position DESC LIMIT 1"

    // Requests that opened a dossier; those that changed one stand with its entries
    static let insertRequestKey: SQLText =
        "INSERT INTO request_key (request, dossier) VALUES (?, ?) ON CONFLICT (request) DO NOTHING"
    static let requestKey: SQLText =
        """
        SELECT dossier.reference FROM request_key JOIN dossier ON dossier.id = request_key.dossier
        WHERE request_key.request = ?
        """

    // Clocks
    static let saveClock: SQLText =
        """
        INSERT INTO clock (dossier, clock, owner, kind, started_on, due_on, basis, standing, holder, assignee)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (dossier, clock) DO UPDATE SET owner = excluded.owner, kind = excluded.kind, started_on = excluded.started_on,
          due_on = excluded.due_on, basis = excluded.basis, standing = excluded.standing, holder = excluded.holder,
          assignee = excluded.assignee
        """
    static let clocks: SQLText =
        "SELECT dossier, clock, owner, kind, started_on, due_on, basis, standing, holder, assignee FROM clock WHERE dossier = ? ORDER BY clock"
    static let worklist: SQLText =
        """
        SELECT clock.dossier, clock.clock, clock.kind, clock.started_on, clock.due_on, clock.basis,
          dossier.reference, dossier.kind, dossier.nation, dossier.standing, dossier.summary, dossier.open_questions,
          dossier_key.wrapped
        FROM clock JOIN dossier ON dossier.id = clock.dossier
          LEFT JOIN dossier_key ON dossier_key.dossier = clock.dossier AND dossier_key.class = 1
        WHERE clock.owner = ? AND clock.kind = ? AND clock.holder = ? AND clock.standing = 'running' AND clock.owner <> ''
          AND clock.due_on IS NOT NULL AND (clock.due_on, clock.dossier, clock.clock) > (?, ?, ?)
        ORDER BY clock.due_on, clock.dossier, clock.clock LIMIT ?
        """
    /// The same, of what is one person's work.
    static let ownWorklist: SQLText =
        """
        SELECT clock.dossier, clock.clock, clock.kind, clock.started_on, clock.due_on, clock.basis,
          dossier.reference, dossier.kind, dossier.nation, dossier.standing, dossier.summary, dossier.open_questions,
          dossier_key.wrapped
        FROM clock JOIN dossier ON dossier.id = clock.dossier
          LEFT JOIN dossier_key ON dossier_key.dossier = clock.dossier AND dossier_key.class = 1
        WHERE clock.owner = ? AND clock.kind = ? AND clock.assignee = ? AND clock.standing = 'running' AND clock.assignee <> 0
          AND clock.due_on IS NOT NULL AND (clock.due_on, clock.dossier, clock.clock) > (?, ?, ?)
        ORDER BY clock.due_on, clock.dossier, clock.clock LIMIT ?
        """
    static let clearClocks: SQLText = "DELETE FROM clock WHERE dossier = ?"

    // Ties: who has to do with what
    static let insertTie: SQLText = "INSERT INTO tie (scope, dossier) VALUES (?, ?) ON CONFLICT DO NOTHING"
    static let removeTie: SQLText = "DELETE FROM tie WHERE scope = ? AND dossier = ?"
    static let clearTies: SQLText = "DELETE FROM tie WHERE dossier = ?"
    static let hasTie: SQLText = "SELECT 1 FROM tie WHERE scope = ? AND dossier = ?"
    static let anyTie: SQLText = "SELECT dossier FROM tie WHERE scope = ? LIMIT 1"
    static let tiedBefore: SQLText =
        "SELECT dossier FROM tie WHERE scope = ? AND dossier < ? ORDER BY dossier DESC LIMIT ?"

    // Search
    static let insertToken: SQLText =
        "INSERT INTO search_token (segment, token, dossier) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
    static let removeToken: SQLText = "DELETE FROM search_token WHERE segment = ? AND token = ? AND dossier = ?"
    static let token: SQLText =
        "SELECT dossier FROM search_token WHERE segment = ? AND token = ? AND dossier < ? ORDER BY dossier DESC LIMIT ?"
    static let hasToken: SQLText = "SELECT 1 FROM search_token WHERE segment = ? AND token = ? AND dossier = ?"

    // Facts
    static let saveFact: SQLText =
        """
        INSERT INTO fact (position, dossier, version, record, instance, action, occurred_on, nation, body)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (position) DO UPDATE SET dossier = excluded.dossier, version = excluded.version, record = excluded.record,
          instance = excluded.instance, action = excluded.action, occurred_on = excluded.occurred_on, nation = excluded.nation,
          body = excluded.body
        """

    // Outbox
    static let insertOutbox: SQLText =
        """
        INSERT INTO outbox (position, dossier, version, audiences, created_at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (position) DO NOTHING
        """

    static let dueMessages: SQLText =
        """
        SELECT outbox.position, outbox.audiences, outbox.created_at, outbox.attempts, dossier.reference, dossier.kind,
          entry.record, entry.action
        FROM outbox JOIN dossier ON dossier.id = outbox.dossier JOIN entry ON entry.position = outbox.position
        WHERE outbox.delivered_at IS NULL AND outbox.due_at <= ? ORDER BY outbox.due_at, outbox.position LIMIT ?
        """
    static let leaseMessage: SQLText = "UPDATE outbox SET due_at = ?, attempts = ? WHERE position = ?"
    static let deliveredMessage: SQLText =
        "UPDATE outbox SET delivered_at = ? WHERE position = ? AND attempts = ? AND delivered_at IS NULL"
    static let putOffMessage: SQLText =
        "UPDATE outbox SET due_at = ? WHERE position = ? AND attempts = ? AND delivered_at IS NULL"
    static let oldestMessage: SQLText =
        """
        SELECT created_at FROM outbox WHERE delivered_at IS NULL AND due_at >= 0 ORDER BY due_at, position LIMIT 1
        """

    // Checkpoints
    static let insertCheckpoint: SQLText =
        "INSERT INTO checkpoint (size, position, root, peaks, signed_at, signature) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
    static let lastCheckpoint: SQLText =
        "SELECT size, position, root, peaks, signed_at, signature FROM checkpoint ORDER BY size DESC LIMIT 1"
    static let checkpointsAfter: SQLText =
        "SELECT size, position, root, peaks, signed_at, signature FROM checkpoint WHERE size > ? ORDER BY size LIMIT ?"

    /// All of them, for the test that none scans.
    public static let ledger: [SQLText] = [
        setting, saveSetting, insertDossier, updateDossier, dossierByReference, dossierByID, dossiersAfter, lastDossier,
        insertKey,
        keys, keysByReference, key, rewrapKey, destroyKey, insertEntry, entries, entriesByReference, entriesAfter,
        hashesAfter,
        lastPosition, insertRequestKey,
        requestKey, saveClock, clocks, worklist, ownWorklist, clearClocks, insertTie, removeTie, clearTies, hasTie,
        anyTie,
        tiedBefore, tiedReferences, saveOrganisation, saveAccount, savePost, insertToken, removeToken, token, hasToken,
        saveFact,
        insertOutbox, dueMessages, leaseMessage, deliveredMessage, putOffMessage, oldestMessage,
        insertCheckpoint, lastCheckpoint, checkpointsAfter,
    ]
}
