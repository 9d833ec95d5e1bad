/// The statements about drafts, in one place, so that a test can prove that none of them scans a table.
extension SQLText {
    static let insertDraft: SQLText =
        """
        INSERT INTO draft (id, journey, organisation, team, owner, begun_on, warns_on, ends_on, saved_at, sent_at, version, body, line)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, 1, ?, ?)
        """
    static let draft: SQLText =
        """
        SELECT id, journey, organisation, team, owner, begun_on, warns_on, ends_on, saved_at, sent_at, version, body
        FROM draft WHERE id = ?
        """
    static let draftsOfTeam: SQLText =
        """
        SELECT id, journey, organisation, team, owner, begun_on, warns_on, ends_on, saved_at, sent_at, version, line
        FROM draft
        WHERE organisation = ? AND team = ? AND ends_on >= ? AND (ends_on, id) > (?, ?) AND sent_at IS NULL AND owner <> ?
        ORDER BY ends_on, id LIMIT ?
        """
    static let sentDraftsOfTeam: SQLText =
        """
        SELECT id, journey, organisation, team, owner, begun_on, warns_on, ends_on, saved_at, sent_at, version, line
        FROM draft
        WHERE organisation = ? AND team = ? AND ends_on >= ? AND (ends_on, id) > (?, ?) AND sent_at IS NOT NULL AND owner <> ?
        ORDER BY ends_on, id LIMIT ?
        """
    static let draftsOfOwner: SQLText =
        """
        SELECT id, journey, organisation, team, owner, begun_on, warns_on, ends_on, saved_at, sent_at, version, line
        FROM draft
        WHERE owner = ? AND organisation = ? AND sent_at IS NULL AND ends_on >= ? AND (ends_on, id) < (?, ?)
        ORDER BY ends_on DESC, id DESC LIMIT ?
        """
    static let draftsSentBy: SQLText =
        """
        SELECT id, journey, organisation, team, owner, begun_on, warns_on, ends_on, saved_at, sent_at, version, line
        FROM draft WHERE owner = ? AND organisation = ? AND sent_at IS NOT NULL AND ends_on >= ?
        ORDER BY sent_at DESC, id DESC LIMIT ?
        """
    static let saveDraft: SQLText =
        "UPDATE draft SET body = ?, line = ?, saved_at = ?, version = version + 1 WHERE id = ? AND version = ?"
    static let sendDraft: SQLText =
        "UPDATE draft SET body = ?, line = ?, saved_at = ?, sent_at = ?, ends_on = ?, owner = ?, version = version + 1 WHERE id = ? AND version = ?"
    static let handDraft: SQLText =
        "UPDATE draft SET team = ?, owner = ?, version = version + 1 WHERE id = ? AND version = ? AND sent_at IS NULL"
    static let draftIsOpen: SQLText = "SELECT 1 FROM draft WHERE id = ? AND sent_at IS NULL AND ends_on > 0"
    static let draftStanding: SQLText = "SELECT sent_at, ends_on FROM draft WHERE id = ?"
    /// Its last day lies before every other: nobody opens it any more.
    static let discardDraft: SQLText =
        """
        UPDATE draft SET ends_on = 0, warns_on = 0, saved_at = ?, body = ?, line = ?, version = version + 1
        WHERE id = ? AND ends_on > 0
        """
    static let removeUnfinishedParts: SQLText =
        """
        DELETE FROM attachment_part
        WHERE attachment IN (SELECT id FROM attachment WHERE draft = ? AND length(about) = 0)
        """
    static let removeUnfinished: SQLText = "DELETE FROM attachment WHERE draft = ? AND length(about) = 0"
    static let removeDraft: SQLText = "DELETE FROM draft WHERE id = ?"
    static let removeDraftVisits: SQLText = "DELETE FROM draft_visit WHERE draft = ?"
    static let draftsEnded: SQLText =
        "SELECT id FROM draft WHERE ends_on < ? AND saved_at < ? ORDER BY ends_on, id LIMIT 200"

    static let visitDraft: SQLText =
        """
        INSERT INTO draft_visit (draft, account, page, at) VALUES (?, ?, ?, ?)
        ON CONFLICT (draft, account) DO UPDATE SET page = excluded.page, at = excluded.at
        """
    static let draftVisits: SQLText = "SELECT account, page, at FROM draft_visit WHERE draft = ? ORDER BY account"

    static let remember: SQLText =
        "INSERT INTO remembered (account, body) VALUES (?, ?) ON CONFLICT (account) DO UPDATE SET body = excluded.body"
    static let remembered: SQLText = "SELECT body FROM remembered WHERE account = ?"

