public import Ledger

/// The statements about keys, requests and subscriptions of other systems, in one place, so that a test can prove that none of them
/// scans a table.
extension SQLText {
    static let insertProgramKey: SQLText =
        """
        INSERT INTO interface_key (id, organisation, label, scopes, hash, role, created_at, ends_at, used_at, former_hash,
          former_until, mark)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL, ?)
        """
    static let programKeyByHash: SQLText =
        """
        SELECT id, organisation, label, scopes, hash, role, created_at, ends_at, used_at, former_hash, former_until, mark
        FROM interface_key WHERE hash = ?
        """
    static let programKeyByFormerHash: SQLText =
        """
        SELECT id, organisation, label, scopes, hash, role, created_at, ends_at, used_at, former_hash, former_until, mark
        FROM interface_key WHERE former_hash = ?
        """
    static let programKeyByID: SQLText =
        """
        SELECT id, organisation, label, scopes, hash, role, created_at, ends_at, used_at, former_hash, former_until, mark
        FROM interface_key WHERE id = ?
        """
    static let programKeysAfter: SQLText =
        """
        SELECT id, organisation, label, scopes, hash, role, created_at, ends_at, used_at, former_hash, former_until, mark
        FROM interface_key WHERE id > ? ORDER BY id LIMIT ?
        """
    static let programKeysOfOrganisation: SQLText =
        """
        SELECT id, organisation, label, scopes, hash, role, created_at, ends_at, used_at, former_hash, former_until, mark
        FROM interface_key WHERE organisation = ? AND id > ? ORDER BY id LIMIT ?
        """
    static let turnProgramKey: SQLText =
        "UPDATE interface_key SET hash = ?, former_hash = ?, former_until = ?, mark = ? WHERE id = ?"
    static let endProgramKey: SQLText = "UPDATE interface_key SET ends_at = ?, mark = ? WHERE id = ?"
    static let useProgramKey: SQLText = "UPDATE interface_key SET used_at = ? WHERE id = ?"

    static let insertInterfaceRequest: SQLText =
        """
        INSERT INTO interface_request (id, digest, status, body, created_at) VALUES (?, ?, 0, ?, ?)
        ON CONFLICT (id) DO NOTHING
        """
    static let interfaceRequest: SQLText =
        "SELECT digest, status, body, created_at FROM interface_request WHERE id = ?"
    static let resumeInterfaceRequest: SQLText = "UPDATE interface_request SET created_at = ? WHERE id = ?"
    static let noteInterfaceRequest: SQLText = "UPDATE interface_request SET status = ?, body = ? WHERE id = ?"
    static let removeInterfaceRequest: SQLText = "DELETE FROM interface_request WHERE id = ?"
    static let removeOldInterfaceRequests: SQLText = "DELETE FROM interface_request WHERE created_at < ?"

    static let insertHook: SQLText =
        """
        INSERT INTO hook (id, organisation, events, body, created_at, delivered_at, failing_since, off_at)
        VALUES (?, ?, ?, ?, ?, NULL, NULL, NULL)
        """
    static let hook: SQLText =
        "SELECT id, organisation, events, body, created_at, delivered_at, failing_since, off_at FROM hook WHERE id = ?"
    static let hooksOfOrganisation: SQLText =
        """
        SELECT id, organisation, events, body, created_at, delivered_at, failing_since, off_at FROM hook
        WHERE organisation = ? ORDER BY id
        """
    static let saveHook: SQLText = "UPDATE hook SET body = ? WHERE id = ?"
    static let removeHook: SQLText = "DELETE FROM hook WHERE id = ?"
    static let removeMessagesOfHook: SQLText = "DELETE FROM hook_message WHERE hook = ?"
    static let hookReached: SQLText = "UPDATE hook SET delivered_at = ?, failing_since = NULL WHERE id = ?"
    static let hookFailed: SQLText = "UPDATE hook SET failing_since = ? WHERE id = ? AND failing_since IS NULL"
    static let hookOff: SQLText = "UPDATE hook SET off_at = ? WHERE id = ?"

    static let insertHookMessage: SQLText =
        """
        INSERT INTO hook_message (hook, position, event, reference, at, due_at, attempts) VALUES (?, ?, ?, ?, ?, ?, 0)
        ON CONFLICT (hook, position, event) DO NOTHING
        """
    static let dueHookMessages: SQLText =
        """
        SELECT hook, position, event, reference, at, attempts FROM hook_message WHERE due_at <= ?
        ORDER BY due_at, position, hook LIMIT ?
        """
    static let putOffHookMessage: SQLText =
        "UPDATE hook_message SET due_at = ?, attempts = ? WHERE hook = ? AND position = ? AND event = ?"
    static let removeHookMessage: SQLText = "DELETE FROM hook_message WHERE hook = ? AND position = ? AND event = ?"

    static let entriesToTell: SQLText =
        """
        SELECT entry.position, entry.dossier, entry.version, entry.record, entry.action, entry.stage, dossier.reference,
          dossier.kind
        FROM entry JOIN dossier ON dossier.id = entry.dossier WHERE entry.position > ? ORDER BY entry.position LIMIT ?
        """
    static let openerOfDossier: SQLText = "SELECT organisation FROM entry WHERE dossier = ? AND version = 1"
    static let lastEntryPosition: SQLText = "SELECT position FROM entry ORDER BY position DESC LIMIT 1"
    static let dossierNumber: SQLText = "SELECT id FROM dossier WHERE reference = ?"
    static let interfaceSetting: SQLText = "SELECT value FROM setting WHERE name = ?"
    static let saveInterfaceSetting: SQLText =
        "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"

    /// All of them, for the test that none scans.
    public static let interface: [SQLText] = [
        insertProgramKey, programKeyByHash, programKeyByFormerHash, programKeyByID, programKeysAfter,
        programKeysOfOrganisation, turnProgramKey, endProgramKey, useProgramKey, insertInterfaceRequest,
        interfaceRequest,
        resumeInterfaceRequest, noteInterfaceRequest, removeInterfaceRequest, removeOldInterfaceRequests, insertHook,
        hook,
        hooksOfOrganisation, saveHook, removeHook, removeMessagesOfHook, hookReached, hookFailed, hookOff,
        insertHookMessage, dueHookMessages, putOffHookMessage, removeHookMessage, entriesToTell, openerOfDossier,
        lastEntryPosition, dossierNumber, interfaceSetting, saveInterfaceSetting,
    ]
}
