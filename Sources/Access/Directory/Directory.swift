import Casework
import Law
public import Ledger
import Rulebook
import Synchronization

/// An organisation as the directory has it.
public struct Organisation: Sendable, Hashable {
    /// The short name.
    public let id: String
    public let reference: Reference
    public let name: String
    /// Codes of the list `organisation_kind`.
    public let kinds: [String]
    /// What it is on cases, as `list:code`.
    public let bodies: [String]
    public let parent: String?
    public let isOpen: Bool
}

/// Who works where: derived from the dossiers of organisations and accounts, and kept in step with them by the ledger.
public final class Directory: Sendable {
    private let ledger: Ledger
    private let known = Mutex<[String: String]>([:])

    init(_ ledger: Ledger) {
        self.ledger = ledger
    }

    /// The organisation with that short name.
    public func organisation(_ id: String) async throws -> Organisation? {
        try await ledger.database.glance { try $0.first(.organisation, [.text(id)]) { try Organisation(row: $0) } }
    }

    /// Organisations by short name, those after one of them.
    public func organisations(after id: String = "", limit: Int = 100) async throws -> [Organisation] {
        try await ledger.database.glance {
            try $0.all(.organisationsAfter, [.text(id), .int(limit)]) { try Organisation(row: $0) }
        }
    }

    /// People by sign-in name, those after one of them.
    public func people(after signIn: String = "", limit: Int = 100) async throws -> [Person] {
        try await ledger.database.read { connection in
            try connection.all(.peopleAfter, [.text(signIn), .int(limit)]) { try Person(row: $0) }.map {
                try $0.withPosts(connection)
            }
        }
    }

    /// The person of that sign-in name or account id, whether they work today or not.
    public func person(_ name: String) async throws -> Person? {
        try await ledger.database.glance { connection in
            let person =
                try connection.first(.personBySignIn, [.text(name.lowercased())]) { try Person(row: $0) }
                ?? connection.first(.personByID, [.text(name)]) { try Person(row: $0) }
            return try person?.withPosts(connection)
        }
    }

    /// The names of the organisations and people that a dossier mentions, by id.
    func names(in state: DossierState, _ definition: DossierDefinition) async throws -> [String: String] {
        var wanted: [String: FieldDefinition.Kind] = [:]
        for (record, fields) in definition.directoryFields {
            for state in state.records[record] ?? [] {
                for field in fields {
                    if let id = state.text(field.id) { wanted[id] = field.kind }
                }
            }
        }
        if wanted.isEmpty { return [:] }
        var names = known.withLock { known in known.filter { wanted[$0.key] != nil } }
        for (id, kind) in wanted where names[id] == nil {
            let name = kind == .organisation ? try await organisation(id)?.name : try await person(id)?.displayName
            guard let name else { continue }
            names[id] = name
            known.withLock { known in
                if known.count > 10_000 { known = [:] }
                known[id] = name
            }
        }
        return names
    }

    /// Forgets names: somebody's may have changed.
    func forgetNames() { known.withLock { $0 = [:] } }

    /// Puts ids where a request names organisations and people, and says which of them do not exist or do not fit.
    func resolve(_ command: inout Command, _ account: Account) async throws -> Refusal? {
        guard let record = ledger.rulebook.dossier(command.kind)?.record(command.request.record) else { return nil }
        var reasons: [Reason] = []
        var person: Person?
        for field in record.fields where field.kind == .organisation || field.kind == .account {
            guard case .text(let text)? = command.request.answers[field.id], !text.isEmpty else { continue }
            if field.kind == .organisation {
                let found = try await organisation(text.lowercased())
                if found?.isOpen != true {
                    reasons.append(Directory.noOrganisation(field.id))
                } else {
                    command.request.answers[field.id] = .text(found?.id ?? text)
                }
            } else if let found = try await self.person(text), found.isWorking(on: ledger.today) {
                command.request.answers[field.id] = .text(found.id)
                person = found
            } else {
                reasons.append(
                    Reason(
                        code: "no_such_person",
                        sentence: "Nobody with that sign-in name works here today. Check it letter by letter.",
                        field: field.id))
            }
        }
        if reasons.isEmpty, command.kind == DirectoryKind.account, command.reference?.description == account.id {
            return Refusal([
                Reason(
                    code: "own_account", sentence: "Nobody changes their own account. Ask another administrator.")
            ])
        }
        if reasons.isEmpty, command.request.record == "post", case .text(let role)? = command.request.answers["role"],
            case .text(let id)? = command.request.answers["organisation"],
            let organisation = try await organisation(id),
            let refusal = Directory.refusal(role: role, at: organisation, in: ledger.rulebook)
        {
            return refusal
        }
        if reasons.isEmpty, let person { reasons = fit(person, command.request, account) }
        return reasons.isEmpty ? nil : Refusal(reasons)
    }

    private static func noOrganisation(_ field: String) -> Reason {
        Reason(
            code: "no_such_organisation",
            sentence: "There is no open organisation with that short name. Choose one from the list.",
            field: field)
    }

    /// A name that may be given once only, and the reason when it is taken.
    struct UniqueName {
        let value: String
        let taken: Reason
    }

    /// The name in a command by which an organisation or a person is known for good. It is the key of the request: the ledger does
    /// the same request once, so that two people can never be given one name, on whatever node.
    func uniqueName(in command: Command) -> UniqueName? {
        let (field, sentence) =
            switch command.kind {
            case DirectoryKind.organisation:
                ("short_name", "This short name is taken, or was once. Choose another.")
            case DirectoryKind.account:
                ("sign_in", "There is an account with this sign-in name, or there was. Choose another.")
            default: ("", "")
            }
        guard case .text(let text)? = command.request.answers[field] else { return nil }
        let folded = text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return UniqueName(value: folded, taken: Reason(code: "name_taken", sentence: sentence, field: field))
    }

    /// Whether a person can be given what a request gives them: the work, in the organisation.
    private func fit(_ person: Person, _ request: ActionRequest, _ account: Account) -> [Reason] {
        switch request.record {
        case "assignment":
            guard person.holds(nil, at: account.organisation, on: ledger.today) else {
                return [
                    Reason(
                        code: "works_elsewhere",
                        sentence: "They do not work in your organisation. Ask their organisation to take the case on.",
                        field: "account")
                ]
            }
            if case .text(let role)? = request.answers["role"],
                !person.holds(role, at: account.organisation, on: ledger.today)
            {
                return [
                    Reason(
                        code: "other_work",
                        sentence: "They do not do that work. Choose somebody who does, or the work that they do.",
                        field: "account")
                ]
            }
        case "joint_working":
            if case .text(let organisation)? = request.answers["organisation"],
                !person.holds(nil, at: organisation, on: ledger.today)
            {
                return [
                    Reason(
                        code: "works_elsewhere", sentence: "They do not work in that organisation.", field: "account")
                ]
            }
        default: break
        }
        return []
    }
}

extension DossierDefinition {
    /// The fields that name organisations and people, by record.
    var directoryFields: [(record: String, fields: [FieldDefinition])] {
        records.compactMap { record in
            let fields = record.fields.filter { $0.kind == .organisation || $0.kind == .account }
            return fields.isEmpty ? nil : (record.id, fields)
        }
    }
}
