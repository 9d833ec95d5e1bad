import StrictJSON

/// Where the keys of one line lead.
struct LineKeys {
    let members: [JSON.Member]
    /// Members with a key of the form, of the message.
    private(set) var form: [(member: Int, slot: Int)] = []
    private(set) var message: [(member: Int, slot: Int)] = []
    /// Members with a numbered key of the message, and which of them it is.
    private(set) var numbered: [(key: Int, number: Int, member: Int)] = []
    /// Members whose key no question has, in either format.
    private(set) var strangers: [Int] = []

    init(_ members: [JSON.Member], in table: QuestionTable) {
        self.members = members
        for index in members.indices {
            guard let slots = table.slots[members[index].key] else {
                addStranger(index, in: table)
                continue
            }
            if let slot = slots.form {
                if form.isEmpty { form.reserveCapacity(members.count) }
                form.append((index, slot))
            }
            if let slot = slots.message {
                if message.isEmpty { message.reserveCapacity(members.count) }
                message.append((index, slot))
            }
        }
    }

    private mutating func addStranger(_ index: Int, in table: QuestionTable) {
        for (position, pattern) in table.numbered.enumerated() {
            guard let number = pattern.number(in: members[index].key) else { continue }
            numbered.append((position, number, index))
            return
        }
        strangers.append(index)
    }

    /// `nil` when the line has the keys of neither. Where it has as many of both it is a message: the form never mixes.
    var format: ReferralFormat? {
        let messageCount = message.count + numbered.count
        if form.isEmpty, messageCount == 0 { return nil }
        return messageCount >= form.count ? .caseworkMessage : .formAnswers
    }
}
