public import Casework
import Law
public import Ledger
public import Rulebook

/// Why somebody or something could not be entered into the directory.
public struct EnrolmentRefused: Error, Sendable, CustomStringConvertible {
    public let refusal: Refusal

    public var description: String { refusal.reasons.map(\.sentence).joined(separator: " ") }
}

/// What an organisation is registered with.
public struct OrganisationDraft: Sendable {
    public var id: String
    public var name: String
    public var kinds: [String]
    /// Field and code: `authority_code` and `sca`.
    public var codes: [String: String]
    public var parent: String?

    public init(_ id: String, name: String, kinds: [String], codes: [String: String] = [:], parent: String? = nil) {
        self.id = id
        self.name = name
        self.kinds = kinds
        self.codes = codes
        self.parent = parent
    }
}

/// What a person joins with: one post, to begin with.
public struct PersonDraft: Sendable {
    public var signIn: String
    public var name: String
    public var role: String
    public var organisation: String
    public var unit: String?
    /// Codes of councils.
    public var areas: [String]
    public var startsOn: CivilDate?
    public var endsOn: CivilDate?

    public init(
        signIn: String, name: String, role: String, organisation: String, unit: String? = nil, areas: [String] = [],
        startsOn: CivilDate? = nil, endsOn: CivilDate? = nil
    ) {
        self.signIn = signIn
        self.name = name
        self.role = role
        self.organisation = organisation
        self.unit = unit
        self.areas = areas
        self.startsOn = startsOn
        self.endsOn = endsOn
    }
}

extension Access {
    /// Whoever runs the program on its machine. Keeps accounts; sees no case.
    public static func operatorAccount(on day: CivilDate) -> Account {
        Account(
            id: "operator", signIn: "operator", displayName: "Operator", role: "operator", organisation: "operator",
            startsOn: day)
    }

    /// Registers an organisation; one that is there already stays as it is.
    ///
    /// - Throws: ``EnrolmentRefused``.
    public func register(_ draft: OrganisationDraft, by account: Account) async throws {
        if try await directory.organisation(draft.id) != nil { return }
        var answers: [String: RawAnswer] = [
            "short_name": .text(draft.id), "name": .text(draft.name), "kind": .list(draft.kinds),
        ]
        for (field, code) in draft.codes { answers[field] = .text(code) }
        if let parent = draft.parent { answers["parent"] = .text(parent) }
        let request = ActionRequest(
            record: "registration", action: "register", answers: answers, actor: account.actor, purpose: "administer",
            occurredOn: today)
        try await enrol(Command(reference: nil, kind: DirectoryKind.organisation, request: request, key: ""), account)
    }

    /// Adds a person and gives them their first post.
    ///
    /// - Throws: ``EnrolmentRefused``, also when there is an account with that sign-in name.
    @discardableResult
    public func join(_ draft: PersonDraft, by account: Account) async throws -> Person {
        // Everything is tried before anything is recorded: a person without a post would use their sign-in name up.
        if let refusal = try await refusalToJoin(draft) { throw EnrolmentRefused(refusal: refusal) }
        let reference = try await enrol(
            Command(reference: nil, kind: DirectoryKind.account, request: joining(draft, by: account), key: ""), account
        )
        try await give(draft, to: reference, by: account)
        guard let person = try await directory.person(reference.description) else {
            throw EngineError.damaged("the directory")
        }
        return person
    }

    /// Why somebody could not join; `nil` when nothing stands against it. Records nothing.
    public func refusalToJoin(_ draft: PersonDraft) async throws -> Refusal? {
        var reasons = try await refusal(toGive: draft)?.reasons ?? []
        if try await directory.person(draft.signIn.lowercased()) != nil {
            reasons.append(
                Reason(
                    code: "name_taken", sentence: "There is an account “\(draft.signIn)” already.", field: "sign_in"))
        }
        if let last = draft.endsOn, last < max(draft.startsOn ?? today, today) {
            reasons.append(
                Reason(
                    code: "ends_before_it_begins",
                    sentence: "The last day is past, or before the first. Check both.", field: "ends_on"))
        }
        let runner = Access.operatorAccount(on: today)
        let joined = ledger.casework.decide(
            joining(draft, by: runner), on: nil, kind: DirectoryKind.account, today: today, now: ledger.now)
        switch joined {
        case .refused(let refusal): reasons += refusal.reasons
        case .accepted(_, let state):
            let given = ledger.casework.decide(
                giving(draft, by: runner), on: state, kind: DirectoryKind.account, today: today, now: ledger.now)
            // Of the role and the organisation there was a plainer sentence already.
            if case .refused(let refusal) = given {
                let told = Set(reasons.compactMap(\.field))
                reasons += refusal.reasons.filter { reason in reason.field.map { !told.contains($0) } ?? true }
            }
        }
        return reasons.isEmpty ? nil : Refusal(reasons)
    }

