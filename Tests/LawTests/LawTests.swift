import Law
import Rulebook
import Testing

@Suite("Rules of law in code")
struct LawTests {
    /// Asks a rule about bare facts.
    private func ask(
        _ name: String, _ facts: [String: String], on day: String = "2024-05-01", nation: String = "E",
        due: [String: String] = [:]
    ) throws -> LawAnswer {
        let rule = try #require(LawBook.rules[name])
        let values = facts.mapValues { text in CivilDate(text).map(FieldValue.date) ?? .code(text) }
        return rule.answer(
            LawQuestion(
                rulebook: UnitedKingdom.rulebook, nation: Nation(nation), on: try #require(CivilDate(day)),
                fact: { values[$0.description] }, due: { due[$0].flatMap { CivilDate($0) } }))
    }

    @Test("Every rule cites its clause and goes by its own name")
    func citations() {
        for (name, rule) in LawBook.rules {
            #expect(rule.id == name)
            #expect(!rule.citation.isEmpty && !rule.title.isEmpty, "\(name)")
        }
    }

    @Test(
        "The elements of a positive decision",
        arguments: [
            (
                ["act_found": "yes", "means_found": "yes", "purpose_found": "yes", "under_18": "no"], [String](),
                "an adult with all three"
            ),
            (
                ["act_found": "yes", "purpose_found": "yes", "under_18": "no"], ["means_found"],
                "an adult without means"
            ),
            (["under_18": "no"], ["act_found", "means_found", "purpose_found"], "nothing found of an adult"),
            (["under_18": "yes"], ["act_found", "purpose_found"], "nothing found of a child"),
            (
                ["act_found": "yes", "purpose_found": "yes", "under_18": "not-sure"], [],
                "whoever may be a child needs no means"
            ),
            (
                ["act_found": "yes", "purpose_found": "yes", "under_18": "no", "under_18_when_exploited": "yes"], [],
                "a child at the time"
            ),
            (
                ["act_found": "yes", "purpose_found": "yes", "under_18": "yes", "child_when_exploited": "no"],
                ["means_found"], "found to have been an adult at the time"
            ),
            (
                ["act_found": "yes", "purpose_found": "yes", "under_18": "no", "child_when_exploited": "not-sure"], [],
                "age at the time in doubt"
            ),
            (
                ["definition_applied": "slavery", "purpose_found": "yes", "means_found": "yes", "under_18": "no"], [],
                "slavery needs no act"
            ),
            (
                ["definition_applied": "slavery", "purpose_found": "yes", "under_18": "no"], ["means_found"],
                "slavery of an adult needs means"
            ),
            (
                ["definition_applied": "slavery", "purpose_found": "yes", "under_18": "yes"], [],
                "slavery of a child needs none"
            ),
            (
                ["act_found": "not-sure", "means_found": "not-sure", "purpose_found": "not-sure", "under_18": "no"],
                ["act_found", "means_found", "purpose_found"], "not sure is not found"
            ),
        ])
    func elements(facts: [String: String], missing: [String], reason: String) throws {
        let answer = try ask("elements_found", facts)
        #expect(answer.reasons.compactMap(\.field) == missing, "\(reason)")
        #expect(answer.holds == missing.isEmpty, "\(reason)")
        #expect(answer.reasons.allSatisfy { $0.basis != nil })
    }

    @Test("A basis in a reason is a value of the rulebook")
    func bases() throws {
        let rulebook = UnitedKingdom.rulebook
        let ids = Set(rulebook.rules.keys).union(rulebook.rules.values.flatMap { $0.values.map(\.id) })
        for facts in [["under_18": "no"], ["under_18": "yes"], ["definition_applied": "slavery", "under_18": "no"]] {
            for reason in try ask("elements_found", facts).reasons {
                #expect(ids.contains(reason.basis ?? ""), "\(reason)")
            }
        }
        for reason in try ask("consent_given_or_not_needed", ["under_18": "no"]).reasons {
            #expect(ids.contains(reason.basis ?? ""))
        }
        for reason in try ask("declined_as_adult", ["under_18": "yes"]).reasons {
            #expect(ids.contains(reason.basis ?? ""))
        }
        for reason in try ask("declined_as_adult", ["consents_to_referral": "yes"]).reasons {
            #expect(ids.contains(reason.basis ?? ""))
        }
    }

    @Test(
        "Who is treated as a child",
        arguments: [
            (["under_18": "no"], "adult", "the plain answer"),
            (["under_18": "yes"], "child", "the plain answer"),
            (["under_18": "not-sure"], "child", "doubt"),
            (["under_18": "no", "date_of_birth": "2006-05-02"], "child", "the date of birth says under 18"),
            (["under_18": "no", "date_of_birth": "2006-05-01"], "adult", "18 today"),
            (["under_18": "yes", "date_of_birth": "1990-01-01"], "child", "a contradiction protects"),
            (["under_18": "yes", "referral.settled_age": "adult"], "adult", "settled"),
            (["under_18": "no", "referral.settled_age": "child"], "child", "settled"),
        ])
    func treatedAs(facts: [String: String], group: String, reason: String) throws {
        #expect(try ask("treated_as", facts).value?.plain == group, "\(reason)")
    }

