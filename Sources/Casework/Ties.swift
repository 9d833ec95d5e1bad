public import Rulebook

/// Who has to do with a dossier, read from its open answers alone.
///
/// The records have fixed names: `assignment`, `joint_working`, `conflict` and `emergency_access`; so have their fields
/// (``Ties/records``). A rulebook without one of them has no such tie.
public struct Ties: Sendable, Hashable {
    /// A person or a body that was asked to join in.
    public struct Invitation: Sendable, Hashable {
        public let organisation: String
        /// `nil`: whoever works there.
        public let account: String?
        public let purpose: String
        /// The last day.
        public let until: CivilDate
    }

    /// A broken glass.
    public struct Emergency: Sendable, Hashable {
        public let account: String
        public let openedAt: Instant
    }

    /// An assignment that holds.
    public struct Assignment: Sendable, Hashable {
        /// The role whose work it is.
        public let role: String
        public let organisation: String
        public let unit: String?
        /// `nil`: nobody yet.
        public let account: String?
    }

    public private(set) var assignments: [Assignment] = []
    /// The organisation that opened the dossier.
    public private(set) var opener: String?
    /// Codes of bodies that it concerns, as `list:code`.
    public private(set) var bodies: Set<String> = []
    /// Codes of areas that it concerns, as `list:code`.
    public private(set) var areas: Set<String> = []
    public private(set) var invitations: [Invitation] = []
    public private(set) var emergencies: [Emergency] = []
    private var holders: [String: String] = [:]
    /// Accounts with a conflict of interest.
    public private(set) var conflicts: Set<String> = []
    /// The groups of people with whom this one was met.
    public private(set) var groups: Set<String> = []

    /// The records that ties are read from, with the fields that each needs; all of class open.
    public static let records: [String: [String]] = [
        "assignment": ["role", "organisation", "unit", "account"],
        "joint_working": ["organisation", "account", "purpose", "until"],
        "conflict": ["account"],
        "emergency_access": ["account"],
    ]

    /// The state in which each of these records counts.
    public static let counting = [
        "assignment": "active", "joint_working": "active", "conflict": "declared", "emergency_access": "open",
    ]

    public init(of state: DossierState, _ definition: DossierDefinition) {
        opener = state.openedBy.flatMap { $0.organisation.isEmpty ? nil : $0.organisation }
        bodies = Ties.codes(definition.concerns.organisation, state, definition)
        for (role, holder) in definition.concerns.holders {
            guard let body = Ties.body(holder, state, definition) else { continue }
            holders[role] = Scope.body(body)
            bodies.insert(body)
        }
        areas = Ties.codes(definition.concerns.area, state, definition)
        for record in Ties.holding("assignment", state) {
            guard let organisation = record.text("organisation") else { continue }
            assignments.append(
                Assignment(
                    role: record.text("role") ?? "", organisation: organisation, unit: record.text("unit"),
                    account: record.text("account")))
        }
        for record in Ties.holding("joint_working", state) {
            guard let organisation = record.text("organisation"), let purpose = record.text("purpose"),
                case .date(let until)? = record.fields["until"]
            else { continue }
            invitations.append(
                Invitation(
                    organisation: organisation, account: record.text("account"), purpose: purpose, until: until))
        }
        for record in Ties.holding("conflict", state) {
            if let account = record.text("account") { conflicts.insert(account) }
        }
        for record in state.records["met_together"] ?? [] {
            if let group = record.text("group") { groups.insert(group) }
        }
        for record in Ties.holding("emergency_access", state) {
            guard let account = record.text("account"), let openedAt = record.recordedAt else { continue }
            emergencies.append(Emergency(account: account, openedAt: openedAt))
        }
    }

    private static func holding(_ id: String, _ state: DossierState) -> [RecordState] {
        (state.records[id] ?? []).filter { $0.state == counting[id] }
    }

    private static func body(
        _ holder: DossierDefinition.Holder, _ state: DossierState, _ definition: DossierDefinition
    ) -> String? {
        for path in holder.fields {
            guard let list = definition.field(path)?.list else { continue }
            if case .code(let code)? = state.answer(path) { return list + ":" + code }
        }
        guard let otherwise = holder.otherwise, let list = holder.fields.first.flatMap({ definition.field($0)?.list })
        else { return nil }
        return list + ":" + otherwise
    }

    /// In whose worklist the dossier stands for a role, as a scope; `nil`: in nobody's.
    public func holder(_ role: String) -> String? {
        holders[role] ?? assignments.last { $0.role == role }.map { Scope.organisation($0.organisation) }
    }

    /// Whose work it is for a role; `nil`: nobody's yet.
    public func assignee(_ role: String) -> String? {
        assignments.last { $0.role == role && $0.account != nil }?.account
    }

    private static func codes(
        _ paths: [FieldPath], _ state: DossierState, _ definition: DossierDefinition
    ) -> Set<String> {
        var codes: Set<String> = []
        for path in paths {
            guard case .code(let code)? = state.answer(path), let list = definition.field(path)?.list else { continue }
            codes.insert(list + ":" + code)
        }
        return codes
    }

    /// What a dossier stands under in lists and searches: one text for every way in which somebody can have to do with it.
    public var scopes: Set<String> {
        var scopes: Set<String> = []
        for assignment in assignments {
            scopes.insert(Scope.organisation(assignment.organisation))
            if let unit = assignment.unit { scopes.insert(Scope.unit(unit, of: assignment.organisation)) }
            if let account = assignment.account { scopes.insert(Scope.account(account)) }
        }
        if let opener { scopes.insert(Scope.organisation(opener)) }
        for code in bodies { scopes.insert(Scope.body(code)) }
        for code in areas { scopes.insert(Scope.area(code)) }
        for invitation in invitations {
            scopes.insert(invitation.account.map(Scope.account) ?? Scope.organisation(invitation.organisation))
        }
        for emergency in emergencies { scopes.insert(Scope.account(emergency.account)) }
        for group in groups { scopes.insert(Scope.group(group)) }
        for account in conflicts { scopes.insert(Scope.conflict(account)) }
        return scopes
    }
}

/// The texts under which dossiers are kept for those who have to do with them.
public enum Scope {
    public static func account(_ id: String) -> String { "account:" + id }
    /// Not a way in: who has a conflict of interest.
    public static func conflict(_ id: String) -> String { "conflict:" + id }
    /// Not a way in: who was met together.
    public static func group(_ id: String) -> String { "group:" + id }
    public static func unit(_ unit: String, of organisation: String) -> String { "unit:\(organisation)/\(unit)" }
    public static func organisation(_ id: String) -> String { "organisation:" + id }
    /// - Parameter code: `list:code`.
    public static func body(_ code: String) -> String { "body:" + code }
    /// - Parameter code: `list:code`.
    public static func area(_ code: String) -> String { "area:" + code }
}

extension RecordState {
    /// The answer to a field as plain text; `nil` when there is none, or an empty one.
    public func text(_ field: String) -> String? {
        fields[field].flatMap { $0.plain.isEmpty ? nil : $0.plain }
    }
}
