import Casework
import Foundation
import Law
import Rulebook
import Testing

@Suite("The scenarios of the United Kingdom")
struct ScenarioTests {
    @Test("Every scenario holds")
    func all() {
        for result in ScenarioRunner(UnitedKingdom.rulebook).runAll() {
            #expect(result.failures == [], "\(result.scenario.file):\(result.scenario.line) \(result.scenario.name)")
        }
    }

    /// A change to the rulebook that some scenario must notice.
    struct Change: Sendable, CustomTestStringConvertible {
        let file: String
        let text: String
        let changed: String
        var testDescription: String { "\(file): \(text) → \(changed)" }
    }

    @Test(
        "A wrong day, length or test in the rulebook makes a scenario fail",
        arguments: [
            Change(
                file: "rules/recovery_period.yaml", text: "from: 2023-01-30\n      value: 30",
                changed: "from: 2023-01-31\n      value: 30"),
            Change(
                file: "rules/recovery_period.yaml", text: "value: 30\n      counting: day_of",
                changed: "value: 30\n      counting: day_after"),
            Change(file: "rules/recovery_period.yaml", text: "from: 2018-04-01", changed: "from: 2018-04-02"),
            Change(file: "rules/recovery_period.yaml", text: "value: 90", changed: "value: 91"),
            Change(
                file: "rules/reconsideration.yaml", text: "from: 2024-02-12\n      until: 2025-01-15",
                changed: "from: 2024-02-13\n      until: 2025-01-15"),
            Change(file: "rules/reconsideration.yaml", text: "from: 2025-01-16", changed: "from: 2025-01-17"),
            Change(file: "rules/reasonable_grounds.yaml", text: "from: 2023-07-10", changed: "from: 2023-07-11"),
            Change(file: "rules/reasonable_grounds.yaml", text: "value: 5\n", changed: "value: 6\n"),
            Change(file: "rules/conclusive_grounds.yaml", text: "from: 2022-12-13", changed: "from: 2022-12-14"),
            Change(file: "rules/competent_authority.yaml", text: "from: 2019-04-29", changed: "from: 2019-04-30"),
            Change(file: "rules/competent_authority.yaml", text: "from: 2021-11-08", changed: "from: 2021-11-09"),
            Change(file: "rules/competent_authority.yaml", text: "value: 100", changed: "value: 101"),
            Change(file: "rules/competent_authority.yaml", text: "from: 2022-07-01", changed: "from: 2022-07-02"),
            Change(file: "rules/duty_to_notify.yaml", text: "from: 2015-11-01", changed: "from: 2015-11-02"),
            Change(file: "rules/disqualification.yaml", text: "until: 2024-01-07", changed: "until: 2024-01-06"),
            Change(
                file: "calendars/scotland.yaml", text: "06-15, 08-03, 11-30, 12-25, 12-28]",
                changed: "06-15, 08-10, 11-30, 12-25, 12-28]"),
            Change(
                file: "codes/eea_nationalities.csv", text: "croatian,Croatian,,2013-07-01",
                changed: "croatian,Croatian,,2013-07-02"),
            Change(
                file: "dossiers/case/referral.yaml", text: "      - { law: consent_given_or_not_needed }\n", changed: ""
            ),
            Change(
                file: "dossiers/case/duty_to_notify.yaml",
                text: "      - alias\n      - date_of_birth\n      - contact_email",
                changed: "      - date_of_birth\n      - contact_email"),
            Change(
                file: "dossiers/case/reasonable_grounds.yaml",
                text: "    second_person: { when: { field: outcome, is: negative } }\n", changed: ""),
            Change(
                file: "dossiers/case/reasonable_grounds.yaml", text: "    recounts: [ reasonable_grounds_target ]\n",
                changed: ""),
            Change(
                file: "dossiers/case/conclusive_grounds.yaml", text: "      - { law: conclusive_grounds_not_before }\n",
                changed: ""),
            Change(
                file: "dossiers/case/conclusive_grounds.yaml",
                text: "            - { clock: recovery_support, is: breached }\n", changed: ""),
            Change(
                file: "dossiers/case/recovery_period.yaml", text: "      - { law: recovery_period_minimum_passed }\n",
                changed: ""),
        ])
    func noticed(change: Change) throws {
        // The scenarios written by hand are enough, and quicker to read than all.
        var files = UnitedKingdom.source.files.filter { !$0.key.hasPrefix("scenarios/changes/") }
        let old = try #require(files[change.file])
        let range = try #require(old.range(of: change.text))
        files[change.file] = old.replacingCharacters(in: range, with: change.changed)
        let broken = try Rulebook(RulebookSource(files: files, name: "a changed copy"))
        #expect(ScenarioRunner(broken).runAll().contains { !$0.holds })
    }

    @Test("A scenario that expects something else fails and says what was found")
    func failure() throws {
        var files = UnitedKingdom.source.files.filter { !$0.key.hasPrefix("scenarios/") }
        files["scenarios/own.yaml"] = """
            - name: A wrong expectation
              source: None
              given: { nation: E, age: adult }
              did: [ { action: referral.submit, on: 2024-05-01 } ]
              then: { standing: notified, clock: { reasonable_grounds_target: { due: 2024-05-10 } } }
            - name: A step that is refused
              source: None
              given: { nation: E, age: declined }
              did: [ { action: referral.submit, on: 2024-05-01 } ]
              then: { standing: referred }
            - name: A wrong answer
              source: None
              ask: { rule: recovery_period.minimum, on: 2024-05-01, nation: E }
              then: { value: 31 }
            """
        let rulebook = try Rulebook(RulebookSource(files: files, name: "own"))
        let results = ScenarioRunner(rulebook).runAll().filter { $0.scenario.file == "scenarios/own.yaml" }
        #expect(
            results.map(\.failures) == [
                [
                    "Expected due of clock reasonable_grounds_target: 2024-05-10. Found: 2024-05-09.",
                    "Expected standing: notified. Found: referred.",
                ],
                ["referral.submit on 2024-05-01 was refused: no_consent consents_to_referral."],
                ["Expected value: 31. Found: 30."],
            ])
    }
}
