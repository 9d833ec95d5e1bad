import Access
import Hummingbird
import Ledger

/// What somebody had typed when their session ended: put into the draft once they have signed in again.
enum ParkedForm {
    static let path = "/refer/resume"

    @Sendable
    static func resume(_ visit: SignedInVisit) async throws -> Response {
        guard let secret = visit.site.cookies.parked(in: visit.request),
            let parked = try await visit.accounts.parked(secret, for: visit.account),
            let form = FormFields(encoded: parked.form)
        else { return visit.site.redirect(to: DraftDesk.path) }
        let parts = parked.path.split(separator: "/").map { String($0) }
        guard parts.count == 4, let id = CaseReference(parts[1]) else { return visit.site.redirect(to: DraftDesk.path) }
        do {
            let desk = DraftDesk(visit, try await visit.site.access.draft(id, for: visit.account))
            let person = Int(parts[2])
            let isWhole = parts[3] == "whole"
            let steps: [DraftStep] =
                isWhole
                ? desk.steps.all.filter { $0.person == nil || $0.person == person }
                : [desk.steps.step(person: person, id: parts[3])].compactMap { $0 }
            try await visit.site.access.save(id, for: visit.account) { content in
                for step in steps {
                    guard let sent = QuestionForm(desk, step, sent: form) else { continue }
                    // What was not typed was not taken away: somebody may have answered it since. And somebody may have been added
                    // since: a page with all questions was about one person.
                    content.put(
                        sent.changed(sent.read().answers).filter { $0.value != nil },
                        for: isWhole && desk.isGroup ? person : step.person)
                }
            }
        } catch LedgerError.unknownReference {
            try await visit.accounts.throwAway(parked: secret)
            return visit.site.redirect(to: DraftDesk.path)
        }
        try await visit.accounts.throwAway(parked: secret)
        return visit.site.redirect(to: parked.path + "?saved=1")
    }
}
