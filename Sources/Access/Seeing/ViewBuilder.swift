import Casework
import Ledger
import Rulebook

/// Builds a view: every answer passes ``line(_:_:shown:)``, which asks the sight first.
struct ViewBuilder {
    let casework: Casework
    let definition: DossierDefinition
    let opened: OpenedDossier
    let sight: Sight
    let account: Account
    let purpose: String
    let extent: ViewExtent
    let today: CivilDate
    /// Names of organisations and people, by id.
    let names: [String: String]
    /// The language of labels and codes; English where a wording has no other.
    var language = "en"

    private var rulebook: Rulebook { casework.rulebook }
    private var state: DossierState { opened.state }

    func view() -> DossierView {
        let code = casework.standing(of: opened, as: sight, on: today)
        let standing = definition.standing(code)
        let isStandingOnly = extent == .standing
        let summary = isStandingOnly ? [] : definition.summary.compactMap(summaryLine)
        return DossierView(
            reference: opened.reference, kind: state.kind, version: sight.versionsSeen(of: opened).count,
            nation: state.nation.flatMap { rulebook.nation($0.code)?.title.text(in: language) } ?? "Not known",
            nationCode: state.nation?.code ?? "", standing: standing?.label.text(in: language) ?? code,
            standingCode: code, openedOn: state.openedOn, title: isStandingOnly ? nil : title,
            summary: summary,
            safeContact: (isStandingOnly ? [] : definition.safeContact).compactMap { path in
                state.answer(path).flatMap { line(path, $0) }
            },
            clocks: isStandingOnly ? [] : clocks, questions: questions, records: records,
            timeline: isStandingOnly ? [] : timeline, actions: actions,
            relations: sight.relations.sorted())
    }

    private func line(_ path: FieldPath, _ value: FieldValue) -> DossierView.Line? {
        guard let record = path.record, let field = definition.field(path) else { return nil }
        return line(field, value, shown: sight.classes(in: record))
    }

    private func line(_ field: FieldDefinition, _ value: FieldValue, shown: SealingClasses) -> DossierView.Line? {
        guard shown.contains(field.sealingClass) else { return nil }
        return DossierView.Line(
            label: field.label.text(in: language), value: words(value, of: field), isTyped: field.isTyped)
    }

    private func words(_ value: FieldValue, of field: FieldDefinition) -> String {
        switch field.kind {
        case .organisation, .account: names[value.plain] ?? value.plain
        case .files:
            if case .codes(let files) = value {
                files.count == 1 ? "1 file" : "\(files.count) files"
            } else {
                value.plain
            }
        default: rulebook.words(for: value, of: field, in: language)
        }
    }

    private var title: String? {
        definition.summary.first.flatMap { summaryLine($0)?.value }
    }

    private func summaryLine(_ summary: SummaryLine) -> DossierView.Line? {
        let lines = summary.fields.compactMap { path in state.answer(path).flatMap { line(path, $0) } }
        guard let first = lines.first else { return nil }
        return DossierView.Line(
            label: summary.label.text(in: language),
            value: summary.joins ? lines.map(\.value).joined(separator: " ") : first.value,
            isTyped: first.isTyped)
    }

    private var clocks: [DossierView.Clock] {
        state.clocks.values.compactMap { clock in
            guard let record = definition.records.first(where: { $0.clocks.contains { $0.id == clock.clock } }),
                sight.sees(record.id), let definition = definition.clock(clock.clock)
            else { return nil }
            return DossierView.Clock(
                id: clock.clock, label: definition.label.text(in: language), kind: definition.kind,
                startedOn: clock.startedOn,
                due: clock.due,
                standing: standing(of: clock, definition.kind), stoppedOn: clock.stoppedOn,
                basis: rulebook.ruleValue(clock.basis))
        }
        .sorted {
            ($0.stoppedOn == nil ? 0 : 1, $0.due?.dayNumber ?? .max, $0.id) < (
                $1.stoppedOn == nil ? 0 : 1, $1.due?.dayNumber ?? .max, $1.id
            )
        }
    }

    /// Only what had to be done by a day can be late. A period that lapsed, or a day from which something may be done, is past.
    private func standing(of clock: ClockState, _ kind: ClockDefinition.Kind) -> ClockState.Standing {
        if kind == .due { return clock.standing(on: today) }
        return clock.isOver ? .met : clock.pausedOn == nil ? .running : .paused
    }

    private var questions: [DossierView.Question] {
        state.questions.sorted { $0.key < $1.key }.compactMap { id, question in
            let parts = id.split(separator: ".", maxSplits: 1)
            for record in definition.records where sight.sees(record.id) {
                guard let found = record.questions.first(where: { $0.id == String(parts[0]) }) else { continue }
                let field =
                    parts.count > 1 ? record.field(String(parts[1]))?.label.text(in: language) ?? String(parts[1]) : nil
                return DossierView.Question(
                    id: id, label: found.label.text(in: language), ask: found.ask.text(in: language),
                    raisedOn: question.raisedOn,
                    settledOn: question.settledOn, field: field)
            }
            return nil
        }
    }

    private var records: [DossierView.Record] {
        definition.records.flatMap { record in
            (state.records[record.id] ?? []).compactMap { sight.sees(record.id) ? view(of: $0, record) : nil }
        }
    }

