import Casework
public import Ledger
import Rulebook

extension Access {
    /// The files that came with a record of a case, where the account sees the answers that name them.
    public func files(
        of reference: Reference, record: String, for account: Account, purpose: String
    ) async throws -> [DraftFile] {
        let (opened, sight) = try await open(reference, kind: "case", for: account, purpose: purpose) { _ in { _ in [] }
        }
        guard sees(files: record, of: opened, sight) else { return [] }
        return try await ledger.attachments(of: reference).compactMap { DraftFile($0) }
    }

    /// The files that went with what somebody sent, for the copy that they keep: names and sizes.
    public func sentFiles(of draft: Draft, for account: Account) async throws -> [DraftFile] {
        guard draft.owner == account.id else { return [] }
        var files: [DraftFile] = []
        for reference in draft.content.people.compactMap(\.sent) {
            files += try await ledger.attachments(of: reference).compactMap { DraftFile($0) }
        }
        return files
    }

    private func sees(files record: String, of opened: OpenedDossier, _ sight: Sight) -> Bool {
        let fields = rulebook.dossier(opened.state.kind)?.record(record)?.fields.filter { $0.kind == .files } ?? []
        return fields.contains { sight.classes(in: record).contains($0.sealingClass) }
    }

    /// A file of a case, part by part. That it was opened is kept first.
    ///
    /// - Throws: `LedgerError.unknownReference` when there is none, or not for this account.
    public func file(
        _ id: Reference, of reference: Reference, for account: Account, purpose: String
    ) async throws -> (DraftFile, AsyncThrowingStream<[UInt8], any Error>) {
        try await discreetly(reference, account, purpose) {
            let (opened, sight) = try await open(reference, kind: "case", for: account, purpose: purpose) { _ in
                { _ in [] }
            }
            let records = rulebook.dossier(opened.state.kind)?.records.map(\.id) ?? []
            guard records.contains(where: { sees(files: $0, of: opened, sight) }),
                let stored = try await ledger.attachment(id), stored.reference == reference,
                let file = DraftFile(stored)
            else { throw LedgerError.unknownReference }
            guard await lookout.saw(opened, sight, account, purpose, "file") else { throw LookNotKept() }
            let ledger = ledger
            let counter = PartNumber()
            return (
                file,
                AsyncThrowingStream { try await ledger.part(counter.next(), of: stored) }
            )
        }
    }

    /// The other cases of people who were met together with that of a view, as far as the account sees them.
    ///
    /// - Parameter record: only the page of the record that ties them asks.
    public func metTogether(
        with view: DossierView, record: String, for account: Account, purpose: String
    ) async throws -> [Reference] {
        guard record == "met_together" else { return [] }
        let (opened, _) = try await open(view.reference, kind: view.kind, for: account, purpose: purpose) { _ in
            { _ in [] }
        }
        guard let definition = rulebook.dossier(view.kind) else { return [] }
        var found: Set<Reference> = []
        for group in Ties(of: opened.state, definition).groups {
            for (_, dossier) in try await ledger.dossiers(under: Scope.group(group), limit: 50)
            where dossier.reference != view.reference {
                let others = try? await open(dossier.reference, kind: view.kind, for: account, purpose: purpose) { _ in
                    { _ in [] }
                }
                if others != nil { found.insert(dossier.reference) }
            }
        }
        return found.sorted { $0.number < $1.number }
    }
}

/// Counts the parts of a file that were handed out.
private actor PartNumber {
    private var number = -1

    func next() -> Int {
        number += 1
        return number
    }
}
