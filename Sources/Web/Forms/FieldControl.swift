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
    }

    /// The most answers that radios are used for.
    private static let fewAnswers = 8

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
        case .tick: self = .tick
        case .yesNo:
            self = .radios([Option(value: "yes", label: speech("Yes")), Option(value: "no", label: speech("No"))])
        case .codes: self = .checkboxes(FieldControl.options(of: field, rulebook, day, speech))
        case .code:
            let all = FieldControl.options(of: field, rulebook, day, speech)
            if style == .journey, all.count > FieldControl.fewAnswers {
                self = .search(list: field.list ?? field.id)
                return
            }
            if field.keepsUnlisted {
                self = .suggestions(list: field.list ?? field.id, all)
            } else {
                self = all.count <= FieldControl.fewAnswers ? .radios(all) : .select(all)
            }
        }
    }

    private static func options(of field: FieldDefinition, _ rulebook: Rulebook, _ day: CivilDate, _ speech: Speech)
        -> [Option]
    {
        (field.list.flatMap { rulebook.lists[$0] }?.codes ?? []).filter { $0.period.contains(day) }
            .map { Option(value: $0.code, label: speech($0.label)) }
    }

    /// The values under which further questions can be shown once they are chosen.
    var choices: [String] {
        switch self {
        case .radios(let options), .checkboxes(let options): options.map(\.value)
        case .tick: ["yes"]
        case .select, .suggestions, .search, .date, .number, .line, .longText: []
        }
    }
}
