import Law
public import Rulebook

extension Rulebook {
    /// Everything the check finds, with the rules of law that this program has in code. Empty for a sound rulebook.
    public func problems() -> [RulebookProblem] {
        check(laws: LawBook.rules.mapValues(\.parameters))
    }
}
