public import Rulebook
public import StrictJSON

/// The answers of one action as a JSON Schema (2020-12), so that another program can build its form and check what it
/// sends before it sends it.
///
/// The schema knows no more than the rulebook, and less than the server: codes stand as the rulebook spells them, while
/// the server also takes other spellings it knows; what a rule of law demands is for the server to say. Answers that the
/// schema takes may therefore still be refused, with reasons.
public struct AnswerSchema: Sendable {
    /// Lists with more codes than this are written as a plain enumeration, without the codes' titles.
    static let longestTitledList = 60

    /// Every answer that must be given is demanded.
    public let complete: JSON
    /// The same properties, none demanded: for a draft.
    public let draft: JSON
    /// What the schema could not express, by field: these answers are demanded by tests that look beyond the record.
    public let leftToServer: [String]

    /// - Parameters:
    ///   - action: one that begins the record (`from: none`): what a test says about answers given earlier is not known here.
    ///   - day: codes that are not in use on it are marked. `nil`: none are.
    ///   - language: of titles and descriptions.
    public init(
        _ action: ActionDefinition, of record: RecordDefinition, in rulebook: Rulebook, on day: CivilDate? = nil,
        language: String = "en"
    ) {
        let tests = SchemaTests(record: record, questions: record.questions(of: action))
        let asked = record.questions(of: action).all.filter { tests.schema(of: $0.field.appliesWhen) != .never }
        var writer = PropertyWriter(rulebook: rulebook, day: day, language: language)
        let properties = asked.map { JSON.Member(key: $0.field.id, value: writer.property(for: $0.field)) }
        let demands = Demands(asked, needs: record.needsOneOf, tests: tests, language: language)

        let head: [JSON.Member] = [
            .init(key: "$schema", value: "https://json-schema.org/draft/2020-12/schema"),
            .init(key: "$id", value: .string("urn:firmground:schema:\(record.id).\(action.id)")),
            .init(key: "title", value: .string(action.label.text(in: language))),
            .init(key: "x-rulebook", value: .string(rulebook.fingerprint)),
            .init(
                key: "x-sections",
                value: .object(
                    record.sections.filter { section in asked.contains { $0.field.section == section.id } }
                        .map { .init(key: $0.id, value: .string($0.title.text(in: language))) })),
            .init(key: "type", value: "object"),
            .init(key: "properties", value: .object(properties)),
            .init(key: "additionalProperties", value: false),
        ]
        let definitions = JSON.Member(key: "$defs", value: writer.definitions)
        complete = .object(head + demands.members + [definitions])
        draft = .object(
            head.map { $0.key == "$id" ? .init(key: "$id", value: .string(($0.value.string ?? "") + ":draft")) : $0 }
                + [definitions])
        leftToServer = demands.leftToServer
    }
}

extension AnswerSchema {
    /// The records with which another organisation may begin a case, each with the action that does so.
    public static func beginnings(
        in rulebook: Rulebook
    ) -> [(record: RecordDefinition, action: ActionDefinition)] {
        rulebook.dossiers.filter { !$0.isAboutStaff }.flatMap { dossier in
            dossier.records.filter { dossier.openers.contains($0.id) }.compactMap { record in
                record.actions.first(where: \.from.isEmpty).map { (record, $0) }
            }
        }
    }

    /// The answers with which `record` begins a case; `nil` for a record that begins none.
    public init?(
        beginning record: String, in rulebook: Rulebook, on day: CivilDate? = nil, language: String = "en"
    ) {
        guard let found = AnswerSchema.beginnings(in: rulebook).first(where: { $0.record.id == record }) else {
            return nil
        }
        self.init(found.action, of: found.record, in: rulebook, on: day, language: language)
    }
}
