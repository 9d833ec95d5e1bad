import ArgumentParser
import Casework
import Foundation
import Rulebook
import StrictJSON

struct RulebookCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rulebook", abstract: "Reads, checks and tests the law.",
        subcommands: [RulebookCheck.self, RulebookRule.self, RulebookTest.self])
}

struct RulebookCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Looks for faults: gaps in dates, unknown codes, states that cannot be reached."
    )

    @OptionGroup var options: RulebookOptions
    @Flag(help: "Answer in JSON.") var json = false

    func run() throws {
        var problems: [RulebookProblem]
        var rulebook: Rulebook?
        do {
            let loaded = try options.load()
            rulebook = loaded
            problems = loaded.problems()
        } catch RulebookError.faulty(let found) {
            problems = found
        }
        if json {
            Terminal.say([
                "ok": .bool(problems.isEmpty),
                "problems": .array(
                    problems.map { ["file": .string($0.file), "line": JSON($0.line), "message": .string($0.message)] }),
            ])
        } else if let rulebook, problems.isEmpty {
            let values = rulebook.rules.values.reduce(0) { $0 + $1.values.count }
            Terminal.say(
                "\(rulebook.title.english): no faults in \(rulebook.rules.count) rules with \(values) dated values, \(rulebook.lists.count) code lists, \(rulebook.dossiers.flatMap(\.records).count) records, \(rulebook.roles.count) roles and \(rulebook.scenarios.count) scenarios."
            )
        } else {
            for problem in problems { Terminal.say(problem.description) }
        }
        if !problems.isEmpty {
            throw Failure(
                message: json
                    ? ""
                    : "\(problems.count) \(problems.count == 1 ? "fault" : "faults"). Correct each file at the line named."
            )
        }
    }
}

