import Access
import Casework
import Foundation
import Ledger
import Rulebook
import TestSupport
import Testing

/// One case with a decision in force and another in a draft, opened wide.
struct OneCase: Sendable {
    let temporary: TemporaryLedger
    let access: Access
    let reference: Reference
    let opened: OpenedDossier
}

@Suite("Who sees what")
struct ViewTests {
    static let full = Task { () async throws -> OneCase in
        let temporary = try await TemporaryLedger()
        let referral = RequestBuilder.referral().named("Anjali", "Patel").with("phone", "07700 900123")
            .with("wants_support", "yes").with("home_office_reference_known", "yes").with(
                "home_office_reference", "H8377905"
            ).with(
                "current_town", "Glasgow")
        let reference = try await temporary.ledger.record(referral.filled(on: nil).command(key: "1")).reference
        let decision = RequestBuilder.decision().with("reasons", "Reasons of the first decision")
        _ = try await temporary.ledger.record(decision.command(on: reference, key: "2"))
        let second = RequestBuilder.decision(
            "conclusive_grounds", "negative", on: UnitedKingdom.day("2026-11-20"), by: Someone.decisionMaker
        ).with("reasons", "Reasons of the draft")
        temporary.world.move(to: UnitedKingdom.day("2026-11-20"))
        try await temporary.assign(reference, to: "somebody", of: "office")
        let outcome = try await temporary.ledger.record(second.command(on: reference, key: "3"))
        guard case .recorded = outcome else { throw NotRecorded() }
        return OneCase(
            temporary: temporary, access: try Access(temporary.ledger), reference: reference,
            opened: try await temporary.ledger.open(reference))
    }

    struct NotRecorded: Error {}

    static let everyRole = UnitedKingdom.rulebook.roles.map(\.id)
    static let everyPurpose = UnitedKingdom.rulebook.purposes.keys.sorted() + ["", "nonsense"]

    /// Somebody of a role, of the organisation to which the case is assigned, and of the authority that has it.
    private func account(_ role: String, id: String = "somebody", organisation: String = "office") -> Account {
        Account(
            id: id, signIn: id, displayName: "Somebody", role: role, organisation: organisation,
            bodies: role.hasPrefix("decision_") ? ["competent_authority:sca"] : [],
            startsOn: UnitedKingdom.day("2020-01-01"))
    }

    /// Everything that a view says, in one text.
    private func words(_ view: DossierView) -> String {
        var parts: [String] = [view.title ?? ""]
        parts += (view.summary + view.safeContact).map(\.value)
        parts += view.records.flatMap {
            $0.sections.flatMap(\.lines).map(\.value) + ($0.pending?.lines.map(\.value) ?? [])
        }
        parts += view.questions.map { "\($0.label) \($0.ask) \($0.field ?? "")" }
        parts += view.timeline.map(\.title) + view.actions.map(\.label)
        return parts.joined(separator: "\n")
    }

    private func words(_ role: String, _ purpose: String) async throws -> String {
        let full = try await Self.full.value
        return words(try await full.access.view(full.reference, for: account(role), purpose: purpose))
    }

    @Test("The police see no whereabouts, no contact, no immigration matter and no reasons of a decision")
    func police() async throws {
        let words = try await words("police_investigator", "investigate")
        #expect(words.contains("Patel"), "agreed on the form to work with the police")
        for hidden in ["Glasgow", "07700 900123", "H8377905", "Reasons of the first decision", "Reasons of the draft"] {
            #expect(!words.contains(hidden), "\(hidden)")
        }
    }

