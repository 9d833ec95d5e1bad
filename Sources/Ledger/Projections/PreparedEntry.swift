public import Casework
import Crypto
public import Rulebook

/// One action, decided, sealed and chained, ready to be written. Made outside the writer, on any thread.
struct PreparedEntry: Sendable {
    /// `nil` opens a new dossier.
    let dossier: Int64?
    let reference: Reference
    let kind: String
    let openedOn: Int
    /// The version the decision saw.
    let expected: Int
    let entry: StoredEntry
    let keys: [(class: SealingClass, wrapped: [UInt8])]
    let tokens: [Int64]
    /// Tokens of what the entry takes back.
    let tokensGone: [Int64]
    let projection: Projection
    /// What beside the ledger is written with it, when it is.
    var along: [SQLCall] = []
}

extension SummaryLine {
    /// The line's answers: all of them joined by spaces, or the first.
    public func text(in state: DossierState) -> String {
        let answers = fields.compactMap { state.answer($0)?.plain }
        return joins ? answers.joined(separator: " ") : answers.first ?? ""
    }
}