    /// Ends an account: it signs in no more, and its sessions end at once.
    public func leave(_ person: Person, why: String, by account: Account) async throws {
        let request = ActionRequest(
            record: "person", action: "leave", answers: ["why": .text(why)], actor: account.actor,
            purpose: "administer", occurredOn: today)
        try await enrol(
            Command(
                reference: person.reference, kind: DirectoryKind.account, request: request,
                key: "leave \(person.id)"), account)
    }

    /// Ends a post.
    public func endPost(_ number: Int, of person: Person, by account: Account) async throws {
        let request = ActionRequest(
            record: "post", instance: number, action: "end", actor: account.actor, purpose: "administer",
            occurredOn: today)
        try await enrol(
            Command(
                reference: person.reference, kind: DirectoryKind.account, request: request,
                key: "end post \(number) of \(person.id)"), account)
    }

    private func joining(_ draft: PersonDraft, by account: Account) -> ActionRequest {
        var answers: [String: RawAnswer] = ["sign_in": .text(draft.signIn), "name": .text(draft.name)]
        if let day = draft.startsOn { answers["starts_on"] = .text(day.description) }
        if let day = draft.endsOn { answers["ends_on"] = .text(day.description) }
        return ActionRequest(
            record: "person", action: "join", answers: answers, actor: account.actor, purpose: "administer",
            occurredOn: today)
    }

    private func giving(_ draft: PersonDraft, by account: Account) -> ActionRequest {
        var answers: [String: RawAnswer] = [
            "role": .text(draft.role), "organisation": .text(draft.organisation), "areas": .list(draft.areas),
        ]
        if let unit = draft.unit { answers["unit"] = .text(unit) }
        if let day = draft.startsOn { answers["starts_on"] = .text(day.description) }
        if let day = draft.endsOn { answers["ends_on"] = .text(day.description) }
        return ActionRequest(
            record: "post", action: "give", answers: answers, actor: account.actor, purpose: "administer",
            occurredOn: today)
    }

    /// Gives a person another post.
    public func give(_ draft: PersonDraft, to reference: Reference, by account: Account) async throws {
        if let refusal = try await refusal(toGive: draft) { throw EnrolmentRefused(refusal: refusal) }
        let request = giving(draft, by: account)
        let count = try await directory.person(reference.description)?.posts.count ?? 0
        let key = "post \(reference) \(draft.role) \(draft.organisation) \(draft.unit ?? "") \(count)"
        try await enrol(Command(reference: reference, kind: DirectoryKind.account, request: request, key: key), account)
    }

    @discardableResult
    private func enrol(_ command: Command, _ account: Account) async throws -> Reference {
        let outcome: Outcome
        if command.reference == nil {
            outcome = try await open(command, for: account)
        } else {
            outcome = try await ledger.record(command)
        }
        directory.forgetNames()
        switch outcome {
        case .recorded(let reference, _), .repeated(let reference, _): return reference
        case .refused(let refusal): throw EnrolmentRefused(refusal: refusal)
        case .conflict: throw EngineError.busy
        }
    }

    /// Why a post cannot be given: the role belongs to other kinds of organisation, or the organisation does not exist.
    func refusal(toGive draft: PersonDraft) async throws -> Refusal? {
        guard let organisation = try await directory.organisation(draft.organisation), organisation.isOpen else {
            return Refusal([
                Reason(
                    code: "no_such_organisation",
                    sentence: "There is no open organisation “\(draft.organisation)”. Register it first.",
                    field: "organisation")
            ])
        }
        let councils = rulebook.lists[DirectoryKind.areaList]
        if let unknown = draft.areas.first(where: { councils?.code(matching: $0) == nil }) {
            return Refusal([
                Reason(
                    code: "no_such_area",
                    sentence:
                        "There is no council with the code “\(unknown)”. Use the codes of the list local_authority.",
                    field: "areas")
            ])
        }
        return Directory.refusal(role: draft.role, at: organisation, in: rulebook)
    }
}

extension Directory {
    static func refusal(role id: String, at organisation: Organisation, in rulebook: Rulebook) -> Refusal? {
        guard let role = rulebook.role(id), !role.isSystem else {
            let known = rulebook.roles.filter { !$0.isSystem }.map(\.id).joined(separator: ", ")
            return Refusal([
                Reason(
                    code: "no_such_role", sentence: "“\(id)” is not a role of the rulebook. Choose one of: \(known).",
                    field: "role")
            ])
        }
        if role.organisations.isEmpty || role.organisations.contains(where: organisation.kinds.contains) { return nil }
        let kinds = role.organisations.map { rulebook.lists["organisation_kind"]?.label(of: $0) ?? $0 }
        return Refusal([
            Reason(
                code: "role_of_others",
                sentence:
                    "“\(role.title.english)” is a role in: \(kinds.joined(separator: ", ").lowercased()). “\(organisation.name)” is none of these.",
                field: "role")
        ])
    }
}
