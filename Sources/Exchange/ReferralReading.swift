import Casework
import Rulebook
import StrictJSON

/// One line being turned into answers.
struct ReferralReading {
    let table: QuestionTable
    let keys: LineKeys
    let format: ReferralFormat
    var given: GivenAnswers
    var aside = Aside()

    /// - Parameter beyond: the record whose questions `table` takes a part of; the others are kept aside under their ids.
    init(_ keys: LineKeys, format: ReferralFormat, table: QuestionTable, beyond: QuestionTable? = nil) {
        self.table = table
        self.keys = keys
        self.format = format
        given = GivenAnswers(table: table, capacity: keys.members.count)
        switch format {
        case .formAnswers: readForm()
        case .caseworkMessage: readMessage()
        }
        keepStrangers(beyond)
        keepOtherFormat()
    }

    private mutating func readForm() {
        for (member, slot) in keys.form {
            guard case .alone(let question) = table.uses[slot] else { continue }
            if let answer = answer(keys.members[member], to: question, spellings: .none) {
                given.raw[question.id] = answer
            }
        }
    }

    /// Reads one value, and keeps aside what the answer itself cannot hold.
    mutating func answer(_ member: JSON.Member, to question: Question, spellings: Spellings) -> RawAnswer? {
        guard question.kind == .files else { return RawAnswer(member.value, for: question.kind, spellings: spellings) }
        if (member.value.items ?? [member.value]).contains(where: { $0.members != nil }) {
            aside.keep(member, of: question.id)
        }
        return RawAnswer(files: member.value)
    }

    private mutating func keepStrangers(_ beyond: QuestionTable?) {
        for index in keys.strangers {
            let member = keys.members[index]
            if format == .caseworkMessage, (beyond ?? table).ignored.contains(member.key) { continue }
            if let question = beyond?.question(of: member.key, in: format) {
                aside.keep(member, of: question)
            } else {
                aside.keep(member)
            }
        }
    }

    /// Keys of the format that this line is not in mean nothing here.
    private mutating func keepOtherFormat() {
        switch format {
        case .formAnswers:
            for (index, _) in keys.message { keepUnlessKnown(keys.members[index], \.form) }
            for found in keys.numbered { aside.keep(keys.members[found.member]) }
        case .caseworkMessage:
            for (index, _) in keys.form { keepUnlessKnown(keys.members[index], \.message) }
        }
    }

    private mutating func keepUnlessKnown(_ member: JSON.Member, _ slot: KeyPath<QuestionTable.Slots, Int?>) {
        if table.slots[member.key]?[keyPath: slot] == nil { aside.keep(member) }
    }
}
