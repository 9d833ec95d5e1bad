import Rulebook

extension DossierState {
    /// The state after all entries, in order of version. `nil` when there are none.
    public static func folding(_ entries: some Sequence<Entry>, kind: String) -> DossierState? {
        var state: DossierState?
        for entry in entries {
            if state == nil { state = DossierState(kind: kind, openedOn: entry.occurredOn) }
            state?.apply(entry)
        }
        return state
    }

    /// Adds one entry. The only way a state ever changes; consults no rulebook.
    public mutating func apply(_ entry: Entry) {
        version = entry.version
        if openedBy == nil { openedBy = entry.actor }
        if let nation = entry.effects.nation { self.nation = nation }
        if entry.stage == .proposed {
            change(entry.record, entry.instance, on: entry.occurredOn) { record in
                record.pending = .init(
                    action: entry.action, account: entry.actor.account, fields: entry.fields, since: entry.occurredOn)
                record.lastActors[entry.action] = entry.actor.account
            }
            return
        }
        for move in entry.effects.moves {
            change(move.record, move.instance, on: entry.occurredOn) { record in
                if record.state != move.to { record.since = entry.occurredOn }
                record.state = move.to
            }
        }
        change(entry.record, entry.instance, on: entry.occurredOn) { record in
            record.lastActors[entry.action] = entry.actor.account
            record.recordedAt = entry.recordedAt
            if entry.stage != .done { record.pending = nil }
            guard entry.stage != .sentBack else { return }
            if record.fields.isEmpty {
                record.fields = entry.fields
            } else {
                record.fields.merge(entry.fields) { _, new in new }
                // An empty answer takes the former one back.
                for (field, value) in entry.fields where value.plain.isEmpty { record.fields[field] = nil }
            }
        }
        for change in entry.effects.clocks { apply(change, on: entry.occurredOn) }
        for question in entry.effects.raises { questions[question] = QuestionState(raisedOn: entry.occurredOn) }
        for question in entry.effects.settles { questions[question]?.settledOn = entry.occurredOn }
    }

    private mutating func change(
        _ kind: String, _ instance: Int, on day: CivilDate, _ body: (inout RecordState) -> Void
    ) {
        while records[kind, default: []].count < instance {
            records[kind, default: []].append(
                RecordState(kind: kind, instance: records[kind, default: []].count + 1, state: "", since: day))
        }
        body(&records[kind, default: []][instance - 1])
    }

    private mutating func apply(_ change: Effects.ClockChange, on day: CivilDate) {
        switch change.kind {
        case .started:
            clocks[change.clock] = ClockState(clock: change.clock, startedOn: day, due: change.due, basis: change.basis)
        case .stopped:
            clocks[change.clock]?.stoppedOn = day
        case .paused:
            clocks[change.clock]?.pausedOn = day
        case .resumed:
            clocks[change.clock]?.pausedOn = nil
            clocks[change.clock]?.due = change.due
        case .recounted:
            clocks[change.clock]?.due = change.due
            clocks[change.clock]?.basis = change.basis
        }
    }
}
