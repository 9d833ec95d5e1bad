public import Casework
public import Ledger
public import Rulebook
import StrictJSON

/// A referral before it is sent: of one person, or of several met together.
public struct Draft: Sendable {
    public struct Person: Sendable, Hashable {
        /// From 1, in the order in which they were added; never used again in this draft.
        public let number: Int
        /// What is answered for this person, as it was typed. Goes before what is shared.
        public var answers: [String: RawAnswer]
        /// The case that came of it; `nil` until it is sent.
        public var sent: Reference?
        /// The record that was made of it.
        public var sentAs: String?
        /// Questions whose answers were changed while it was being sent: what was sent says otherwise.
        public var leftOut: [String] = []

        public init(number: Int, answers: [String: RawAnswer] = [:]) {
            self.number = number
            self.answers = answers
        }
    }

    /// How several people came to be met together.
    public struct Meeting: Sendable, Hashable {
        public var operation = ""
        /// A day as `2026-11-21`; empty when not said.
        public var day = ""
        public var place = ""

        public init() {}
    }

    /// What is stored; everything else is about the draft.
    public struct Content: Sendable, Hashable {
        /// Whoever has the draft knows it by this.
        public var shared: [String: RawAnswer] = [:]
        public var people: [Person] = [Person(number: 1)]
        public var meeting = Meeting()
        /// The case that a referral is added to: somebody who said no comes back.
        /// Only a draft of one person has it.
        public var attachedTo: Reference?
        /// The highest number given to a person.
        public var lastNumber = 1
        /// What another system calls the draft.
        public var label: String?
        /// When another system began it, in milliseconds since 1970.
        public var begunAt: Int64?

        public init() {}

        /// Adds a person. Where there was one, what is not the same for all becomes theirs alone.
        ///
        /// - Parameter fields: those that are shared where there are several.
        /// - Returns: the new person's number.
        @discardableResult
        public mutating func addPerson(sharing fields: Set<String>) -> Int {
            if people.count == 1 {
                for (field, answer) in shared where !fields.contains(field) {
                    if people[0].answers[field] == nil { people[0].answers[field] = answer }
                    shared[field] = nil
                }
            }
            lastNumber += 1
            people.append(Person(number: lastNumber))
            return lastNumber
        }

        public func person(_ number: Int) -> Person? { people.first { $0.number == number } }

        /// What a person's referral will say.
        public func answers(of number: Int) -> [String: RawAnswer] {
            shared.merging(person(number)?.answers ?? [:]) { $1 }.filter { $0.value != .text("") }
        }

        /// Puts answers to a task's questions where they belong. `nil` takes an answer away.
        ///
        /// - Parameter number: the person, or `nil` for everybody in the draft.
        public mutating func put(_ answers: [String: RawAnswer?], for number: Int?) {
            guard let number else {
                for (field, answer) in answers { shared[field] = answer }
                return
            }
            guard let place = people.firstIndex(where: { $0.number == number }) else { return }
            // Where the others have an answer, that this person has none must be said.
            for (field, answer) in answers {
                people[place].answers[field] = answer ?? (shared[field] == nil ? nil : .text(""))
            }
        }

        /// Takes a person out who was not sent. The one who is left has no answers beside the shared ones.
        ///
        /// - Parameter fields: those that are shared where there are several.
        public mutating func remove(_ number: Int, sharing fields: Set<String>) {
            people.removeAll { $0.number == number && $0.sent == nil }
            guard people.count == 1 else { return }
            for (field, answer) in people[0].answers where fields.contains(field) {
                shared[field] = answer == .text("") ? nil : answer
                people[0].answers[field] = nil
            }
        }

        /// The case that a referral from here is added to. A case is one person's: somebody met with them gets one of their own.
        var caseToJoin: Reference? { people.count == 1 ? attachedTo : nil }

        public var isSent: Bool { people.allSatisfy { $0.sent != nil } }
        public var isAnySent: Bool { people.contains { $0.sent != nil } }
    }

    public let id: Reference
    public let journey: JourneyDefinition
    public let organisation: String
    /// Empty: the whole organisation.
    public let team: String
    /// The account that is responsible for it.
    public let owner: String
    public let begunOn: CivilDate
    public let warnsOn: CivilDate
    /// The last day on which it can be opened.
    public let endsOn: CivilDate
    public let savedAt: Instant
    public let sentAt: Instant?
    public let version: Int
    public var content: Content

