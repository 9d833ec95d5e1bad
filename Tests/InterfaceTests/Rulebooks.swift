import Casework
import Foundation
import Interface
import Rulebook
import StrictJSON

/// The rulebook of the United Kingdom, and one made for what it has not.
enum Rulebooks {
    static let kingdom: Rulebook = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Rulebooks/uk")
        do {
            return try Rulebook(try RulebookSource(folder: folder))
        } catch {
            fatalError("The rulebook cannot be read: \(error)")
        }
    }()

    static let referral = kingdom.dossier("case")!.record("referral")!
    static let questions = referral.questions(of: referral.action("submit")!)

    /// A small rulebook with these fields and words of its record, written as YAML indented by two.
    static func small(fields: String, record: String = "") throws -> Rulebook {
        try Rulebook(
            RulebookSource(
                files: [
                    "rulebook.yaml": """
                    rulebook: small
                    title: { en: Small }
                    languages: [en]
                    time_zone: Europe/London
                    nations:
                      E: { title: { en: England } }
                    calendars: { E: england }
                    """,
                    "calendars/england.yaml": """
                    calendar: england
                    title: { en: England }
                    confidence: high
                    source: made up
                    years:
                      2026: [12-25]
                    """,
                    "dossiers/case/dossier.yaml": """
                    dossier: case
                    title: { en: Case }
                    nation: []
                    records: [note]
                    """,
                    "dossiers/case/note.yaml": """
                    record: note
                    title: { en: Note }
                    fields:
                    \(fields)
                    states:
                      there: { label: { en: There }, survivor: { en: There }, final: true }
                    actions:
                      write:
                        label: { en: Write }
                        done: { en: Written }
                        survivor: { en: Written }
                        by: [writer]
                        purpose: [write]
                        from: none
                        to: there
                        fields: all
                    \(record)
                    """,
                    "codes/lists.yaml": """
                    letter:
                      title: { en: Letter }
                      file: letters.csv
                      source: made up
                      licence: none
                      match: [code]
                    """,
                    "codes/letters.csv": "code,label,label_cy,from,until,nations,notes\na,A,,,,E,\nb,B,,,,E,\n",
                    "glossary.yaml": """
                    note:
                      title: { en: Note }
                      means: { en: Something written down. }
                    """,
                    "roles.yaml": """
                    purposes:
                      write: { en: Write }
                    roles:
                      writer:
                        title: { en: Writer }
                        about: { en: Writes. }
                        sees:
                          - { dossier: case, purpose: [write], relation: [assigned], records: all, classes: [open] }
                    """,
                ], name: "small"))
    }

    static func schema(fields: String, record: String = "") throws -> AnswerSchema {
        let rulebook = try small(fields: fields, record: record)
        guard let schema = AnswerSchema(beginning: "note", in: rulebook) else { throw NoSchema() }
        return schema
    }

    struct NoSchema: Error {}
}

extension JSON {
    /// The value at the end of a path of keys.
    subscript(path: [String]) -> JSON? {
        path.reduce(self as JSON?) { $0?[$1] }
    }
}
