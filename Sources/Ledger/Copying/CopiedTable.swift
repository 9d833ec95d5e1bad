/// A table as a copy takes it over: page by page along its key, each row as it stands.
struct CopiedTable: Sendable {
    enum Column: Sendable {
        case integer, text, bytes
    }

    let name: String
    /// The rows after a key, in its order, so many.
    let page: SQLText
    /// Puts a row into the other ledger, or mends the one that is there.
    let insert: SQLText
    let columns: [Column]
    /// How many of the first columns are the key.
    let keys: Int
    /// The most rows at once; fewer of those that are large.
    var rows = 5_000

    /// A key before every row's.
    var start: [SQLValue] {
        columns.prefix(keys).map { column in
            switch column {
            case .integer: .integer(.min)
            case .text: .text("")
            case .bytes: .bytes([])
            }
        }
    }

    func values(_ row: any SQLRow) -> [SQLValue] {
        columns.enumerated().map { place, column in
            if row.isNull(place) { return .null }
            return switch column {
            case .integer: .integer(row.integer(place))
            case .text: .text(row.text(place))
            case .bytes: .bytes(row.bytes(place))
            }
        }
    }

    /// Everything but settings, sessions and attempts, which belong to one place and moment.
    static let all: [CopiedTable] = [
        CopiedTable(
            name: "dossier", page: .copyDossiers, insert: .putDossier,
            columns: [
                .integer, .integer, .text, .text, .integer, .integer, .text, .integer, .bytes, .bytes, .integer,
            ], keys: 1),
        CopiedTable(
            name: "entry", page: .copyEntries, insert: .putEntry,
            columns: [
                .integer, .integer, .integer, .text, .integer, .text, .text, .text, .text, .text, .text, .integer,
                .integer, .bytes, .text, .bytes, .bytes,
            ], keys: 1),
        CopiedTable(
            name: "request_key", page: .copyRequestKeys, insert: .insertRequestKey, columns: [.bytes, .integer], keys: 1
        ),
        CopiedTable(
            name: "clock", page: .copyClocks, insert: .saveClock,
            columns: [.integer, .text, .text, .text, .integer, .integer, .text, .text, .integer, .integer], keys: 2),
        CopiedTable(name: "tie", page: .copyTies, insert: .insertTie, columns: [.integer, .integer], keys: 2),
        CopiedTable(
            name: "search_token", page: .copyTokens, insert: .insertToken, columns: [.integer, .integer, .integer],
            keys: 3),
        CopiedTable(
            name: "fact", page: .copyFacts, insert: .saveFact,
            columns: [.integer, .integer, .integer, .text, .integer, .text, .integer, .text, .text], keys: 1),
        CopiedTable(
            name: "outbox", page: .copyOutbox, insert: .putOutbox,
            columns: [.integer, .integer, .integer, .text, .integer, .integer, .integer, .integer], keys: 1),
        // Late, so that what is erased meanwhile is erased in the copy too.
        CopiedTable(
            name: "dossier_key", page: .copyKeys, insert: .putKey, columns: [.integer, .integer, .bytes], keys: 2),
        CopiedTable(
            name: "organisation", page: .copyOrganisations, insert: .saveOrganisation,
            columns: [.text, .integer, .text, .text, .text, .text, .text], keys: 1),
        CopiedTable(
            name: "account", page: .copyAccounts, insert: .saveAccount,
            columns: [.text, .integer, .text, .text, .text, .integer, .integer], keys: 1),
        CopiedTable(
            name: "post", page: .copyPosts, insert: .savePost,
            columns: [.text, .integer, .text, .text, .text, .text, .text, .integer, .integer], keys: 2),
        CopiedTable(
            name: "credential", page: .copyCredentials, insert: .putCredential,
            columns: [.text, .text, .bytes, .bytes, .text, .integer, .integer], keys: 3),
        CopiedTable(
            name: "look", page: .copyLooks, insert: .putLook,
            columns: [
                .integer, .integer, .text, .text, .text, .text, .text, .integer, .text, .text, .text, .bytes, .bytes,
            ], keys: 1),
        CopiedTable(
            name: "wait", page: .copyWaits, insert: .saveWait, columns: [.integer, .text, .integer, .integer], keys: 2),
        CopiedTable(
            name: "draft", page: .copyDrafts, insert: .putDraft,
            columns: [
                .integer, .text, .text, .text, .text, .integer, .integer, .integer, .integer, .integer, .integer,
                .bytes, .bytes,
            ], keys: 1),
        CopiedTable(
            name: "remembered", page: .copyRemembered, insert: .remember, columns: [.text, .bytes], keys: 1),
        CopiedTable(
            name: "attachment", page: .copyAttachments, insert: .putAttachment,
            columns: [.integer, .integer, .integer, .bytes, .bytes, .integer], keys: 1),
        CopiedTable(
            name: "attachment_part", page: .copyAttachmentParts, insert: .putAttachmentPart,
            columns: [.integer, .integer, .bytes], keys: 2, rows: 50),
        CopiedTable(
            name: "mail", page: .copyMail, insert: .putMail, columns: [.bytes, .bytes, .integer, .integer], keys: 1),
    ]
}

