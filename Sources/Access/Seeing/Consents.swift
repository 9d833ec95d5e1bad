import Casework
public import Rulebook

/// How a consent stands.
public struct ConsentStanding: Sendable, Hashable {
    public enum Answer: String, Sendable, CaseIterable {
        case given, refused, withdrawn
        /// It was given until a day that is past.
        case lapsed
        /// Nobody has asked, as far as the case tells.
        case notAsked = "not_asked"
    }

    public let answer: Answer
    /// The day on which it was recorded; `nil` where it stands on the form or was not asked.
    public let since: CivilDate?
    /// The last day of a consent that was given.
    public let until: CivilDate?
    /// The organisation that it is for; `nil`: all.
    public let organisation: String?
    /// Whether it comes from the answers of a form.
    public let isFromForm: Bool
}

/// The consents of a dossier and the lawful bases that apply to it.
struct Consents {
    let state: DossierState
    let casework: Casework
    let day: CivilDate

    init(of state: DossierState, casework: Casework, on day: CivilDate) {
        self.state = state
        self.casework = casework
        self.day = day
    }

    private var sharing: SharingDefinition { casework.rulebook.sharing }

    /// Whether what somebody of an organisation wants is allowed: every consent is given, or one of the bases applies.
    func allow(_ consents: [String], _ bases: [String], for organisation: String) -> Bool {
        if bases.contains(where: applies) { return true }
        return !consents.isEmpty && consents.allSatisfy { standing($0, for: organisation).answer == .given }
    }

    /// How a consent stands for an organisation: the latest answer that is for it or for all.
    ///
    /// - Parameter organisation: `nil` for answers for all only.
    func standing(_ id: String, for organisation: String?) -> ConsentStanding {
        for record in (state.records["consent"] ?? []).reversed() {
            guard record.text("purpose") == id else { continue }
            let named = record.text("organisation")
            if let named, named != organisation { continue }
            return standing(record, named)
        }
        guard let definition = sharing.consent(id) else { return form(.notAsked) }
        if let condition = definition.refusedWhen, casework.holds(condition, on: state, day: day) {
            return form(.refused)
        }
        if let condition = definition.givenWhen, casework.holds(condition, on: state, day: day) { return form(.given) }
        return form(.notAsked)
    }

    /// Whether anybody has recorded an answer, for one organisation or all.
    private func isRecorded(_ id: String) -> Bool {
        (state.records["consent"] ?? []).contains { $0.text("purpose") == id }
    }

    private func standing(_ record: RecordState, _ organisation: String?) -> ConsentStanding {
        var until: CivilDate?
        if case .date(let day)? = record.fields["until"] { until = day }
        var answer = ConsentStanding.Answer(rawValue: record.state) ?? .refused
        if answer == .given, let until, until < day { answer = .lapsed }
        return ConsentStanding(
            answer: answer, since: record.since, until: until, organisation: organisation, isFromForm: false)
    }

    private func form(_ answer: ConsentStanding.Answer) -> ConsentStanding {
        ConsentStanding(answer: answer, since: nil, until: nil, organisation: nil, isFromForm: answer != .notAsked)
    }

    /// Whether a lawful basis applies by itself: one without a test never does, somebody has to act on it.
    func applies(_ id: String) -> Bool {
        guard let basis = sharing.basis(id), let condition = basis.when, let nation = state.nation,
            basis.nations.contains(nation)
        else { return false }
        if let consent = basis.untilAnswered, isRecorded(consent) { return false }
        return casework.holds(condition, on: state, day: day)
    }
}
