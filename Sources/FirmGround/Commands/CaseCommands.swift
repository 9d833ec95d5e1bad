import Access
import ArgumentParser
import Casework
import Foundation
import Law
import Ledger
import Rulebook
import StrictJSON

struct ActCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "act", abstract: "Does one action on a case.",
        discussion:
            "Example: firmground act 7KD2-M9QX-W3T reasonable_grounds.decide --as decision.maker --purpose decide --set outcome=positive"
    )

    @Argument(help: "The reference of the case; “new” opens one.") var reference: String
    @Argument(help: "What to do, as record.action.") var action: String
    @OptionGroup var actor: ActorOptions
    @Option(name: .long, help: "Why: one of the purposes of the action.") var purpose: String
    @Option(
        name: .long, parsing: .singleValue, help: ArgumentHelp("An answer; may be repeated.", valueName: "field=value"))
    var set: [String] = []
    @Option(name: .long, help: ArgumentHelp("Answers as a JSON object of field ids.", valueName: "file")) var fields:
        String?
    @Option(name: .long, help: ArgumentHelp("The day it happened; today if left out.", valueName: "date")) var on:
        String?
    @Option(name: .long, help: "Repeating the same key does nothing twice.") var key: String?
    @OptionGroup var options: LedgerOptions
    @Flag(help: "Answer in JSON.") var json = false

    func validate() throws {
        if let on, CivilDate(on) == nil { throw ValidationError("“\(on)” is not a day. Write it as 2024-02-09.") }
        if FieldPath(action).record == nil {
            throw ValidationError("Write the action as record.action, such as reasonable_grounds.decide.")
        }
        for pair in set where !pair.contains("=") {
            throw ValidationError("Write --set as field=value, not “\(pair)”.")
        }
        if reference.lowercased() != "new", Reference(reference) == nil {
            throw ValidationError("“\(reference)” is not a reference. Check it letter by letter.")
        }
    }

    func run() async throws {
        let desk = try await options.desk()
        let account = try await actor.find(in: desk.access)
        let path = FieldPath(action)
        let request = ActionRequest(
            record: path.record ?? "", action: path.field, answers: try answers(), actor: account.actor,
            purpose: purpose,
            occurredOn: on.flatMap { CivilDate($0) } ?? desk.ledger.today)
        switch try await outcome(of: request, by: account, at: desk.access) {
        case .recorded(let reference, _):
            try await tell("Done", reference, isRepeated: false, account, desk.access)
        case .repeated(let reference, _):
            try await tell("Done before", reference, isRepeated: true, account, desk.access)
        case .refused(let refusal):
            if json { Terminal.say(["refused": .array(refusal.reasons.map(\.json))]) }
            throw Failure(message: json ? "" : refusal.reasons.map(\.line).joined(separator: "\n"))
        case .conflict(let reference, let current):
            throw Failure(
                message:
                    "\(reference) has changed meanwhile and is at version \(current). Look at it again and repeat the action."
            )
        }
    }

    /// Says what was done, with the version as the account counts it.
    private func tell(
        _ done: String, _ reference: Reference, isRepeated: Bool, _ account: Account, _ access: Access
    ) async throws {
        let version = try await access.versionSeen(reference, by: account, purpose: purpose)
        json
            ? Terminal.say([
                "reference": .string(reference.description), "version": version.map { JSON($0) } ?? .null,
                "repeated": .bool(isRepeated),
            ])
            : Terminal.say("\(done). \(reference)" + (version.map { ", version \($0)." } ?? "."))
    }

    /// Does it through the same gates as a page: what the account may not see, it cannot act on.
    private func outcome(of request: ActionRequest, by account: Account, at access: Access) async throws -> Outcome {
        let command = Command(
            reference: Reference(reference), request: request, key: "\(account.id) \(key ?? UUID().uuidString)")
        guard let reference = command.reference else { return try await access.open(command, for: account) }
        let target = try await access.viewToAct(reference, on: request.record, for: account, purpose: purpose)
        return try await access.record(command, on: target)
    }

    private func answers() throws -> [String: RawAnswer] {
        var answers: [String: RawAnswer] = [:]
        if let fields {
            guard let data = FileManager.default.contents(atPath: fields) else {
                throw Failure(message: "\(fields) cannot be read.")
            }
            guard let object = try? JSON(Array(data)), let members = object.members else {
                throw Failure(message: "\(fields) is not a JSON object of field ids and answers.")
            }
            for member in members { answers[member.key] = RawAnswer(member.value) }
        }
        for pair in set {
            guard let equals = pair.firstIndex(of: "=") else { continue }
            answers[String(pair[..<equals])] = .text(String(pair[pair.index(after: equals)...]))
        }
        return answers
    }
}

extension RawAnswer {
    init(_ json: JSON) {
        switch json {
        case .string(let text): self = .text(text)
        case .bool(let flag): self = .text(flag ? "yes" : "no")
        case .number(let digits): self = .text(digits)
        case .array(let items) where items.allSatisfy({ $0.string != nil }): self = .list(items.compactMap(\.string))
        case .array: self = .unreadable("a list")
        case .object: self = .unreadable("an object")
        case .null: self = .text("")
        }
    }
}

extension Reason {
    var json: JSON {
        ["field": field.map { .string($0) } ?? .null, "code": .string(code), "sentence": .string(sentence)]
    }

    var line: String { field.map { "\($0): \(sentence)" } ?? sentence }
}

struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "A case as an account may see it.")
    @Argument(help: "The reference of the case.") var reference: String
    @OptionGroup var actor: ActorOptions
    @Option(name: .long, help: "Why you look.") var purpose: String
    @OptionGroup var options: LedgerOptions
    @Flag(help: "Answer in JSON.") var json = false

    func run() async throws {
        let desk = try await options.desk()
        let account = try await actor.find(in: desk.access)
        guard let reference = Reference(reference) else { throw LedgerError.unknownReference }
        let view = try await desk.access.view(reference, for: account, purpose: purpose)
        json ? Terminal.say(view.json) : Terminal.say(view.text)
    }
}

