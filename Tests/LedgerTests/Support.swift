import Casework
import Ledger
import Rulebook
import TestSupport
import Testing

/// A reference with a version, comparable.
struct Repetition: Equatable {
    let reference: Reference
    let version: Int

    init(_ reference: Reference, _ version: Int) {
        self.reference = reference
        self.version = version
    }
}

extension Outcome {
    var recorded: Reference? {
        if case .recorded(let reference, _) = self { reference } else { nil }
    }

    var state: DossierState? {
        if case .recorded(_, let state) = self { state } else { nil }
    }

    var repeated: Repetition? {
        if case .repeated(let reference, let version) = self { Repetition(reference, version) } else { nil }
    }

    var conflict: Repetition? {
        if case .conflict(let reference, let current) = self { Repetition(reference, current) } else { nil }
    }

    var refusal: Refusal? {
        if case .refused(let refusal) = self { refusal } else { nil }
    }
}

extension Ledger {
    /// How many entries there are when all are whole; `nil` when one is not.
    func wholeEntries() async throws -> Int64? {
        let result = try await verify()
        return result.isWhole ? result.entries : nil
    }
}

extension TemporaryLedger {
    func entries() async throws -> Int64 {
        try raw().rows("SELECT COUNT(*) FROM entry")[0][0].integer ?? -1
    }

    /// How many entries there are when all are whole; `nil` when one is not.
    func wholeEntries() async throws -> Int64? { try await ledger.wholeEntries() }

    /// Records a referral and answers its reference.
    func refer(_ builder: RequestBuilder, key: String) async throws -> Reference {
        try #require(try await ledger.record(builder.command(key: key)).recorded)
    }
}

/// Runs many tasks side by side and collects what each answers.
func atOnce<Result: Sendable>(
    _ count: Int, _ body: @escaping @Sendable (Int) async throws -> Result
) async throws -> [Result] {
    try await withThrowingTaskGroup(of: Result.self) { group in
        for index in 0..<count { group.addTask { try await body(index) } }
        var results: [Result] = []
        for try await result in group { results.append(result) }
        return results
    }
}

extension Ledger {
    /// A search over everything, by whoever may see every name.
    func search(_ text: String) async throws -> SearchResult {
        try await search(text, within: nil) { _ in .named }
    }

    /// The work of a role: that of the Single Competent Authority for decision makers, that in nobody's hands for others.
    func worklist(
        owner: String, kind: ClockDefinition.Kind = .due, after cursor: WorklistCursor = .start, limit: Int = 25
    ) async throws -> [WorklistItem] {
        let holder = owner == "decision_maker" ? Scope.body("competent_authority:sca") : nil
        return try await worklist(owner: owner, in: .holder(holder), kind: kind, after: cursor, limit: limit)
    }
}
