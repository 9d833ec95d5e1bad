public import Rulebook

/// Runs the scenarios of a rulebook: the law's unit tests.
///
/// A history goes through the same kernel as a real case, answer by answer; a question goes to the same rules. Pure: no
/// clock, no randomness, so a scenario gives the same result on every day.
public struct ScenarioRunner: Sendable {
    public let rulebook: Rulebook

    public init(_ rulebook: Rulebook) {
        self.rulebook = rulebook
    }

    /// Runs one scenario and compares what comes of it with what it expects.
    public func run(_ scenario: Scenario) -> ScenarioResult {
        var failures: [String] = []
        if let question = scenario.asks {
            failures = answersThatDiffer(question, scenario.expects.answers)
        } else if let dossier = rulebook.dossier(scenario.dossier) {
            var history = ScenarioHistory(scenario, dossier: dossier, rulebook: rulebook)
            failures = history.play()
        } else {
            failures = ["The rulebook has no dossier of kind \(scenario.dossier)."]
        }
        return ScenarioResult(scenario: scenario, failures: failures)
    }

    /// Runs every scenario of the rulebook, in its order.
    public func runAll() -> [ScenarioResult] {
        rulebook.scenarios.map(run)
    }
}

/// What came of one scenario.
public struct ScenarioResult: Sendable {
    public let scenario: Scenario
    /// Each difference from what was expected, in one sentence; empty when the scenario holds.
    public let failures: [String]

    public var holds: Bool { failures.isEmpty }
}

/// Compares what a scenario expects with what came, word by word.
struct Comparison {
    private(set) var failures: [String] = []

    mutating func expect(_ expected: String, _ found: String, of subject: String) {
        if expected != found { failures.append("Expected \(subject): \(expected). Found: \(found).") }
    }
}