struct RulebookRule: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rule", abstract: "The value of a rule in force on a day in a nation.")

    @Argument(help: "The id of a rule or of one of its values, for example recovery_period.minimum.") var id: String
    @Option(name: .long, help: ArgumentHelp("The day, such as 2023-01-30.", valueName: "date")) var on: String
    @Option(name: .long, help: ArgumentHelp("E, W, S or NI.", valueName: "nation")) var nation: String
    @Option(name: .long, help: ArgumentHelp("A narrower area, for example child_pilot.", valueName: "area")) var area:
        String?
    @OptionGroup var options: RulebookOptions
    @Flag(help: "Answer in JSON.") var json = false

    func validate() throws {
        if CivilDate(on) == nil { throw ValidationError("“\(on)” is not a day. Write it as 2023-01-30.") }
    }

    func run() throws {
        let rulebook = try options.load()
        guard let day = CivilDate(on) else { return }
        guard let place = rulebook.nation(nation) else {
            let known = rulebook.nations.map(\.nation.code).joined(separator: ", ")
            throw Failure(message: "“\(nation)” is not a nation of this rulebook. Choose one of: \(known).", code: 2)
        }
        switch rulebook.rule(id, on: day, in: place.nation, area: area) {
        case .unknownRule:
            throw Failure(message: "There is no rule “\(id)”.\(suggestion(for: id, in: rulebook))")
        case .nothingInForce(let rule):
            throw Failure(message: nothing(rule, rulebook, day, place))
        case .inForce(let value):
            json ? Terminal.say(answer(value, day, place.nation)) : tell(value, rulebook, day, place)
        }
    }

    private func answer(_ value: RuleValue, _ day: CivilDate, _ nation: Nation) -> JSON {
        let content: JSON =
            switch value.content {
            case .number(let number): JSON(number)
            case .text(let text): .string(text)
            case .codes(let codes): .array(codes.map { .string($0) })
            case .unknown: .null
            }
        return [
            "id": .string(value.id), "nation": .string(nation.code), "on": .string(day.description), "value": content,
            "unit": .string(value.unit.rawValue), "status": .string(value.status.rawValue),
            "source": .string(value.source),
            "confidence": .string(value.confidence.statement),
            "from": value.period.from.map { .string($0.description) } ?? .null,
            "until": value.period.until.map { .string($0.description) } ?? .null,
        ]
    }

    private func tell(_ value: RuleValue, _ rulebook: Rulebook, _ day: CivilDate, _ place: NationDefinition) {
        var lines = [rulebook.rule(owning: value.id)?.title.english ?? value.id]
        lines.append("\(place.title.english), \(day.spelledOut)")
        lines.append("")
        lines.append(
            "  \(value.content)\(value.content.number == nil ? "" : " " + value.unit.rawValue.replacingOccurrences(of: "_", with: " "))"
        )
        lines.append("")
        let from = value.period.from.map { $0.spelledOut } ?? "an unknown day"
        let until = value.period.until.map { "to \($0.spelledOut)" } ?? "on"
        lines.append("In force    from \(from) \(until)")
        lines.append("Status      \(value.status.rawValue.replacingOccurrences(of: "_", with: " "))")
        lines.append("Source      \(value.source)")
        lines.append("Confidence  \(value.confidence.statement)")
        if let caution = value.confidence.caution { lines.append("            \(caution)") }
        if let note = value.note { lines.append("Note        \(note.english)") }
        lines.append("Id          \(value.id)")
        Terminal.say(lines.joined(separator: "\n"))
    }

    private func nothing(_ rule: Rule, _ rulebook: Rulebook, _ day: CivilDate, _ place: NationDefinition) -> String {
        let periods = rule.values.filter { $0.status.drives && $0.nations.contains(place.nation) }.map { value in
            "\(value.id) from \(value.period.from?.description ?? "an unknown day")\(value.period.until.map { " to \($0)" } ?? "")"
        }
        let known =
            periods.isEmpty
            ? "It never was in force there." : "In force there: " + periods.joined(separator: "; ") + "."
        return "Nothing of “\(id)” was in force in \(place.title.english) on \(day.spelledOut). \(known)"
    }

    /// Up to three ids that share the most words with what was asked for.
    private func suggestion(for id: String, in rulebook: Rulebook) -> String {
        func words(_ id: String) -> Set<Substring> { Set(id.split(whereSeparator: { $0 == "." || $0 == "_" })) }
        let asked = words(id)
        var candidates: [(id: String, shared: Int)] = []
        for rule in rulebook.rules.values {
            for known in [rule.id] + rule.values.map(\.id) {
                let shared = asked.intersection(words(known)).count
                if shared > 0 { candidates.append((known, shared)) }
            }
        }
        candidates.sort { ($1.shared, $0.id) < ($0.shared, $1.id) }
        guard !candidates.isEmpty else { return "" }
        return " Did you mean \(candidates.prefix(3).map(\.id).joined(separator: ", "))?"
    }
}

struct RulebookTest: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Runs the scenarios that stand beside the rules.")

    @OptionGroup var options: RulebookOptions
    @Flag(help: "Answer in JSON.") var json = false
    @Flag(name: .long, help: "Print the scenarios that fail and nothing else.") var failuresOnly = false

    func run() throws {
        let rulebook = try options.load()
        let results = ScenarioRunner(rulebook).runAll()
        let failed = results.filter { !$0.failures.isEmpty }
        if json {
            Terminal.say(["scenarios": JSON(results.count), "failed": JSON(failed.count)])
        } else {
            for result in results where !failuresOnly || !result.failures.isEmpty {
                Terminal.say(
                    "\(result.failures.isEmpty ? "✓" : "✗") \(result.scenario.name)  (\(result.scenario.source))")
                for failure in result.failures { Terminal.say("    \(failure)") }
            }
            Terminal.say("\(results.count) scenarios, \(failed.count) failed.")
        }
        if !failed.isEmpty {
            throw Failure(message: json ? "" : "The law and the rulebook do not agree. Correct one of them.")
        }
    }
}
