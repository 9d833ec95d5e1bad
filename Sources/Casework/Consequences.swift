import Law
public import Rulebook

/// What follows from an action that takes effect: filled fields, moves, clocks, questions, whom to tell.
struct Consequences {
    let step: Step
    var circumstances: Circumstances
    private(set) var effects = Effects()
    /// Fields that may not be kept on this dossier, answered or not: what a source put aside under their names goes too.
    private(set) var withheld: Set<String> = []

    init(step: Step, circumstances: Circumstances) {
        self.step = step
        self.circumstances = circumstances
    }

    var fields: Answers { circumstances.answers }

    mutating func work(out doubts: [String]) {
        if circumstances.nation != step.state?.nation { effects.nation = circumstances.nation }
        fill()
        takeAlong()
        raise(doubts)
        withhold()
        move()
        changeClocks()
        settle()
        effects.tells = step.action.tells
    }

    private mutating func settle() {
        var names = step.action.settles
        if let field = step.action.settlesNamedIn, let named = circumstances.answers[field]?.plain {
            names.append(named)
        }
        for name in names {
            guard let question = step.state?.questions[name], question.settledOn == nil else { continue }
            effects.settles.append(name)
        }
    }

    private mutating func withhold() {
        for rule in step.record.withholds where circumstances.holds(rule.when) {
            withheld.formUnion(rule.fields)
            let present = rule.fields.filter { circumstances.answers[$0] != nil || step.request.aside[$0] != nil }
            // What was kept before, and may be no longer, is taken back.
            let kept = rule.fields.filter { step.current?.fields[$0] != nil }
            guard !present.isEmpty || !kept.isEmpty else { continue }
            for field in present { circumstances.answers[field] = nil }
            for field in kept { circumstances.answers[field] = .text("") }
            effects.raises.removeAll { raised in present.contains { raised.hasSuffix("." + $0) } }
            effects.raises.append(rule.question)
        }
    }

    /// Raises what begins to be doubtful with this action: a test that held before it is not raised again. Works on the
    /// answers as they came, before any is withheld, so that a doubt is not lost with the answer that shows it.
    private mutating func raise(_ doubts: [String]) {
        var before = circumstances
        before.answers = [:]
        for question in step.record.questions {
            guard let when = question.when, circumstances.holds(when), step.current == nil || !before.holds(when) else {
                continue
            }
            effects.raises.append(question.id)
            for (field, value) in question.effect { circumstances.answers[field] = .code(value) }
        }
        for doubt in doubts where step.record.questions.contains(where: { doubt.hasPrefix($0.id + ".") }) {
            effects.raises.append(doubt)
        }
    }

    /// What was given with an answer that now is another goes with it, unless it was given anew.
    private mutating func takeAlong() {
        guard let former = step.current?.fields else { return }
        for field in step.record.fields where former[field.id] != nil && circumstances.answers[field.id] == nil {
            guard let other = field.standsWith, let now = circumstances.answers[other], now != former[other] else {
                continue
            }
            circumstances.answers[field.id] = .text("")
        }
    }

    private mutating func fill() {
        for (field, filling) in step.action.sets.sorted(by: { $0.key < $1.key })
        where circumstances.answers[field] == nil || !isAnswered(field) {
            switch filling {
            case .constant(let value): circumstances.answers[field] = .code(value)
            case .actor(let part): circumstances.answers[field] = .text(step.request.actor[part])
            case .law(let name, let parameters):
                // What a law no longer answers does not stand any more.
                circumstances.answers[field] =
                    circumstances.law(name, parameters).value ?? (step.current?.fields[field]).map { _ in .text("") }
            case .rule(let id):
                guard let nation = circumstances.nation else { continue }
                circumstances.answers[field] = step.rulebook.value(of: id, on: circumstances.on, in: nation).map {
                    .text($0.id)
                }
            }
        }
    }

    /// Whether a person answered the field in this request; a person's answer goes before the system's.
    private func isAnswered(_ field: String) -> Bool { step.request.answers[field] != nil }

    private mutating func move() {
        if let to = step.action.destinations.first(where: { circumstances.holds($0.when) })?.state {
            effects.moves.append(.init(record: step.record.id, instance: step.instance, to: to))
        }
        for effect in step.action.also where circumstances.holds(effect.when) {
            let many = step.dossier.record(effect.record)?.isMany ?? false
            let count = step.state?.records[effect.record]?.count ?? 0
            effects.moves.append(.init(record: effect.record, instance: many ? count + 1 : 1, to: effect.to))
        }
    }