    @Test(
        "Which authority decides, by day",
        arguments: [
            ("2019-04-28", "ukvi", "two authorities by nationality"), ("2019-04-29", "sca", "one authority"),
            ("2021-11-07", "sca", "the day before the immigration authority"), ("2021-11-08", "ieca", "its first day"),
        ])
    func authority(day: String, code: String, reason: String) throws {
        let answer = try ask(
            "competent_authority", ["nationality": "albanian", "immigration_detention": "yes"], on: day)
        #expect(answer.value?.plain == code, "\(reason)")
    }

    @Test(
        "A local panel and the hundred days",
        arguments: [
            ("2025-09-22", "E", "yes", "pilot", "101 days"), ("2025-09-23", "E", "yes", "sca", "100 days"),
            ("2025-09-22", "NI", "yes", "sca", "not known to hold in Northern Ireland"),
            ("2025-09-22", "E", "not-sure", "sca", "age in doubt"), ("2025-09-22", "E", "no", "sca", "adult"),
        ])
    func panel(day: String, nation: String, under18: String, code: String, reason: String) throws {
        let facts = ["pilot_site": "hull-city-council", "under_18": under18, "date_of_birth": "2008-01-01"]
        #expect(try ask("competent_authority", facts, on: day, nation: nation).value?.plain == code, "\(reason)")
    }

    @Test("An unknown pilot site names no panel")
    func unknownSite() throws {
        let facts = ["pilot_site": "atlantis", "under_18": "yes", "date_of_birth": "2012-01-01"]
        #expect(try ask("competent_authority", facts).value?.plain == "sca")
    }

    @Test("The recovery period lasts until its last day is over")
    func recovery() throws {
        let due = ["recovery_period": "2024-05-30"]
        #expect(try !ask("recovery_period_minimum_passed", [:], on: "2024-05-30", due: due).holds)
        #expect(try ask("recovery_period_minimum_passed", [:], on: "2024-05-31", due: due).holds)
        #expect(try ask("recovery_period_minimum_passed", [:], on: "2024-05-30").holds, "no period runs")
    }

    @Test("A conclusive grounds decision names the day from which it may be made")
    func earliest() throws {
        let answer = try ask(
            "conclusive_grounds_not_before", [:], on: "2024-05-30", due: ["conclusive_grounds_earliest": "2024-05-31"])
        #expect(
            answer.reasons.map(\.sentence) == [
                "A conclusive grounds decision may be made from 31 May 2024 on, when the shortest recovery period has passed."
            ])
    }

    @Test(
        "Whose children's services are responsible where a council was told",
        arguments: [
            ("MAI", "2024-05-01", "KEN", "a district of Kent"), ("KEN", "2024-05-01", "KEN", "the county itself"),
            ("MDW", "2024-05-01", "MDW", "a unitary council"),
            ("ALL", "2023-03-31", "CMA", "Cumbria on its last day"),
            ("ALL", "2023-04-01", "CBD", "the unitary council that replaced the district"),
            ("TAU", "2024-05-01", "SMT", "replaced twice: the district, then the county"),
            ("CMA", "2024-05-01", nil, "two councils replaced the county"),
            ("BFS", "2024-05-01", nil, "in Northern Ireland the Trust is responsible"),
            ("GMCA", "2024-05-01", nil, "a combined authority has none"),
            ("GLA", "2024-05-01", nil, "nor has London as a whole"),
            ("Nowhere", "2024-05-01", nil, "an answer that is on no list"),
        ] as [(String, String, String?, String)])
    func childrensServices(told: String, day: String, responsible: String?, reason: String) throws {
        let facts = ["local_authority": told, "under_18": "yes"]
        #expect(
            try ask("childrens_services_of_council", facts, on: day).value?.plain == responsible, "\(reason)")
        #expect(try ask("childrens_services_of_council", ["local_authority": told, "under_18": "no"]).value == nil)
    }

    @Test("Consent, childhood or a reasoned decision for somebody who cannot decide lets a person be referred")
    func consent() throws {
        let rule = "consent_given_or_not_needed"
        #expect(try ask(rule, ["under_18": "no", "consents_to_referral": "yes"]).holds)
        #expect(try ask(rule, ["under_18": "not-sure"]).holds)
        #expect(try !ask(rule, ["under_18": "no", "consents_to_referral": "no"]).holds)
        var decided = ["under_18": "no", "consents_to_referral": "decided-for-them"]
        for reason in ["capacity_reasons", "best_interests_reasons", "best_interests_decided_by"] {
            #expect(try !ask(rule, decided).holds, "without \(reason) it is no decision")
            decided[reason] = "Said"
        }
        #expect(try ask(rule, decided).holds)
    }
}
