public import Casework
import Law
public import Ledger
public import Rulebook

/// A whole request with valid defaults; a test changes one thing.
public struct RequestBuilder: Sendable {
    public private(set) var request: ActionRequest

    public init(_ request: ActionRequest) {
        self.request = request
    }

    /// A referral of one of the rulebook's examples (`adult`, `child`, `unsure`, `declined`), every demanded answer given.
    public static func referral(
        _ example: String = "adult", nation: String = "E", on day: CivilDate = UnitedKingdom.day("2026-10-01"),
        by actor: Actor = Someone.referrer
    ) -> RequestBuilder {
        let record = example == "declined" ? "duty_to_notify" : "referral"
        var answers = UnitedKingdom.caseDefinition.examples[example] ?? [:]
        answers["nation"] = nation
        if record == "duty_to_notify" {
            let asked = UnitedKingdom.caseDefinition.record(record)
            answers = answers.filter { asked?.field($0.key) != nil }
        }
        return RequestBuilder(
            ActionRequest(
                record: record, action: "submit", answers: answers.mapValues { .text($0) }, actor: actor,
                purpose: "refer",
                occurredOn: day)
        ).filled(on: nil)
    }

    /// A decision with the elements that its outcome needs.
    public static func decision(
        _ record: String = "reasonable_grounds", _ outcome: String = "positive",
        on day: CivilDate = UnitedKingdom.day("2026-10-08"), by actor: Actor = Someone.decisionMaker
    ) -> RequestBuilder {
        let found = outcome == "positive" ? "yes" : "no"
        let answers = [
            "definition_applied": "trafficking", "act_found": found, "means_found": found, "purpose_found": found,
            "acts": "recruitment", "outcome": outcome, "reasons": "What was looked at, and why.",
        ]
        return RequestBuilder(
            ActionRequest(
                record: record, action: "decide", answers: answers.mapValues { .text($0) }, actor: actor,
                purpose: "decide",
                occurredOn: day))
    }

    /// A second person's confirmation or return of a draft.
    public static func review(
        _ record: String, _ verb: String = SecondPersonVerb.confirm,
        on day: CivilDate = UnitedKingdom.day("2026-10-08"),
        by actor: Actor = Someone.manager
    ) -> RequestBuilder {
        var answers: [String: RawAnswer] = [:]
        if verb == SecondPersonVerb.sendBack {
            answers[SecondPersonVerb.reasonField] = .text("The account was not read whole.")
        }
        return RequestBuilder(
            ActionRequest(
                record: record, action: verb, answers: answers, actor: actor, purpose: "decide", occurredOn: day))
    }

    /// The same with one answer changed; `nil` leaves the question unanswered.
    public func with(_ field: String, _ answer: String?) -> RequestBuilder {
        var copy = self
        copy.request.answers[field] = answer.map { .text($0) }
        return copy
    }

    public func named(_ given: String, _ family: String) -> RequestBuilder {
        with("given_name", given).with("family_name", family)
    }

    /// The same with an acceptable answer to everything that the kernel misses.
    public func filled(on state: DossierState?) -> RequestBuilder {
        var copy = self
        for _ in 0..<20 {
            let now = Instant(milliseconds: Int64(request.occurredOn.dayNumber) * 86_400_000)
            let decision = UnitedKingdom.casework.decide(
                copy.request, on: state, kind: "case", today: request.occurredOn, now: now)
            guard case .refused(let refusal) = decision else { return copy }
            let missing = refusal.reasons.filter { $0.code == "missing" }.compactMap(\.field)
                .filter { copy.request.answers[$0] == nil }
            if missing.isEmpty { return copy }
            for field in missing {
                copy.request.answers[field] = .text(RequestBuilder.example(field, of: request.record))
            }
        }
        return copy
    }

    private static func example(_ id: String, of record: String) -> String {
        guard let field = UnitedKingdom.caseDefinition.record(record)?.field(id) else { return "" }
        switch field.kind {
        case .email: return "name@example.org"
        case .number: return "1"
        case .tick: return "true"
        case .yesNo: return "no"
        case .date: return "2000-01-01"
        case .code, .codes: return field.list.flatMap { UnitedKingdom.rulebook.lists[$0]?.codes.first?.code } ?? ""
        case .text, .longText, .phone, .files, .organisation, .account: return "Example"
        }
    }

    public func command(on reference: Reference? = nil, key: String, expected: Int? = nil) -> Command {
        Command(reference: reference, request: request, key: key, expected: expected)
    }
}