struct WorklistCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "worklist", abstract: "What is due, soonest first.")
    @OptionGroup var actor: ActorOptions
    @Option(
        name: .long,
        help: "due: to be done by; earliest: may be done from; ends: lapses then. Left out: what presses most.")
    var list: String?
    @Option(name: .long, help: "mine: your own work; organisation: that of everybody with your role there.")
    var scope: String?
    @Option(name: .long, help: "How many lines.") var limit = 25
    @Option(name: .long, help: "Where to go on: the cursor of the last line.") var after: String?
    @OptionGroup var options: LedgerOptions
    @Flag(help: "Answer in JSON.") var json = false

    func validate() throws {
        guard (1...100_000).contains(limit) else { throw ValidationError("--limit is from 1 to 100,000.") }
        if let list, ClockDefinition.Kind(rawValue: list) == nil {
            throw ValidationError("--list is due, earliest or ends.")
        }
        if let scope, WorkScope(rawValue: scope) == nil {
            throw ValidationError("--scope is mine or organisation.")
        }
        if let after, WorklistCursor(after) == nil {
            throw ValidationError("“\(after)” is not a cursor of a worklist.")
        }
    }

    func run() async throws {
        let desk = try await options.desk()
        let account = try await actor.find(in: desk.access)
        let cursor = after.flatMap { WorklistCursor($0) } ?? .start
        let items = try await desk.access.worklist(
            account, kind: list.flatMap { ClockDefinition.Kind(rawValue: $0) },
            scope: scope.flatMap { WorkScope(rawValue: $0) }, after: cursor, limit: limit)
        let definition = desk.rulebook.dossier("case")
        if json {
            Terminal.say([
                "items": .array(
                    items.map { item in
                        [
                            "reference": .string(item.dossier.reference.description),
                            "name": item.dossier.title.map { .string($0) } ?? .null, "clock": .string(item.clock),
                            "due": .string(item.due.description),
                            "nation": item.dossier.nation.map { .string($0.code) } ?? .null,
                            "standing": .string(item.dossier.standing), "rule": .string(item.basis),
                            "questions": JSON(item.dossier.openQuestions), "cursor": .string(item.cursor.description),
                        ]
                    })
            ])
            return
        }
        guard !items.isEmpty else { return Terminal.say("Nothing is due.") }
        Terminal.say(
            Terminal.table(
                items.map { item in
                    [
                        item.due.description, distance(item, definition, desk.ledger.today),
                        item.dossier.reference.description,
                        item.dossier.title ?? "—",
                        item.draftOf.map {
                            "Draft to confirm: \(definition?.record($0)?.title.english.lowercased() ?? $0)"
                        }
                            ?? definition?.clock(item.clock)?.label.english ?? item.clock,
                    ]
                }, header: ["Due", "", "Case", "Name", "What"]))
    }
}

extension WorklistCommand {
    /// How far off, in the words of the clock's kind.
    private func distance(_ item: WorklistItem, _ definition: DossierDefinition?, _ today: CivilDate) -> String {
        let days = today.days(until: item.due)
        if item.draftOf != nil {
            return days == 0 ? "drafted today" : "drafted \(-days) \(days == -1 ? "day" : "days") ago"
        }
        switch definition?.clock(item.clock)?.kind ?? .due {
        case .due: return today.plainDistance(to: item.due)
        case .earliest: return days <= 0 ? "may be decided" : "not before, in \(days) days"
        case .ends: return days < 0 ? "lapsed" : days == 0 ? "lapses today" : "lapses in \(days) days"
        }
    }
}

struct SearchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Finds cases by name, date of birth, phone or reference.")
    @Argument(help: "What to look for; “-” reads it from standard input and keeps it out of the shell’s history.")
    var text: [String]
    @OptionGroup var actor: ActorOptions
    @OptionGroup var options: LedgerOptions
    @Flag(help: "Answer in JSON.") var json = false

    func run() async throws {
        let desk = try await options.desk()
        let account = try await actor.find(in: desk.access)
        let words = text == ["-"] ? readLine() ?? "" : text.joined(separator: " ")
        guard let result = try await desk.access.search(words, for: account) else {
            throw Failure(message: "This account may not search.")
        }
        if json {
            Terminal.say([
                "hits": .array(
                    result.hits.map { hit in
                        [
                            "reference": .string(hit.dossier.reference.description),
                            "name": hit.dossier.title.map { .string($0) } ?? .null,
                            "standing": .string(hit.dossier.standing),
                            "exact": .bool(hit.isExact),
                        ]
                    }), "more": .bool(result.isCutShort),
            ])
            return
        }
        guard !result.hits.isEmpty else { return Terminal.say("Nothing found.") }
        Terminal.say(
            Terminal.table(
                result.hits.map { hit in
                    [
                        hit.dossier.reference.description, hit.dossier.title ?? "—", hit.dossier.standing,
                        hit.isExact ? "" : "similar",
                    ]
                }, header: ["Case", "Name", "Standing", ""]))
        if result.isCutShort { Terminal.say("There are more. Add a date of birth or another name.") }
    }
}

extension CivilDate {
    /// `today`, `in 3 days`, `2 days late`.
    func plainDistance(to other: CivilDate) -> String {
        switch days(until: other) {
        case 0: "today"
        case 1: "tomorrow"
        case let days where days > 0: "in \(days) days"
        case -1: "1 day late"
        case let days: "\(-days) days late"
        }
    }
}
