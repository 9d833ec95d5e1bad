public import Casework
public import Rulebook
public import StrictJSON

/// A JSON object of answers by field id, as programs send and receive them.
///
/// Here it is looked at for its shape alone: every answer has the JSON type that its question takes. Whether the answers
/// make sense is for the kernel to say.
public struct AnswerDocument: Sendable, Hashable {
    /// What was answered.
    public let answers: [String: RawAnswer]
    /// Fields that came as `null`: in a change of a draft, answers to take back; elsewhere no answers.
    public let cleared: Set<String>

    /// The most faults that are named; nobody reads more.
    static let mostFaults = 100

    /// Reads answers.
    ///
    /// - Parameters:
    ///   - json: `{"under_18": "no", "wants_support": true, "contact_channels": ["post"], "number_of_children": 2}`.
    ///   - questions: what the action asks; an answer to anything else is a fault, never dropped.
    ///   - pointer: where the object stands in the document sent.
    /// - Throws: every fault at once, in the order of the document, at most a hundred.
    public init(
        reading json: JSON, asking questions: ActionQuestions, at pointer: String = ""
    ) throws(AnswerFaults) {
        guard let members = json.members else {
            throw AnswerFaults([
                AnswerFault(
                    pointer: pointer, code: "not_an_object",
                    sentence: "Send the answers as a JSON object: the field id and its answer.")
            ])
        }
        var answers: [String: RawAnswer] = [:]
        var cleared: Set<String> = []
        var faults: [AnswerFault] = []
        for member in members where faults.count < AnswerDocument.mostFaults {
            let place = JSONPointer.appending(member.key, to: pointer)
            guard let index = questions.place(of: member.key) else {
                faults.append(
                    AnswerFault(
                        field: member.key, pointer: place, code: "unknown_field",
                        sentence: "There is no question of this name here. Leave it out."))
                continue
            }
            let field = questions.all[index].field
            if member.value == .null {
                cleared.insert(field.id)
                continue
            }
            switch AnswerDocument.read(member.value, for: field, at: place) {
            case .success(let answer): answers[field.id] = answer
            case .failure(let fault): faults.append(fault)
            }
        }
        guard faults.isEmpty else { throw AnswerFaults(faults) }
        self.answers = answers
        self.cleared = cleared
    }

    private static func read(
        _ value: JSON, for field: FieldDefinition, at place: String
    ) -> Result<RawAnswer, AnswerFault> {
        func fault(_ code: String, _ sentence: String, below index: Int? = nil) -> Result<RawAnswer, AnswerFault> {
            .failure(
                AnswerFault(
                    field: field.id, pointer: index.map { "\(place)/\($0)" } ?? place, code: code, sentence: sentence))
        }
        let name = "“\(field.label.english)”"
        switch (field.kind, value) {
        case (.yesNo, .bool(let yes)), (.tick, .bool(let yes)): return .success(.text(yes ? "yes" : "no"))
        // A question that was a plain yes or no once may have had a third answer added since.
        case (.code, .bool(let yes)): return .success(.text(yes ? "yes" : "no"))
        // The kernel knows “yes” and “no” as well, and says what it does not know.
        case (.yesNo, .string(let text)), (.tick, .string(let text)): return .success(.text(text))
        case (.yesNo, _), (.tick, _): return fault("not_yes_or_no", "Answer \(name) with true or false.")
        case (.number, .number(let digits)), (.number, .string(let digits)): return .success(.text(digits))
        case (.number, _): return fault("not_a_number", "Answer \(name) with a whole number, such as 2.")
        case (.codes, .array(let items)), (.files, .array(let items)):
            if let wrong = items.firstIndex(where: { $0.string == nil }) {
                return fault("not_text", "Each item of \(name) must be a text.", below: wrong)
            }
            return .success(.list(items.compactMap(\.string)))
        case (.codes, _), (.files, _): return fault("not_a_list", "Answer \(name) with a list of texts.")
        case (_, .string(let text)): return .success(.text(text))
        case (_, .array): return fault("several_answers", "Give one answer to \(name), as a text.")
        default: return fault("not_text", "Answer \(name) with a text in quotes.")
        }
    }
}

/// Every fault of a document.
public struct AnswerFaults: Error, Sendable, Hashable {
    public let faults: [AnswerFault]

    public init(_ faults: [AnswerFault]) {
        self.faults = faults
    }
}
