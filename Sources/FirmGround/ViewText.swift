import Access
import Casework
import Foundation
import Ledger
import Rulebook
import StrictJSON

extension DossierView {
    var json: JSON {
        func lines(_ lines: [Line]) -> JSON {
            .array(lines.map { ["label": .string($0.label), "value": .string($0.value)] })
        }
        return [
            "reference": .string(reference.description), "version": JSON(version), "nation": .string(nationCode),
            "standing": .string(standingCode), "opened_on": .string(openedOn.description), "summary": lines(summary),
            "safe_contact": lines(safeContact),
            "clocks": .array(
                clocks.map { clock in
                    [
                        "clock": .string(clock.id), "label": .string(clock.label), "kind": .string(clock.kind.rawValue),
                        "started_on": .string(clock.startedOn.description),
                        "due": clock.due.map { .string($0.description) } ?? .null,
                        "standing": .string(clock.standing.rawValue),
                        "rule": clock.basis.map { .string($0.id) } ?? .null,
                        "confidence": clock.basis.map { .string($0.confidence.statement) } ?? .null,
                    ]
                }),
            "questions": .array(
                questions.map {
                    ["question": .string($0.id), "label": .string($0.label), "open": .bool($0.settledOn == nil)]
                }),
            "records": .array(
                records.map { record in
                    [
                        "record": .string(record.id), "state": .string(record.stateCode),
                        "waits_for_second_person": .bool(record.pending != nil),
                        "sections": .array(
                            record.sections.map { ["title": .string($0.title), "answers": lines($0.lines)] }),
                    ]
                }),
            "timeline": .array(
                timeline.map { event in
                    [
                        "title": .string(event.title), "on": .string(event.occurredOn.description),
                        "role": .string(event.role),
                        "version": JSON(event.version),
                    ]
                }),
            "actions": .array(actions.map { .string("\($0.record).\($0.action)") }),
        ]
    }

    var text: String {
        var out = [
            "\(title ?? "Name not given or not shown")  \(reference)",
            "\(standing) · \(nation) · opened \(openedOn.spelledOut)", "",
        ]
        func add(_ title: String, _ lines: [String]) {
            guard !lines.isEmpty else { return }
            out += [title] + lines.map { "  " + $0 } + [""]
        }
        func pairs(_ lines: [Line]) -> [String] {
            let width = min(34, lines.map(\.label.count).max() ?? 0)
            return lines.map { line in
                line.label + String(repeating: " ", count: max(2, width + 2 - line.label.count)) + line.value
            }
        }
        add("Safe contact", pairs(safeContact))
        add("Summary", pairs(summary))
        add(
            "To settle",
            questions.filter { $0.settledOn == nil }.map { "\($0.label)\($0.field.map { ": \($0)" } ?? ""). \($0.ask)" }
        )
        add(
            "Clocks",
            clocks.map { clock in
                "\(clock.label): \(clock.due?.spelledOut ?? "no day in law") (\(clock.standing.rawValue), \(clock.basis?.id ?? ""))"
            })
        for record in records {
            add("\(record.title): \(record.state)", record.sections.flatMap { pairs($0.lines) })
        }
        add("Timeline", timeline.map { "\($0.occurredOn)  \($0.title) (\($0.role.lowercased()))" })
        add("You can do now", actions.map { "\($0.record).\($0.action)  \($0.label)" })
        return out.joined(separator: "\n")
    }
}