extension SQLText {
    static let copyWaits: SQLText =
        "SELECT dossier, clock, started_on, stopped_on FROM wait WHERE (dossier, clock) > (?, ?) ORDER BY dossier, clock LIMIT ?"
    static let copyDrafts: SQLText =
        """
        SELECT id, journey, organisation, team, owner, begun_on, warns_on, ends_on, saved_at, sent_at, version, body, line
        FROM draft WHERE id > ? ORDER BY id LIMIT ?
        """
    static let putDraft: SQLText =
        """
        INSERT INTO draft (id, journey, organisation, team, owner, begun_on, warns_on, ends_on, saved_at, sent_at, version, body, line)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET team = excluded.team, owner = excluded.owner, ends_on = excluded.ends_on,
          saved_at = excluded.saved_at, sent_at = excluded.sent_at, version = excluded.version, body = excluded.body,
          line = excluded.line
        """
    static let copyRemembered: SQLText =
        "SELECT account, body FROM remembered WHERE account > ? ORDER BY account LIMIT ?"
    static let copyAttachments: SQLText =
        "SELECT id, draft, reference, key, about, created_at FROM attachment WHERE id > ? ORDER BY id LIMIT ?"
    static let putAttachment: SQLText =
        """
        INSERT INTO attachment (id, draft, reference, key, about, created_at) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET draft = excluded.draft, reference = excluded.reference, key = excluded.key,
          about = excluded.about
        """
    static let copyAttachmentParts: SQLText =
        """
        SELECT attachment, part, body FROM attachment_part WHERE (attachment, part) > (?, ?) ORDER BY attachment, part LIMIT ?
        """
    static let putAttachmentPart: SQLText =
        "INSERT INTO attachment_part (attachment, part, body) VALUES (?, ?, ?) ON CONFLICT (attachment, part) DO NOTHING"
    static let copyMail: SQLText = "SELECT id, body, due_at, attempts FROM mail WHERE id > ? ORDER BY id LIMIT ?"
    static let putMail: SQLText =
        """
        INSERT INTO mail (id, body, due_at, attempts) VALUES (?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET due_at = excluded.due_at, attempts = excluded.attempts
        """

