public import Casework
public import Ledger
import Rulebook
import StrictJSON

/// A draft in a list: enough to know it again, and none of what was answered beside that.
public struct DraftLine: Sendable {
    public let head: DraftHead
    /// The people in it who have been named, in their order.
    public let names: [String]
    public let people: Int
    /// What whoever refers calls it in their own files; empty when not said.
    public let ownReference: String
    /// What another system calls the draft.
    public let label: String?
    /// The case that a referral is added to.
    public let attachedTo: Reference?
    /// When it was begun; of one that a person began, the day.
    public let begunAt: Instant

    public var id: Reference { head.id }
    public var savedAt: Instant { Instant(milliseconds: head.savedAt) }

    /// Where a page of a list ends.
    public struct Place: Sendable {
        let endsOn: CivilDate
        let id: Int64

        /// Reads ``text``.
        public init?(_ text: String) {
            let parts = text.split(separator: "-")
            guard parts.count == 2, let day = Int(parts[0]), let id = Int64(parts[1]), (0..<10_000_000).contains(day)
            else { return nil }
            self.init(endsOn: CivilDate(dayNumber: day), id: id)
        }

        init(endsOn: CivilDate, id: Int64) {
            self.endsOn = endsOn
            self.id = id
        }

        public var text: String { "\(endsOn.dayNumber)-\(id)" }
    }

    /// Its place in a list.
    public var place: Place { Place(endsOn: head.endsOn, id: head.id.number) }

    init(_ head: DraftHead, _ json: JSON) {
        self.head = head
        names = (json["names"]?.items ?? []).compactMap(\.string)
        people = json["people"]?.integer ?? 1
        ownReference = json["own_reference"]?.string ?? ""
        label = json["label"]?.string
        attachedTo = json["attached_to"]?.string.flatMap { Reference($0) }
        begunAt = Draft.begun(json["begun_at"]?.integer.map { Int64($0) }, head.begunOn)
    }
}

extension Draft {
    /// When it was begun; of one that a person began, the day.
    public var begunAt: Instant { Draft.begun(content.begunAt, begunOn) }

    fileprivate static func begun(_ moment: Int64?, _ day: CivilDate) -> Instant {
        Instant(milliseconds: moment ?? Int64(day.dayNumber) * 86_400_000)
    }
}

extension Draft.Content {
    /// As it is stored.
    func stored(in journey: JourneyDefinition) -> DraftContent {
        DraftContent(body: json.bytes, line: line(in: journey).bytes)
    }

    /// What ``DraftLine`` reads.
    func line(in journey: JourneyDefinition) -> JSON {
        let names = people.compactMap { name(of: $0.number, in: journey) }
        var members: [JSON.Member] = [
            .init(key: "names", value: .array(names.map { .string($0) })),
            .init(key: "people", value: JSON(people.count)),
        ]
        if let field = journey.ownReference,
            case .text(let text)? = people.first.flatMap({ answers(of: $0.number)[field] })
        {
            members.append(.init(key: "own_reference", value: .string(text)))
        }
        if let label { members.append(.init(key: "label", value: .string(label))) }
        if let attachedTo { members.append(.init(key: "attached_to", value: .string("\(attachedTo)"))) }
        if let begunAt { members.append(.init(key: "begun_at", value: .number(String(begunAt)))) }
        return .object(members)
    }

    /// The name of a person as far as it has been typed; `nil` when it has not.
    func name(of number: Int, in journey: JourneyDefinition) -> String? {
        let own = person(number)?.answers
        let words = journey.names.prefix(2).compactMap { field -> String? in
            if case .text(let text)? = own?[field] ?? shared[field], !text.isEmpty { return text }
            return nil
        }
        return words.isEmpty ? nil : words.joined(separator: " ")
    }
}