    private mutating func changeClocks() {
        let clocks = step.state?.clocks ?? [:]
        for use in step.action.stops where circumstances.holds(use.when) {
            guard let clock = clocks[use.clock], !clock.isOver else { continue }
            effects.clocks.append(.init(clock: use.clock, kind: .stopped, due: clock.due, basis: clock.basis))
        }
        for use in step.action.pauses where circumstances.holds(use.when) {
            guard let clock = clocks[use.clock], !clock.isOver, clock.pausedOn == nil else { continue }
            effects.clocks.append(.init(clock: use.clock, kind: .paused, due: clock.due, basis: clock.basis))
        }
        for use in step.action.resumes where circumstances.holds(use.when) {
            guard let clock = clocks[use.clock], !clock.isOver, let paused = clock.pausedOn else { continue }
            let due = clock.due.map { movedOn($0, by: paused, definition: use.clock) }
            effects.clocks.append(.init(clock: use.clock, kind: .resumed, due: due, basis: clock.basis))
        }
        for use in step.action.starts where circumstances.holds(use.when) { start(use.clock) }
        for use in step.action.recounts where circumstances.holds(use.when) {
            guard let clock = clocks[use.clock], !clock.isOver, let counted = count(use.clock, from: clock.startedOn),
                counted.due != clock.due || counted.basis != clock.basis
            else { continue }
            effects.clocks.append(.init(clock: use.clock, kind: .recounted, due: counted.due, basis: counted.basis))
        }
    }

    /// The due date of a paused clock that runs on today: what was left at the pause is left now, in the rule's own unit.
    private func movedOn(_ due: CivilDate, by paused: CivilDate, definition id: String) -> CivilDate {
        if let (value, calendar) = measure(id, on: circumstances.on), value.unit == .workingDays,
            let left = try? WorkingDays.between(paused, due, in: calendar),
            let day = try? left.after(circumstances.on, in: calendar)
        {
            return day
        }
        return due.adding(days: paused.days(until: circumstances.on))
    }

    /// The rule value in force for a clock on a day, and the calendar it counts by.
    private func measure(_ id: String, on day: CivilDate) -> (value: RuleValue, calendar: HolidayCalendar)? {
        guard let definition = step.dossier.clock(id), let nation = circumstances.nation else { return nil }
        let body = definition.bodies.lazy.compactMap(bodyCode).first
        guard
            let value = step.rulebook.value(of: definition.rule, on: day, in: nation, area: body?.mappings["area"]),
            let calendar = body?.mappings["calendar"].flatMap({ step.rulebook.calendars[$0] })
                ?? step.rulebook.calendar(of: nation)
        else { return nil }
        return (value, calendar)
    }

    private mutating func start(_ id: String) {
        guard let counted = count(id, from: circumstances.on) else { return }
        effects.clocks.append(.init(clock: id, kind: .started, due: counted.due, basis: counted.basis))
    }

    /// Where a clock that began on `day` ends; `nil` when no rule for it was in force there that day.
    private mutating func count(_ id: String, from day: CivilDate) -> (due: CivilDate?, basis: String)? {
        guard let (value, calendar) = measure(id, on: day) else { return nil }
        var due: CivilDate?
        do {
            if case .on(let last) = try DueDate.of(value, from: day, calendar: calendar) { due = last }
        } catch {
            // The rulebook lacks the holidays of that year: the clock runs without a day, and the case says so.
            effects.raises.append("clock_not_computable.\(id)")
        }
        return (due, value.id)
    }

    /// The code of the body that decides, from an answer just given or already on the dossier.
    private func bodyCode(_ path: FieldPath) -> Code? {
        guard let value = circumstances.fact(path), let list = step.dossier.field(path)?.list else { return nil }
        return step.rulebook.lists[list]?[value.plain]
    }
}

extension DossierDefinition {
    /// The clock of that name in any of the dossier's records.
    public func clock(_ id: String) -> ClockDefinition? {
        for record in records {
            if let clock = record.clocks.first(where: { $0.id == id }) { return clock }
        }
        return nil
    }
}