    static let insertAttachment: SQLText =
        "INSERT INTO attachment (id, draft, reference, key, about, created_at) VALUES (?, ?, NULL, ?, ?, ?)"
    static let insertAttachmentPart: SQLText = "INSERT INTO attachment_part (attachment, part, body) VALUES (?, ?, ?)"
    static let finishAttachment: SQLText = "UPDATE attachment SET about = ? WHERE id = ?"
    static let attachment: SQLText =
        "SELECT id, draft, reference, key, about, created_at FROM attachment WHERE id = ?"
    static let attachmentsOfDraft: SQLText =
        "SELECT id, draft, reference, key, about, created_at FROM attachment WHERE draft = ? ORDER BY id"
    static let attachmentsOfDossier: SQLText =
        "SELECT id, draft, reference, key, about, created_at FROM attachment WHERE reference = ? ORDER BY id"
    static let attachmentPart: SQLText = "SELECT body FROM attachment_part WHERE attachment = ? AND part = ?"
    static let moveAttachment: SQLText =
        "UPDATE attachment SET draft = NULL, reference = ?, key = ?, about = ? WHERE id = ? AND draft = ?"
    /// Of drafts, begun before a moment and never finished, or left behind.
    static let attachmentsCutOff: SQLText =
        """
        SELECT id FROM attachment WHERE draft > 0 AND created_at < ?
          AND (length(about) = 0 OR NOT EXISTS (SELECT 1 FROM draft WHERE draft.id = attachment.draft))
        ORDER BY draft LIMIT 200
        """
    static let removeAttachment: SQLText = "DELETE FROM attachment WHERE id = ?"
    static let removeAttachmentParts: SQLText = "DELETE FROM attachment_part WHERE attachment = ?"

    static let insertMail: SQLText =
        "INSERT INTO mail (id, body, due_at, attempts) VALUES (?, ?, ?, 0) ON CONFLICT (id) DO NOTHING"
    /// A letter about a draft that was closed in the same moment, and otherwise none: whoever closes it later keeps it.
    static let insertMailOfSentDraft: SQLText =
        """
        INSERT INTO mail (id, body, due_at, attempts) SELECT ?, ?, ?, 0
        WHERE EXISTS (SELECT 1 FROM draft WHERE id = ? AND version = ? AND sent_at IS NOT NULL)
        ON CONFLICT (id) DO NOTHING
        """
    static let dueMail: SQLText = "SELECT id, body, attempts FROM mail WHERE due_at <= ? ORDER BY due_at, id LIMIT ?"
    static let putOffMail: SQLText = "UPDATE mail SET due_at = ?, attempts = ? WHERE id = ?"
    static let removeMail: SQLText = "DELETE FROM mail WHERE id = ?"

    static let saveWait: SQLText =
        """
        INSERT INTO wait (dossier, clock, started_on, stopped_on) VALUES (?, ?, ?, ?)
        ON CONFLICT (dossier, clock) DO UPDATE SET started_on = excluded.started_on, stopped_on = excluded.stopped_on
        """
    static let clearWaits: SQLText = "DELETE FROM wait WHERE dossier = ?"
    /// Of those that ended on or after a day: how many lasted from which day to which.
    static let waits: SQLText =
        """
        SELECT started_on, stopped_on, COUNT(*) FROM wait WHERE clock = ? AND stopped_on >= ?
        GROUP BY stopped_on, started_on ORDER BY stopped_on, started_on
        """
    /// Of those that have not ended: how many began on which day, the longest wait first.
    static let waiting: SQLText =
        "SELECT started_on, COUNT(*) FROM wait WHERE clock = ? AND stopped_on = 0 GROUP BY started_on ORDER BY started_on"

    /// All of them, for the test that none scans.
    public static let drafts: [SQLText] = [
        insertDraft, draft, draftsOfTeam, sentDraftsOfTeam, draftsOfOwner, draftsSentBy, saveDraft, sendDraft,
        handDraft, draftIsOpen, draftStanding, discardDraft, removeUnfinishedParts, removeUnfinished, removeDraft,
        removeDraftVisits, draftsEnded,
        visitDraft, draftVisits, remember, remembered, insertAttachment, finishAttachment,
        insertAttachmentPart, attachment,
        attachmentsOfDraft, attachmentsOfDossier, attachmentPart, moveAttachment, attachmentsCutOff,
        removeAttachment,
        removeAttachmentParts, insertMail, insertMailOfSentDraft, dueMail, putOffMail, removeMail, saveWait, clearWaits,
        waits, waiting,
    ]
}
