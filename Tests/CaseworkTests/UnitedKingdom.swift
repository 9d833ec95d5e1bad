import Casework
import Foundation
import Law
import Rulebook

/// The rulebook of the United Kingdom, and valid cases to begin from.
enum UnitedKingdom {
    static let source: RulebookSource = {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Rulebooks/uk")
        do { return try RulebookSource(folder: folder) } catch { fatalError("\(error)") }
    }()

    static let rulebook: Rulebook = {
        do { return try Rulebook(source) } catch { fatalError("\(error)") }
    }()

    static let casework = Casework(rulebook)

    static func day(_ text: String) -> CivilDate { CivilDate(text) ?? CivilDate(dayNumber: 0) }

    static func instant(_ day: CivilDate) -> Instant { Instant(milliseconds: Int64(day.dayNumber) * 86_400_000) }

    /// Answers that make a whole referral of one of the rulebook's examples, filled as a patient person would fill the form.
    static func referral(_ example: String, nation: String = "E", on day: CivilDate = day("2024-05-01")) -> [String:
        RawAnswer]
    {
        let given = rulebook.dossier("case")?.examples[example] ?? [:]
        var request = request("referral", "submit", role: "first_responder", on: day)
        request.answers = given.mapValues { .text($0) }
        request.answers["nation"] = .text(nation)
        return filled(request, on: nil).answers
    }

    static func request(
        _ record: String, _ action: String, role: String, account: String = "anna", on day: CivilDate,
        _ answers: [String: String] = [:]
    ) -> ActionRequest {
        let purpose = rulebook.dossier("case")?.record(record)?.action(action)?.purposes.first ?? "decide"
        return ActionRequest(
            record: record, action: action, answers: answers.mapValues { .text($0) },
            actor: Actor(account: account, role: role),
            purpose: purpose, occurredOn: day)
    }

    /// The request with every answer added that is missing.
    static func filled(_ request: ActionRequest, on state: DossierState?) -> ActionRequest {
        var request = request
        for _ in 0..<20 {
            let decision = casework.decide(
                request, on: state, kind: "case", today: request.occurredOn, now: instant(request.occurredOn))
            guard case .refused(let refusal) = decision else { return request }
            let missing = refusal.reasons.filter { $0.code == "missing" }.compactMap(\.field).filter {
                request.answers[$0] == nil
            }
            if missing.isEmpty { return request }
            for field in missing { request.answers[field] = .text(example(field, of: request.record)) }
        }
        return request
    }

    private static func example(_ id: String, of record: String) -> String {
        guard let field = rulebook.dossier("case")?.record(record)?.field(id) else { return "" }
        switch field.kind {
        case .email: return "name@example.org"
        case .number: return "1"
        case .tick: return "true"
        case .yesNo: return "no"
        case .date: return "2000-01-01"
        case .code, .codes: return field.list.flatMap { rulebook.lists[$0]?.codes.first?.code } ?? ""
        case .text, .longText, .phone, .files, .organisation, .account: return "Example"
        }
    }
}

extension Decision {
    var entry: Entry? {
        if case .accepted(let entry, _) = self { entry } else { nil }
    }

    var state: DossierState? {
        if case .accepted(_, let state) = self { state } else { nil }
    }

    var reasons: [String] {
        if case .refused(let refusal) = self { refusal.reasons.map(\.code) } else { [] }
    }

    var sentences: [String] {
        if case .refused(let refusal) = self { refusal.reasons.map(\.sentence) } else { [] }
    }
}