    static let copyDossiers: SQLText =
        """
        SELECT id, reference, kind, nation, opened_on, version, standing, updated_at, head, summary, open_questions
        FROM dossier WHERE id > ? ORDER BY id LIMIT ?
        """
    static let putDossier: SQLText =
        """
        INSERT INTO dossier (id, reference, kind, nation, opened_on, version, standing, updated_at, head, summary, open_questions)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET nation = excluded.nation, version = excluded.version, standing = excluded.standing,
          updated_at = excluded.updated_at, head = excluded.head, summary = excluded.summary,
          open_questions = excluded.open_questions
        """
    static let copyEntries: SQLText =
        """
        SELECT position, dossier, version, record, instance, action, stage, account, role, organisation, purpose,
          occurred_on, recorded_at, request, open, sealed, hash
        FROM entry WHERE position > ? ORDER BY position LIMIT ?
        """
    static let putEntry: SQLText =
        """
        INSERT INTO entry (position, dossier, version, record, instance, action, stage, account, role, organisation, purpose,
          occurred_on, recorded_at, request, open, sealed, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (position) DO NOTHING
        """
    static let copyRequestKeys: SQLText =
        "SELECT request, dossier FROM request_key WHERE request > ? ORDER BY request LIMIT ?"
    static let copyClocks: SQLText =
        """
        SELECT dossier, clock, owner, kind, started_on, due_on, basis, standing, holder, assignee FROM clock
        WHERE (dossier, clock) > (?, ?) ORDER BY dossier, clock LIMIT ?
        """
    static let copyTokens: SQLText =
        """
        SELECT segment, token, dossier FROM search_token
        WHERE (segment, token, dossier) > (?, ?, ?) ORDER BY segment, token, dossier LIMIT ?
        """
    static let copyFacts: SQLText =
        """
        SELECT position, dossier, version, record, instance, action, occurred_on, nation, body
        FROM fact WHERE position > ? ORDER BY position LIMIT ?
        """
    static let copyOutbox: SQLText =
        """
        SELECT position, dossier, version, audiences, created_at, delivered_at, attempts, due_at
        FROM outbox WHERE position > ? ORDER BY position LIMIT ?
        """
    static let putOutbox: SQLText =
        """
        INSERT INTO outbox (position, dossier, version, audiences, created_at, delivered_at, attempts, due_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (position) DO UPDATE SET delivered_at = excluded.delivered_at, attempts = excluded.attempts,
          due_at = excluded.due_at
        """
    static let copyKeys: SQLText =
        "SELECT dossier, class, wrapped FROM dossier_key WHERE (dossier, class) > (?, ?) ORDER BY dossier, class LIMIT ?"
    static let putKey: SQLText =
        """
        INSERT INTO dossier_key (dossier, class, wrapped) VALUES (?, ?, ?)
        ON CONFLICT (dossier, class) DO UPDATE SET wrapped = excluded.wrapped
        """
    static let copyTies: SQLText =
        "SELECT scope, dossier FROM tie WHERE (scope, dossier) > (?, ?) ORDER BY scope, dossier LIMIT ?"
    static let copyOrganisations: SQLText =
        "SELECT id, reference, name, kinds, bodies, parent, state FROM organisation WHERE id > ? ORDER BY id LIMIT ?"
    static let copyAccounts: SQLText =
        """
        SELECT id, reference, sign_in, display_name, state, starts_on, ends_on
        FROM account WHERE id > ? ORDER BY id LIMIT ?
        """
    static let copyPosts: SQLText =
        """
        SELECT account, instance, role, organisation, unit, areas, state, starts_on, ends_on
        FROM post WHERE (account, instance) > (?, ?) ORDER BY account, instance LIMIT ?
        """
    static let copyCredentials: SQLText =
        """
        SELECT account, kind, id, data, label, created_at, used_at
        FROM credential WHERE (account, kind, id) > (?, ?, ?) ORDER BY account, kind, id LIMIT ?
        """
    static let putCredential: SQLText =
        """
        INSERT INTO credential (account, kind, id, data, label, created_at, used_at) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (account, kind, id) DO UPDATE SET data = excluded.data, label = excluded.label,
          created_at = excluded.created_at, used_at = excluded.used_at
        """
    static let copyLooks: SQLText =
        """
        SELECT position, at, account, role, organisation, purpose, act, reference, detail, relation, marks, sealed, hash
        FROM look WHERE position > ? ORDER BY position LIMIT ?
        """
    static let putLook: SQLText =
        """
        INSERT INTO look (position, at, account, role, organisation, purpose, act, reference, detail, relation, marks, sealed,
          hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (position) DO NOTHING
        """
    static let removeSetting: SQLText = "DELETE FROM setting WHERE name = ?"
    static let firstHash: SQLText = "SELECT hash FROM entry WHERE position = 1"

    /// All of them, for the test that none scans.
    public static let copying: [SQLText] =
        [removeSetting, firstHash, keysToRewrap] + CopiedTable.all.flatMap { [$0.page, $0.insert] }
}
