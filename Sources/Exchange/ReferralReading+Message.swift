import Casework
import Rulebook
import StrictJSON

extension ReferralReading {
    /// Keys that alone carry a question come first: which question a shared key answers, and what follows from others,
    /// depends on them.
    mutating func readMessage() {
        var waiting: [Int: Int] = [:]
        for (member, slot) in keys.message {
            guard case .alone(let question) = table.uses[slot] else {
                waiting[slot] = member
                continue
            }
            if let answer = answer(keys.members[member], to: question, spellings: question.spellings) {
                given.raw[question.id] = answer
            }
        }
        for (question, slots) in table.several { read(slots.compactMap { waiting[$0] }, for: question) }
        for (slot, questions) in table.shared {
            if let member = waiting[slot] { read(keys.members[member], for: questions) }
        }
        readNumbered()
        for question in table.derived { derive(question) }
    }

    /// The first key with an answer is taken. Another that says something else is kept aside.
    private mutating func read(_ members: [Int], for question: Question) {
        for index in members {
            let member = keys.members[index]
            guard let answer = answer(member, to: question, spellings: question.spellings) else { continue }
            if let taken = given.raw[question.id] {
                if !says(answer, sameAs: taken, question) { aside.keep(member, of: question.id) }
            } else {
                given.raw[question.id] = answer
            }
        }
    }

    private func says(_ answer: RawAnswer, sameAs other: RawAnswer, _ question: Question) -> Bool {
        if answer == other { return true }
        guard let value = given.value(of: answer, for: question) else { return false }
        return value == given.value(of: other, for: question)
    }

    private mutating func read(_ member: JSON.Member, for questions: [Question]) {
        let taker = questions.first { given.raw[$0.id] == nil && given.holds($0.appliesWhen) }
        if let taker {
            given.raw[taker.id] = answer(member, to: taker, spellings: taker.spellings)
            return
        }
        let saysSomething = questions.contains { RawAnswer(member.value, for: $0.kind, spellings: $0.spellings) != nil }
        if saysSomething, let first = questions.first { aside.keep(member, of: first.id) }
    }

    /// Files come as several keys a file: its name becomes the answer, or else its first key; the rest is kept aside.
    private mutating func readNumbered() {
        guard !keys.numbered.isEmpty else { return }
        var names: [String: [(number: Int, name: String, isName: Bool)]] = [:]
        for found in keys.numbered.sorted(by: { ($0.number, $0.key) < ($1.number, $1.key) }) {
            let pattern = table.numbered[found.key]
            let member = keys.members[found.member]
            let question = pattern.question.id
            let text = member.value.string.flatMap { $0.isBlank ? nil : $0 }
            if !pattern.isName || text == nil { aside.keep(member, of: question) }
            guard let text else { continue }
            var known = names[question] ?? []
            if let last = known.last, last.number == found.number {
                if pattern.isName, !last.isName { known[known.count - 1] = (found.number, text, true) }
            } else {
                known.append((found.number, text, pattern.isName))
            }
            names[question] = known
        }
        for (question, known) in names { given.raw[question] = .list(known.map(\.name)) }
    }

    /// An answer that the message leaves out but that follows from others.
    private mutating func derive(_ question: Question) {
        guard given.raw[question.id] == nil, given.holds(question.appliesWhen) else { return }
        let holding = question.derived.filter { given.holds($0.when) }.map(\.value)
        if question.kind == .codes, !holding.isEmpty {
            given.raw[question.id] = .list(holding)
        } else if let value = holding.first ?? question.derived.lazy.compactMap(\.otherwise).first {
            given.raw[question.id] = .text(value)
        }
    }
}
