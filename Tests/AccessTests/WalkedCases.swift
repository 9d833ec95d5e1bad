import Access
import Casework
import Ledger
import Rulebook
import TestSupport
import Testing

/// One case for each thing that a person may have to do with it and each way in which consent may stand, everything else alike.
struct WalkedCases: Sendable {
    /// What the walker has to do with a case.
    enum Tie: String, CaseIterable {
        case none, assigned, team, organisation, area, invited, emergency
        case lapsedInvitation = "invited until yesterday"
        case lapsedEmergency = "broken glass of yesterday"
        case conflict = "assigned, with a conflict of interest"
    }

    /// How consent stands.
    enum Agreement: String, CaseIterable {
        case silent = "adult, nothing recorded"
        case given = "adult, agreed to everything"
        case refused = "adult, refused everything"
        case withdrawn = "adult, took everything back"
        case lapsed = "adult, agreed until yesterday"
        case forOthers = "adult, agreed for another organisation only"
        case child = "child"
    }

    static let me = "me"
    static let mine = "mine"
    static let unit = "my-unit"
    static let council = "KEN"

    let temporary: TemporaryLedger
    let access: Access
    let references: [String: Reference]

    static let made = Task { try await WalkedCases() }

    func reference(_ tie: Tie, _ agreement: Agreement) throws -> Reference {
        try #require(references["\(tie) \(agreement)"])
    }

    /// The walker in a role. Of no body that any case names: the relation comes from the case alone.
    static func account(_ role: String) -> Account {
        Account(
            id: me, signIn: me, displayName: "Walker Nobody", role: role, organisation: mine, unit: unit,
            areas: ["local_authority:" + council], startsOn: UnitedKingdom.day("2020-01-01"))
    }

    init() async throws {
        temporary = try await TemporaryLedger(day: UnitedKingdom.day("2026-11-20"))
        access = try Access(temporary.ledger)
        var references: [String: Reference] = [:]
        for tie in Tie.allCases {
            for agreement in Agreement.allCases {
                references["\(tie) \(agreement)"] = try await WalkedCases.make(temporary, tie, agreement)
            }
        }
        self.references = references
        // What lapses has lapsed, and nothing else.
        temporary.world.wait(seconds: 24 * 3_600)
        for (tie, agreement) in Tie.allCases.flatMap({ tie in Agreement.allCases.map { (tie, $0) } }) {
            guard let reference = references["\(tie) \(agreement)"] else { continue }
            if tie == .emergency { try await temporary.breakGlass(reference, WalkedCases.me) }
        }
    }

    /// A case in which every record has an answer of every class that it knows.
    private static func make(
        _ temporary: TemporaryLedger, _ tie: Tie, _ agreement: Agreement
    ) async throws -> Reference {
        var referral = RequestBuilder.referral(agreement == .child ? "child" : "adult")
        if agreement == .silent || agreement == .forOthers || agreement == .lapsed {
            // The form alone would count as an answer.
            referral = referral.with("wants_support", "no").with("will_work_with_authorities", "no")
        }
        referral = referral.named("Anjali", "Patel").with("phone", "07700 900123").with("current_town", "Glasgow")
            .with("home_office_reference_known", "yes").with("home_office_reference", "H8377905")
            .with("local_authority", tie == .area ? council : "MDW")
        let request = referral.filled(on: nil)
        let reference = try await temporary.ledger.record(request.command(key: "\(tie) \(agreement)")).reference
        let decision = RequestBuilder.decision().with("reasons", "Reasons")
        _ = try await temporary.ledger.record(decision.command(on: reference, key: "\(tie) \(agreement) d"))
        let final = RequestBuilder.decision("conclusive_grounds", "negative", on: UnitedKingdom.day("2026-11-20"))
        _ = try await temporary.ledger.record(final.command(on: reference, key: "\(tie) \(agreement) c"))
        try await strangers(temporary, reference)
        try await agree(temporary, reference, agreement)
        try await connect(temporary, reference, tie)
        return reference
    }

    /// What others have to do with the case, so that each record is there whatever the walker has to do with it.
    private static func strangers(_ temporary: TemporaryLedger, _ reference: Reference) async throws {
        try await temporary.assign(reference, of: "others")
        try await temporary.act(
            reference, "assignment", "end", ["end_reason": "Moved"], Someone.manager, instance: 1)
        try await temporary.invite(reference, "others", purpose: "support", until: "2026-12-31")
        try await temporary.declareConflict(reference, "stranger")
        try await temporary.breakGlass(reference, "stranger")
        let review = ["finding": "justified", "finding_reasons": "It was"]
        let guardian = Actor(account: "guardian", role: "data_guardian", organisation: "office")
        try await temporary.act(reference, "emergency_access", "review", review, guardian, purpose: "protect_data")
    }

    private static func agree(
        _ temporary: TemporaryLedger, _ reference: Reference, _ agreement: Agreement
    ) async throws {
        for consent in UnitedKingdom.rulebook.sharing.consents.map(\.id) {
            switch agreement {
            case .silent: continue
            case .child: if consent != "contact-channel" { continue }
            default: break
            }
            switch agreement {
            case .silent: break
            case .given: try await temporary.consent(reference, consent, "given")
            case .refused, .child: try await temporary.consent(reference, consent, "refused")
            case .withdrawn:
                try await temporary.consent(reference, consent, "given")
                try await temporary.consent(reference, consent, "withdrawn")
            case .lapsed: try await temporary.consent(reference, consent, "given", until: "2026-11-20")
            case .forOthers: try await temporary.consent(reference, consent, "given", organisation: "others")
            }
        }
    }

    private static func connect(_ temporary: TemporaryLedger, _ reference: Reference, _ tie: Tie) async throws {
        func inviteMe(until day: String) async throws {
            for purpose in UnitedKingdom.rulebook.lists["joint_purpose"]?.codes.map(\.code) ?? [] {
                try await temporary.invite(reference, mine, account: me, purpose: purpose, until: day)
            }
        }
        switch tie {
        case .none, .area, .emergency: break
        case .assigned: try await temporary.assign(reference, to: me, of: mine)
        case .team: try await temporary.assign(reference, unit: unit, of: mine)
        case .organisation: try await temporary.assign(reference, of: mine)
        case .invited: try await inviteMe(until: "2026-11-21")
        case .lapsedInvitation: try await inviteMe(until: "2026-11-20")
        case .lapsedEmergency: try await temporary.breakGlass(reference, me)
        case .conflict:
            try await temporary.assign(reference, to: me, of: mine)
            try await temporary.declareConflict(reference, me)
        }
    }
}
