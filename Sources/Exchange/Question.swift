import Casework
import Rulebook

/// One field of a record, reduced to what reading a line needs. A class, so that a line costs no copies of it.
final class Question: Sendable {
    let id: String
    let kind: FieldDefinition.Kind
    let list: CodeList?
    let appliesWhen: Condition?
    let spellings: Spellings
    let derived: [CaseworkMapping.Derived]

    init(_ field: FieldDefinition, lists: [String: CodeList]) {
        id = field.id
        kind = field.kind
        list = field.list.flatMap { lists[$0] }
        appliesWhen = field.appliesWhen
        spellings = Spellings(field.casework?.values ?? [:])
        derived = field.casework?.derived ?? []
    }
}

/// How the message spells the answers of one question. There are few, so they are looked through one by one.
struct Spellings: Sendable {
    private let pairs: [(theirs: String, ours: RawAnswer?)]

    static let none = Spellings([:])

    init(_ values: [String: [String]]) {
        pairs = values.sorted { $0.key < $1.key }.map { theirs, ours in
            (theirs, ours.count > 1 ? .list(ours) : ours.first.map { .text($0) })
        }
    }

    /// Our answer for their spelling, which may mean that there is none; `nil` for a spelling that is not listed.
    func ours(for theirs: String) -> RawAnswer?? {
        for pair in pairs where pair.theirs == theirs { return .some(pair.ours) }
        return nil
    }
}
