import Access
import Law
import Markup
import Rulebook

/// How several people came to be met, as it is typed.
struct MeetingForm: Sendable {
    enum Field: String, Sendable, CaseIterable {
        case operation, day, place

        /// The name of its first control, and its id.
        var name: String { self == .day ? "met-on-day" : rawValue }
        /// The hidden field with what the draft said when the page was made.
        var shown: String { "shown-" + rawValue }
        var longest: Int { self == .place ? 2_000 : 200 }

        func value(_ meeting: Draft.Meeting) -> String {
            switch self {
            case .operation: meeting.operation
            case .day: meeting.day
            case .place: meeting.place
            }
        }

        func put(_ value: String, in meeting: inout Draft.Meeting) {
            switch self {
            case .operation: meeting.operation = value
            case .day: meeting.day = value
            case .place: meeting.place = value
            }
        }
    }

    private let answers: FormAnswers
    /// What was typed; empty when the page did not ask.
    private var typed: [Field: String] = [:]
    private var seen: [Field: String] = [:]
    private(set) var faults: [(text: String, field: Field)] = []

    /// As the draft has it.
    init(_ meeting: Draft.Meeting) {
        var fields = ["operation": [meeting.operation], "place": [meeting.place]]
        if let day = CivilDate(meeting.day) { fields.merge(FormFaults.day(day, of: "met-on")) { $1 } }
        answers = FormAnswers(FormFields(fields))
        for field in Field.allCases { seen[field] = field.value(meeting) }
    }

    /// As it was sent. A page made while there was one person has none of the fields.
    init(_ form: FormFields, shown meeting: Draft.Meeting) {
        answers = FormAnswers(form)
        for field in Field.allCases {
            seen[field] = form.all(field.shown).first ?? field.value(meeting)
            if form.all(field.name).isEmpty { continue }
            typed[field] =
                field == .day
                ? FormAnswers.iso(answers.date("met-on")) ?? ""
                : String(form.first(field.rawValue).prefix(field.longest))
        }
    }

    /// What travels with the form unseen: what the draft said when the page was made.
    var shown: [(name: String, value: String)] { Field.allCases.map { ($0.shown, seen[$0] ?? "") } }

    mutating func check(on today: CivilDate, _ say: Speech) {
        guard let day = typed[.day], !day.isEmpty else { return }
        guard let date = CivilDate(day) else {
            faults.append((say("Enter a real day in numbers, such as 27 3 2026."), .day))
            return
        }
        if date > today {
            faults.append((say("Enter the day on which you met them. It cannot be in the future."), .day))
        }
    }

    /// What was changed on the page, and by somebody else since, to something else.
    func conflicts(with meeting: Draft.Meeting) -> [Field] {
        changed.compactMap { field, value in
            let now = field.value(meeting)
            return now != seen[field] && now != value ? field : nil
        }
    }

    /// Puts in what was changed on the page.
    func apply(to meeting: inout Draft.Meeting) {
        for (field, value) in changed { field.put(value, in: &meeting) }
    }

    private var changed: [(Field, String)] {
        Field.allCases.compactMap { field in typed[field].flatMap { $0 == seen[field] ? nil : (field, $0) } }
    }

    /// Says what somebody else has written meanwhile. Sent once more, what was typed here takes its place.
    mutating func tell(_ fields: [Field], _ meeting: Draft.Meeting, _ say: Speech) {
        for field in fields {
            let now = field.value(meeting)
            let words = field == .day ? CivilDate(now)?.spelledOut ?? "" : now
            faults.append(
                (
                    say(
                        "Somebody else has written “{text}” here meanwhile. Save once more to put yours in its place.",
                        ["text": words]), field
                ))
            seen[field] = now
        }
    }

    func write(_ say: Speech, to page: inout HTMLWriter) {
        let form = self
        page.add(
            Fieldset(
                Legend(.text(say("How you met them")), size: .m),
                content: Content { page in
                    page.add(
                        TextInput(
                            name: "operation",
                            label: Label(.text(say("Name of the operation") + " " + say("(optional)"))),
                            value: form.answers.text("operation"), error: form.error(.operation), autocomplete: "off"))
                    let (day, month, year) = form.answers.date("met-on")
                    page.add(
                        DateInput(
                            id: "met-on", legend: Legend(.text(say("Day") + " " + say("(optional)"))),
                            values: [.day: day, .month: month, .year: year], error: form.error(.day)))
                    page.add(
                        TextArea(
                            name: "place",
                            label: Label(.text(say("Address or place") + " " + say("(optional)"))),
                            value: form.answers.text("place"), rows: 3,
                            hint: .text(say("Where they were met, not a safe house")), error: form.error(.place)))
                }))
    }

    private func error(_ field: Field) -> Content? {
        faults.first { $0.field == field }.map { .typed($0.text) }
    }
}