    private func view(of state: RecordState, _ record: RecordDefinition) -> DossierView.Record {
        var grouped: [String: [DossierView.Line]] = [:]
        var order: [String] = []
        let shown = sight.classes(in: record.id)
        for field in extent == .everything ? record.fields : [] {
            guard let value = state.fields[field.id], let line = line(field, value, shown: shown) else { continue }
            let section = field.section ?? ""
            if grouped[section] == nil { order.append(section) }
            grouped[section, default: []].append(line)
        }
        let hidden = opened.hiddenAnswers(of: record, sight: sight)
        return DossierView.Record(
            id: record.id, instance: record.isMany ? state.instance : nil, title: record.title.text(in: language),
            state: record.state(state.state)?.label.text(in: language) ?? "",
            stateCode: state.state, since: state.since,
            sections: order.map { id in
                DossierView.Section(
                    title: record.sections.first { $0.id == id }?.title.text(in: language)
                        ?? record.title.text(in: language),
                    lines: grouped[id] ?? [])
            },
            pending: state.pending.map { pending(of: $0, record) }, hidden: hidden)
    }

    private func pending(of pending: RecordState.Pending, _ record: RecordDefinition) -> DossierView.Pending {
        let shown = sight.classes(in: record.id)
        let fields = (extent == .everything ? record.fields : []).filter { shown.contains($0.sealingClass) }
        return DossierView.Pending(
            action: pending.action, label: record.action(pending.action)?.label.text(in: language) ?? pending.action,
            since: pending.since, isOwn: pending.account == account.id,
            lines: fields.compactMap { field in pending.fields[field.id].flatMap { line(field, $0, shown: shown) } },
            values: Dictionary(
                fields.compactMap { field in pending.fields[field.id].map { (field.id, $0.plain) } },
                uniquingKeysWith: { first, _ in first }))
    }

    private var timeline: [DossierView.Event] {
        let seen = opened.entries.filter { sight.sees($0.record) }
        return zip(seen.indices, seen).reversed().compactMap { place, entry in
            guard let record = definition.record(entry.record) else { return nil }
            return DossierView.Event(
                title: title(of: entry, record), record: record.title.text(in: language), occurredOn: entry.occurredOn,
                recordedAt: entry.recordedAt,
                role: rulebook.role(entry.actor.role)?.title.text(in: language) ?? entry.actor.role,
                stage: entry.stage, version: place + 1)
        }
    }

    private func title(of entry: Entry, _ record: RecordDefinition) -> String {
        switch entry.stage {
        case .confirmed: "\(record.title.text(in: language)): confirmed by a second person"
        case .sentBack: "\(record.title.text(in: language)): sent back to its author"
        case .proposed:
            "\(record.action(entry.action)?.label.text(in: language) ?? entry.action): drafted, waits for a second person"
        case .done: record.action(entry.action)?.done.text(in: language) ?? entry.action
        }
    }

    private var actions: [DossierView.Action] {
        // What may be done to one of several records is offered where the record is seen: an offer tells that it is there.
        casework.available(on: state, to: account.actor, purpose: purpose).filter { offer in
            offer.instance == nil || sight.sees(offer.record.id)
        }
        .map { offer in
            let (record, action) = (offer.record, offer.action)
            let label =
                switch action {
                case SecondPersonVerb.confirm: "Confirm: \(record.title.text(in: language).lowercased())"
                case SecondPersonVerb.sendBack: "Send back: \(record.title.text(in: language).lowercased())"
                default: record.action(action)?.label.text(in: language) ?? action
                }
            return DossierView.Action(
                record: record.id, action: action, instance: offer.instance,
                label: label + (offer.instance.flatMap { subject(of: record, $0) }.map { ": " + $0 } ?? ""))
        }
    }

    /// What one of several records is about, in a few words: its first answers that may be seen.
    private func subject(of record: RecordDefinition, _ instance: Int) -> String? {
        guard let state = state.record(record.id, instance: instance) else { return nil }
        let shown = sight.classes(in: record.id)
        let words = record.fields.compactMap { field in
            state.fields[field.id].flatMap { line(field, $0, shown: shown) }?.value
        }
        return words.isEmpty ? nil : words.prefix(3).joined(separator: ", ")
    }
}

extension Casework {
    /// How a dossier stands for somebody: as far as the records go that they see. What they do not see has not happened yet.
    func standing(of opened: OpenedDossier, as sight: Sight, on day: CivilDate) -> String {
        if opened.state.records.keys.allSatisfy(sight.sees) { return opened.standing }
        return standing(of: opened.state.keeping(sight.sees), on: day)
    }
}

extension FieldDefinition {
    /// Whether its answers are written by hand and not chosen.
    var isTyped: Bool {
        switch kind {
        case .text, .longText, .email, .phone, .files: true
        case .organisation, .account: false
        case .code, .codes: keepsUnlisted
        case .date, .tick, .number, .yesNo: false
        }
    }
}

extension OpenedDossier {
    /// How many kinds of answer of a record the sight does not show; counts classes, so that it tells nothing of their content.
    func hiddenAnswers(of record: RecordDefinition, sight: Sight) -> Int {
        record.sealingClasses.subtracting(sight.classes(in: record.id)).count
    }
}

extension Sight {
    /// The versions of the entries that it sees, in order. Those that it does not see are not counted for it either: a gap would tell
    /// of a decision before the person knows it.
    func versionsSeen(of opened: OpenedDossier) -> [Int] {
        opened.entries.filter { sees($0.record) }.map(\.version)
    }
}
