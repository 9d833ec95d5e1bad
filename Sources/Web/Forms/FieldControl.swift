import Rulebook

/// How a question is asked on a page, by the type of its field.
enum FieldControl: Sendable {
    /// One of a few answers.
    case radios([Option])
    /// One of many answers.
    case select([Option])
    /// One of many answers, or any other text: the list is offered while typing.
    case suggestions(list: String, [Option])
    /// One of very many answers: typed, and found on the server.
    case search(list: String)
    case checkboxes([Option])
    case tick
    case date
    case number
    case line(Line)
    case longText

    struct Option: Sendable {
        let value: String
        let label: String
    }

    enum Line: Sendable {
        case text, email, phone
    }

    /// How long lists are asked.
    enum Style: Sendable {
        /// A whole form on one page, as staff fill in.
        case whole
        /// One question at a time.
        case journey
        /// What is to change of answers given before: long lists as in a journey, and a box can be unticked.
        case correction
    }

    /// The most answers that radios are used for.
    private static let fewAnswers = 10

    /// - Parameters:
    ///   - day: the answers in use that day are offered.
    ///   - options: the answers to choose from instead of those of the field's list.
    init(
        _ field: FieldDefinition, rulebook: Rulebook, on day: CivilDate, options: [Option]? = nil,
        speech: Speech = .english,
        style: Style = .whole
    ) {
        if let options {
            self = .radios(options)
            return
        }
        switch field.kind {
        case .text, .files, .organisation, .account: self = .line(.text)
        case .email: self = .line(.email)
        case .phone: self = .line(.phone)
        case .longText: self = .longText
        case .date: self = .date
        case .number: self = .number
        case .tick where style != .correction: self = .tick
        case .yesNo, .tick:
            self = .radios([Option(value: "yes", label: speech("Yes")), Option(value: "no", label: speech("No"))])
        case .codes: self = .checkboxes(FieldControl.options(of: field, rulebook, day, speech))
        case .code:
            let hasFew = FieldControl.hasFew(field, rulebook, day)
            if style != .whole, !hasFew {
                self = .search(list: field.list ?? field.id)
                return
            }
            let all = FieldControl.options(of: field, rulebook, day, speech)
            if field.keepsUnlisted {
                self = .suggestions(list: field.list ?? field.id, all)
            } else {
                self = hasFew ? .radios(all) : .select(all)
            }
        }
    }

    private static func codes(of field: FieldDefinition, _ rulebook: Rulebook, _ day: CivilDate)
        -> LazyFilterSequence<[Code]>
    {
        (field.list.flatMap { rulebook.lists[$0] }?.codes ?? []).lazy.filter { $0.period.contains(day) }
    }

    /// Cost: looks at no more of a list than it has to.
    private static func hasFew(_ field: FieldDefinition, _ rulebook: Rulebook, _ day: CivilDate) -> Bool {
        codes(of: field, rulebook, day).dropFirst(fewAnswers).isEmpty
    }

    private static func options(of field: FieldDefinition, _ rulebook: Rulebook, _ day: CivilDate, _ speech: Speech)
        -> [Option]
    {
        codes(of: field, rulebook, day).map { Option(value: $0.code, label: speech($0.label)) }
    }

    /// The answers to a question under each of which further questions can be shown once it is chosen.
    static func choices(of field: FieldDefinition, rulebook: Rulebook, on day: CivilDate) -> [String] {
        switch field.kind {
        case .yesNo: ["yes", "no"]
        case .tick: ["yes"]
        case .codes: codes(of: field, rulebook, day).map(\.code)
        case .code:
            field.keepsUnlisted || !hasFew(field, rulebook, day) ? [] : codes(of: field, rulebook, day).map(\.code)
        case .text, .longText, .email, .phone, .date, .number, .files, .organisation, .account: []
        }
    }
}
