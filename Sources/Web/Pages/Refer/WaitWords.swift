import Access
import Ledger
import Rulebook

/// How long people wait at present, in words.
struct WaitWords: Sendable {
    private let firstWait: Wait?
    private let finalWait: Wait?
    private let explanations: [Explanation]

    init(_ visit: SignedInVisit) async throws {
        try await self.init(visit.site)
    }

    init(_ site: Site) async throws {
        let journey = site.rulebook.journeys.first
        firstWait = try await WaitWords.wait(journey?.firstWait, site)
        finalWait = try await WaitWords.wait(journey?.finalWait, site)
        explanations = site.rulebook.explanations
    }

    private static func wait(_ clock: String?, _ site: Site) async throws -> Wait? {
        guard let clock else { return nil }
        return try await site.access.wait(for: clock)
    }

    /// How long until the first decision.
    func first(_ say: Speech) -> String { sentences(in: say.language).first ?? "" }

    /// Everything there is to say about waiting, in a language.
    func sentences(in language: String) -> [String] {
        guard let words = explanations.first(where: { $0.language == language })?.wait else { return [] }
        var sentences = [
            filled(words.first, firstWait) ?? words.firstUnknown, filled(words.final, finalWait) ?? words.finalUnknown,
        ]
        if let finalWait, let median = finalWait.waitingMedian {
            sentences.append(
                words.waiting.replacingPlace("count", with: String(finalWait.waiting))
                    .replacingPlace("median", with: String(median)))
        }
        return sentences
    }

    private func filled(_ sentence: String, _ wait: Wait?) -> String? {
        guard let wait, let median = wait.median, let most = wait.most else { return nil }
        return sentence.replacingPlace("median", with: String(median)).replacingPlace("most", with: String(most))
    }
}