    @Test("A support worker sees where the person is and how to reach them, and no immigration matter")
    func support() async throws {
        let words = try await words("support_worker", "support")
        for shown in ["Patel", "Glasgow", "07700 900123"] { #expect(words.contains(shown), "\(shown)") }
        #expect(!words.contains("H8377905"))
    }

    @Test("A decision maker sees the draft and the reasons, and not where the person is")
    func decisionMaker() async throws {
        let words = try await words("decision_maker", "decide")
        for shown in ["Patel", "07700 900123", "H8377905", "Reasons of the first decision", "Reasons of the draft"] {
            #expect(words.contains(shown), "\(shown)")
        }
        #expect(!words.contains("Glasgow"))
    }

    @Test("The commissioner sees how the case stands and nobody in it")
    func commissioner() async throws {
        let full = try await Self.full.value
        let view = try await full.access.view(full.reference, for: account("commissioner"), purpose: "oversee")
        #expect(view.title == nil && view.safeContact.isEmpty && view.standingCode == "conclusive_grounds_drafted")
        let words = words(view)
        for hidden in ["Patel", "Anjali", "Glasgow", "07700", "H8377905", "Reasons"] {
            #expect(!words.contains(hidden), "\(hidden)")
        }
    }

    @Test(
        "To an immigration officer, an analyst and an administrator a case that exists is as absent as one that does not",
        arguments: ["immigration_officer", "analyst", "administrator", "intake", "operator", "nonsense"])
    func absent(role: String) async throws {
        let full = try await Self.full.value
        for purpose in Self.everyPurpose {
            var sentences: Set<String> = []
            for reference in [full.reference, try #require(Reference(number: 37 * 1_000_003))] {
                do {
                    _ = try await full.access.view(reference, for: account(role), purpose: purpose)
                    Issue.record("\(role) sees a case for \(purpose)")
                } catch {
                    sentences.insert(String(describing: error))
                }
            }
            #expect(sentences == [LedgerError.unknownReference.description])
        }
        #expect(try await full.access.worklist(account(role)).isEmpty)
        #expect(try await full.access.search("Patel", for: account(role)) == nil)
        #expect(try await full.access.search(full.reference.description, for: account(role)) == nil)
    }

    @Test("Lists are open to the roles that roles.yaml names and to no other", arguments: everyRole)
    func lists(role: String) async throws {
        let full = try await Self.full.value
        let lists = UnitedKingdom.rulebook.role(role)?.lists ?? Set()
        #expect((try await full.access.search("Patel", for: account(role)) != nil) == lists.contains("search"))
        if !lists.contains("worklist") { #expect(try await full.access.worklist(account(role)).isEmpty) }
        for list in ["worklist", "search", "", "nonsense"] {
            #expect(full.access.mayList(list, account(role)) == lists.contains(list))
        }
    }

    @Test("A list shows names only to a role that sees the class of names")
    func names() async throws {
        let full = try await Self.full.value
        let items = try await full.access.worklist(account("decision_manager", organisation: "sca"))
        #expect(!items.isEmpty && items.allSatisfy { $0.dossier.title == "Anjali Patel" })
        #expect(items.allSatisfy { $0.withoutTitle.dossier.title == nil })
        let hits = try await full.access.search("Patel", for: account("decision_maker"))?.hits ?? []
        #expect(hits.map(\.dossier.title) == ["Anjali Patel"])
    }

    @Test("Only what the role may try is offered; the author of a draft is told that it is theirs")
    func actions() async throws {
        let full = try await Self.full.value
        let manager = try await full.access.view(full.reference, for: account("decision_manager"), purpose: "decide")
        #expect(manager.actions.contains { $0.record == "conclusive_grounds" && $0.action == SecondPersonVerb.confirm })
        #expect(manager.records.first { $0.id == "conclusive_grounds" }?.pending?.isOwn == false)
        let author = account("decision_maker", id: Someone.decisionMaker.account)
        let own = try await full.access.view(full.reference, for: author, purpose: "decide")
        #expect(own.records.first { $0.id == "conclusive_grounds" }?.pending?.isOwn == true)
        let police = try await full.access.view(
            full.reference, for: account("police_investigator"), purpose: "investigate")
        #expect(Set(police.actions.map(\.record)) == ["consent", "joint_working", "conflict", "met_together"])
    }

    @Test("The purposes that a role may declare are those of its sights and its actions", arguments: everyRole)
    func purposes(role: String) async throws {
        let access = try await Self.full.value.access
        var expected = Set((UnitedKingdom.rulebook.role(role)?.sees ?? []).flatMap(\.purposes))
        for action in UnitedKingdom.rulebook.dossiers.flatMap(\.records).flatMap(\.actions)
        where action.roles.contains(role) {
            expected.formUnion(action.purposes)
        }
        let purposes = access.purposes(of: role)
        #expect(Set(purposes) == expected && purposes.count == expected.count)
    }
}

extension Outcome {
    var reference: Reference {
        get throws {
            guard case .recorded(let reference, _) = self else { throw ViewTests.NotRecorded() }
            return reference
        }
    }
}