    init?(_ stored: StoredDraft, in rulebook: Rulebook) {
        guard let journey = rulebook.journey(stored.head.journey), let json = try? JSON(stored.body),
            let content = Content(json)
        else { return nil }
        let head = stored.head
        id = head.id
        self.journey = journey
        organisation = head.organisation
        team = head.team
        owner = head.owner
        begunOn = head.begunOn
        warnsOn = head.warnsOn
        endsOn = head.endsOn
        savedAt = Instant(milliseconds: head.savedAt)
        sentAt = head.sentAt.map { Instant(milliseconds: $0) }
        version = head.version
        self.content = content
    }

    /// Once all of it is sent, its answers are for the sender alone; the team keeps names and references.
    func shown(to account: Account) -> Draft {
        guard sentAt != nil, owner != account.id else { return self }
        let kept = Set(journey.names + ["nation"])
        var draft = self
        draft.content.shared = content.shared.filter { kept.contains($0.key) }
        for place in draft.content.people.indices {
            draft.content.people[place].answers = content.people[place].answers.filter { kept.contains($0.key) }
        }
        return draft
    }

    /// The name of a person as far as it has been typed; `nil` when it has not.
    public func name(of number: Int) -> String? { content.name(of: number, in: journey) }
}

/// A draft was saved by somebody else while this was being typed.
public struct DraftConflict: Error, Sendable {
    /// The fields whose answers differ from those that were on the page.
    public let fields: [String]

    public init(fields: [String]) { self.fields = fields }
}

// MARK: - As JSON

extension Draft.Content {
    var json: JSON {
        var members: [JSON.Member] = [
            .init(key: "shared", value: RawAnswer.json(shared)),
            .init(
                key: "people",
                value: .array(
                    people.map { person in
                        var members: [JSON.Member] = [
                            .init(key: "number", value: JSON(person.number)),
                            .init(key: "answers", value: RawAnswer.json(person.answers)),
                        ]
                        if let sent = person.sent { members.append(.init(key: "sent", value: .string("\(sent)"))) }
                        if let record = person.sentAs { members.append(.init(key: "sent_as", value: .string(record))) }
                        if !person.leftOut.isEmpty {
                            members.append(
                                .init(key: "left_out", value: .array(person.leftOut.map { .string($0) })))
                        }
                        return .object(members)
                    })),
            .init(
                key: "meeting",
                value: [
                    "operation": .string(meeting.operation), "day": .string(meeting.day),
                    "place": .string(meeting.place),
                ]),
            .init(key: "last_number", value: JSON(lastNumber)),
        ]
        if let attachedTo { members.append(.init(key: "attached_to", value: .string("\(attachedTo)"))) }
        if let label { members.append(.init(key: "label", value: .string(label))) }
        if let begunAt { members.append(.init(key: "begun_at", value: .number(String(begunAt)))) }
        return .object(members)
    }

    init?(_ json: JSON) {
        guard let people = json["people"]?.items else { return nil }
        shared = RawAnswer.answers(json["shared"])
        self.people = people.compactMap { item in
            guard let number = item["number"]?.integer else { return nil }
            var person = Draft.Person(number: number, answers: RawAnswer.answers(item["answers"]))
            person.sent = item["sent"]?.string.flatMap { Reference($0) }
            person.sentAs = item["sent_as"]?.string
            person.leftOut = (item["left_out"]?.items ?? []).compactMap(\.string)
            return person
        }
        meeting.operation = json["meeting"]?["operation"]?.string ?? ""
        meeting.day = json["meeting"]?["day"]?.string ?? ""
        meeting.place = json["meeting"]?["place"]?.string ?? ""
        attachedTo = json["attached_to"]?.string.flatMap { Reference($0) }
        lastNumber = json["last_number"]?.integer ?? self.people.map(\.number).max() ?? 1
        label = json["label"]?.string
        begunAt = json["begun_at"]?.integer.map { Int64($0) }
    }
}

extension RawAnswer {
    static func json(_ answers: [String: RawAnswer]) -> JSON {
        .object(
            answers.sorted { $0.key < $1.key }.compactMap { field, answer in
                switch answer {
                case .text(let text): .init(key: field, value: .string(text))
                case .list(let texts): .init(key: field, value: .array(texts.map { .string($0) }))
                case .unreadable: nil
                }
            })
    }

    static func answers(_ json: JSON?) -> [String: RawAnswer] {
        var answers: [String: RawAnswer] = [:]
        for member in json?.members ?? [] {
            switch member.value {
            case .string(let text): answers[member.key] = .text(text)
            case .array(let items): answers[member.key] = .list(items.compactMap(\.string))
            default: break
            }
        }
        return answers
    }
}
