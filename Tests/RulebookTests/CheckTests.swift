import Casework
import Foundation
import Rulebook
import Testing

@Suite("The check of a rulebook")
struct CheckTests {
    /// One way to break a copy of the rulebook, and what the check must then say.
    struct Break: Sendable, CustomTestStringConvertible {
        let file: String
        let text: String
        let broken: String
        let says: String
        var at: String?

        var testDescription: String { says }
    }

    static let referral = "dossiers/case/referral.yaml"
    static let reasonable = "dossiers/case/reasonable_grounds.yaml"
    static let recovery = "dossiers/case/recovery_period.yaml"
    static let conclusive = "dossiers/case/conclusive_grounds.yaml"
    static let dossier = "dossiers/case/dossier.yaml"

    @Test("The rulebook of the United Kingdom has no problem")
    func sound() {
        #expect(UnitedKingdom.rulebook.problems() == [])
    }

    @Test(
        "A fault in the law is found",
        arguments: [
            Break(
                file: "rules/recovery_period.yaml", text: "until: 2022-12-12", broken: "until: 2022-12-13",
                says: "overlap"),
            Break(
                file: "rules/recovery_period.yaml", text: "until: 2022-12-12", broken: "until: 2022-12-11",
                says: "nothing of recovery_period.minimum is in force"),
            Break(
                file: "rules/recovery_period.yaml", text: "until: 2018-03-31", broken: "until: 2018-04-01",
                says: "In S the values recovery.support.s.pre2018 and recovery.support.s"),
            Break(
                file: "rules/recovery_period.yaml", text: "      from: 2009-04-01\n      until: 2022-12-12\n",
                broken: "      until: 2022-12-12\n", says: "recovery.min.45 drives cases but has no first day"),
            Break(
                file: "rules/recovery_period.yaml", text: "      until: 2022-12-12\n", broken: "",
                says: "recovery.min.45 has ended but has no last day"),
            Break(
                file: "rules/recovery_period.yaml",
                text: "source: Written statement 13 Dec 2022; modern slavery helpline", broken: "source: \" \"",
                says: "recovery.min.45 has no source"),
            Break(
                file: "rules/recovery_period.yaml", text: "confidence: high", broken: "confidence: fine",
                says: "names no level"),
            Break(
                file: "rules/recovery_period.yaml", text: "{ en: Shortest recovery period }", broken: "{ en: \" \" }",
                says: "English wording of the title of recovery_period.minimum"),
            Break(
                file: "rules/recovery_period.yaml", text: "{ en: Shortest recovery period }",
                broken: "{ en: Shortest recovery period, fr: Délai }", says: "wording in “fr”"),
            Break(
                file: "rules/recovery_period.yaml", text: "{ en: Shortest recovery period }",
                broken: "{ en: Shortest recovery period, in days }", says: "“in days” is no language"),
            Break(
                file: "rules/reasonable_grounds.yaml", text: "area: child_pilot", broken: "area: child_pilots",
                says: "No code list has the area “child_pilots”"),
            Break(
                file: "rules/reconsideration.yaml", text: "counting: corresponding_date", broken: "counting: day_after",
                says: "months go by corresponding_date"),
            Break(
                file: "rules/first_responders.yaml",
                text: "      from: 2017-06-01\n      from_known: by\n      until: 2026-04-06",
                broken: "      from_known: by\n      until: 2026-04-06", says: "has no `from`"),
            Break(
                file: "calendars/scotland.yaml", text: "  2025: [", broken: "  2035: [",
                says: "The calendar scotland has no bank holidays for 2025"),
            Break(
                file: "calendars/scotland.yaml", text: "2026: [01-01, 01-02,", broken: "2026: [01-01, 01-03,",
                says: "is a weekend"),
            Break(
                file: "rulebook.yaml", text: "S: scotland", broken: "S: caledonia",
                says: "names the calendar “caledonia”"),
            Break(
                file: "codes/local_authorities.csv", text: "ALL,Allerdale Borough Council,,,2023-03-31",
                broken: "ALL,Allerdale Borough Council,,2024-01-01,2023-03-31", says: "before it begins on 2024-01-01",
                at: "codes/local_authorities.csv"),
            Break(
                file: "codes/competent_authorities.csv", text: ",england_and_wales,", broken: ",england,",
                says: "names the calendar “england”"),
            Break(
                file: "codes/lists.yaml",
                text: "  source: ONS; National referral form, April 2026\n  licence: OGL v3.0",
                broken: "  source: ONS; National referral form, April 2026", says: "has no licence"),
            Break(
                file: "glossary.yaml", text: "\nrecovery_period:", broken: "\nrecovery_time:",
                says: "record recovery_period has no entry in the glossary", at: recovery),
            Break(file: "glossary.yaml", text: "  short: PV", broken: "  short: NRM", says: "are both short for “NRM”"),
        ])
    func law(broken: Break) throws { try finds(broken) }

    @Test(
        "A fault in a record’s life is found",
        arguments: [
            Break(
                file: reasonable, text: "  positive:\n    label",
                broken:
                    "  paused:\n    label: { en: Paused }\n    survivor: { en: Paused }\n    final: true\n  positive:\n    label",
                says: "Nothing leads to the state paused"),
            Break(
                file: recovery, text: "    guard:\n      - record: conclusive_grounds\n",
                broken: "    guard:\n      - record: conclusive_ground\n", says: "names the record “conclusive_ground”"),
            Break(
                file: referral,
                text:
                    "    survivor: { en: Your referral was withdrawn. You can be referred again at any time., cy: Cafodd eich atgyfeiriad ei dynnu’n ôl. Gallwch gael eich atgyfeirio eto ar unrhyw adeg. }\n    final: true",
                broken:
                    "    survivor: { en: Your referral was withdrawn. You can be referred again at any time., cy: Cafodd eich atgyfeiriad ei dynnu’n ôl. Gallwch gael eich atgyfeirio eto ar unrhyw adeg. }",
                says: "The state withdrawn of referral cannot be left"),
            Break(
                file: referral, text: "survivor: { en: We have your referral, cy: Mae eich atgyfeiriad gennym }",
                broken: "survivor: { en: \"\" }",
                says: "the state received for survivors is empty"),
            Break(
                file: referral, text: "survivor: { en: You were referred, cy: Cawsoch eich atgyfeirio }",
                broken: "survivor: { en: \" \" }",
                says: "the action submit for survivors"),
            Break(
                file: conclusive, text: "      - conclusive_grounds_earliest\n", broken: "",
                says: "The clock conclusive_grounds_earliest is stopped by no action"),
            Break(
                file: referral, text: "    starts: [ reasonable_grounds_target ]\n", broken: "",
                says: "The clock reasonable_grounds_target is started by no action", at: reasonable),
            Break(
                file: reasonable, text: "owner: support_worker", broken: "owner: child_guardian",
                says: "who has no worklist"),
            Break(
                file: reasonable, text: "owner: support_worker", broken: "owner: carer",
                says: "names the role “carer”"),
            Break(
                file: reasonable, text: "rule: reconsideration.window", broken: "rule: reconsideration.windows",
                says: "names the rule “reconsideration.windows”"),
            Break(
                file: reasonable, text: "body: [ reasonable_grounds.authority, referral.authority ]",
                broken: "body: [ reasonable_grounds.body ]", says: "names the field “reasonable_grounds.body”"),
            Break(
                file: recovery, text: "  recovery_support:\n    label", broken: "  reconsideration_window:\n    label",
                says: "stands in another record too"),
            Break(
                file: reasonable,
                text:
                    "    by: [decision_maker, decision_manager]\n    purpose: [decide]\n    from: awaited\n    to_when",
                broken: "    by: [decision_maker]\n    purpose: [decide]\n    from: awaited\n    to_when",
                says: "needs a second person, but only one role of people may do it"),
            Break(
                file: conclusive, text: "  - send_back_reason\n", broken: "", says: "there is no field send_back_reason"
            ),
            Break(
                file: recovery, text: "    guard:\n      - record: conclusive_grounds\n",
                broken:
                    "    guard:\n      - { answered: true, field: support_end_reason }\n      - record: conclusive_grounds\n",
                says: "a guard that does not say what to do"),
            Break(
                file: referral,
                text:
                    "    label: { en: Treated as, cy: Trinnir fel }\n    type: code\n    list: age_group\n    class: personal\n    section: casework\n    asked: false",
                broken:
                    "    label: { en: Treated as, cy: Trinnir fel }\n    type: code\n    list: age_group\n    class: personal\n    section: casework",
                says: "fills treated_as, which `fields: all` lets the actor answer"),
            Break(
                file: referral,
                text:
                    "  still_exploited:\n    label: { en: The person is still being exploited, cy: Mae rhywun yn dal i gamfanteisio ar y person }\n    ask: { en: \"Make sure today that they can be safe: speak to the referrer, the police and, for a child, the council.\", cy: \"Gwnewch yn siŵr heddiw y gallant fod yn ddiogel: siaradwch â’r atgyfeiriwr, yr heddlu ac, yn achos plentyn, y cyngor.\" }\n    referrer: { en: \"Is the person safe today? What has been done?\", cy: \"A yw’r person yn ddiogel heddiw? Beth sydd wedi’i wneud?\" }\n    when: { field: still_in_situation, is: yes }",
                broken:
                    "  still_exploited:\n    label: { en: The person is still being exploited }\n    ask: { en: Look into it }",
                says: "is never raised"),
            Break(
                file: referral, text: "  unlisted_answer:\n", broken: "  strange_answer:\n",
                says: "needs the question unlisted_answer"),
            Break(
                file: referral, text: "  code_not_current:\n", broken: "  old_code:\n",
                says: "needs the question code_not_current"),
            Break(
                file: referral, text: "  clock_not_computable:\n", broken: "  no_day:\n",
                says: "needs the question clock_not_computable", at: reasonable),
            Break(
                file: referral, text: "      - { field: question, required: true }", broken: "      - question",
                says: "does not demand that field"),
            Break(
                file: reasonable, text: "  route:\n    label", broken: "  confirm:\n    label",
                says: "second person’s verbs"),
            Break(file: dossier, text: "  - code: notified\n", broken: "  - code: referred\n", says: "stands twice"),
        ])
    func life(broken: Break) throws { try finds(broken) }

    @Test(
        "A name that leads nowhere is found",
        arguments: [
            Break(
                file: referral, text: "{ law: consent_given_or_not_needed }", broken: "{ law: consent_given }",
                says: "names the law “consent_given”"),
            Break(
                file: referral, text: "{ law: consent_given_or_not_needed }",
                broken: "{ law: consent_given_or_not_needed, age: 18 }", says: "the parameter “age”"),
            Break(
                file: referral, text: "treated_as: { law: treated_as }", broken: "treated_like: { law: treated_as }",
                says: "names the field “treated_like”"),
            Break(
                file: referral, text: "{ record: reasonable_grounds, to: awaited }",
                broken: "{ record: reasonable_ground, to: awaited }", says: "names the record “reasonable_ground”"),
            Break(
                file: referral, text: "{ record: reasonable_grounds, to: awaited }",
                broken: "{ record: reasonable_grounds, to: waiting }",
                says: "names the state “reasonable_grounds.waiting”"),
            Break(
                file: referral, text: "settles: [ age_contradiction, ", broken: "settles: [ age_contradictions, ",
                says: "names the question “age_contradictions”"),
            Break(
                file: referral, text: "by: [first_responder, intake]", broken: "by: [responder, intake]",
                says: "names the role “responder”"),
            Break(
                file: referral, text: "purpose: [refer]", broken: "purpose: [referring]",
                says: "names the purpose “referring”"),
            Break(
                file: referral, text: "tells: [ survivor, first_responder, decision_maker ]",
                broken: "tells: [ victim ]", says: "names the audience “victim”"),
            Break(
                file: referral, text: "list: first_responder_organisation", broken: "list: responders",
                says: "names the list “responders”"),
            Break(
                file: referral, text: "section: first_responder\n", broken: "section: you\n",
                says: "names the section “you”"),
            Break(
                file: referral, text: "applies_when: { field: under_18, is: [yes, not-sure] }",
                broken: "applies_when: { field: under_18, is: [yes, unsure] }",
                says: "with “unsure”, which is not a code"),
            Break(
                file: referral, text: "when: { field: still_in_situation, is: yes }",
                broken: "when: { field: still_in_situation, is: maybe }", says: "it can only be yes or no"),
            Break(
                file: referral, text: "effect: { treated_as: child }", broken: "effect: { treated_as: infant }",
                says: "with “infant”, which is not a code"),
            Break(
                file: reasonable, text: "{ rule: reasonable_grounds.test }",
                broken: "{ rule: reasonable_grounds.tests }", says: "names the rule “reasonable_grounds.tests”"),
            Break(
                file: reasonable, text: "recounts: [ reasonable_grounds_target ]", broken: "recounts: [ target ]",
                says: "names the clock “target”"),
            Break(
                file: reasonable, text: "to: negative, when", broken: "to: refused, when",
                says: "names the state “refused”"),
            Break(file: conclusive, text: "is: breached }", broken: "is: late }", says: "“late”: a clock is running"),
            Break(
                file: dossier, text: "{ draft: reasonable_grounds }", broken: "{ draft: recovery_period }",
                says: "no action of it needs a second person"),
            Break(
                file: dossier, text: "referral.phone_answer", broken: "referral.fax",
                says: "names the field “referral.fax”"),
            Break(
                file: dossier, text: "nation: [referral.nation, ", broken: "nation: [referral.gender, ",
                says: "no nation of this rulebook"),
            Break(
                file: dossier, text: "child: { under_18: yes, ", broken: "child: { under_age: yes, ",
                says: "has the field “under_age” in its example child"),
            Break(
                file: "roles.yaml", text: "worklist_of: decision_maker", broken: "worklist_of: decider",
                says: "has the worklist of “decider”"),
            Break(
                file: "roles.yaml", text: "lists: [ worklist ]", broken: "lists: [ work ]", says: "has the list “work”"),
            Break(
                file: "roles.yaml", text: "purpose: [oversee], relation: [any]",
                broken: "purpose: [watch], relation: [any]",
                says: "names the purpose “watch”"),
            Break(
                file: "roles.yaml", text: "records: [referral, duty_to_notify]",
                broken: "records: [referral, notification]", says: "names the record “notification”"),
            Break(
                file: "roles.yaml",
                text:
                    "dossier: account, purpose: [administer], relation: [any], records: all, classes: [open, personal]",
                broken: "dossier: account, purpose: [administer], relation: [any], records: all, classes: [open]",
                says: "No role sees the class personal"),
            Break(
                file: "roles.yaml", text: "    title: { en: Analyst, cy: Dadansoddwr }",
                broken: "    lists: [ search ]\n    title: { en: Analyst }", says: "has lists but sees no case"),
            Break(
                file: "scenarios/referral.yaml", text: "given: { nation: E, age: adult }",
                broken: "given: { nation: X, age: adult }", says: "“X” is not a nation"),
            Break(
                file: "scenarios/referral.yaml", text: "action: referral.submit", broken: "action: referral.send",
                says: "There is no action “referral.send”"),
            Break(
                file: "scenarios/referral.yaml", text: "standing: referred", broken: "standing: sent",
                says: "There is no standing “sent”"),
            Break(
                file: "scenarios/referral.yaml", text: "age: child", broken: "age: baby",
                says: "There is no example “baby”"),
            Break(
                file: "scenarios/referral.yaml", text: "consent_needed: open", broken: "consent_missing: open",
                says: "There is no question “consent_missing”"),
            Break(
                file: "scenarios/reasonable_grounds.yaml", text: "recovery_period: { due: 2024-06-05",
                broken: "recovery: { due: 2024-06-05", says: "There is no clock “recovery”"),
            Break(
                file: "scenarios/working_days.yaml", text: "calendar: scotland", broken: "calendar: caledonia",
                says: "There is no calendar “caledonia”"),
            Break(
                file: "scenarios/reconsideration.yaml", text: "rule: reconsideration.window",
                broken: "rule: reconsideration.windows", says: "There is no rule “reconsideration.windows”"),
            Break(
                file: "scenarios/competent_authority.yaml", text: "law: competent_authority", broken: "law: authority",
                says: "There is no law “authority”"),
            Break(
                file: "scenarios/competent_authority.yaml", text: "then: { value: nca-mshtu, basis",
                broken: "then: { worth: nca-mshtu, basis", says: "has no answer “worth”"),
            Break(
                file: "scenarios/working_days.yaml", text: "source: Catalogue of rules section 27",
                broken: "source: \" \" #", says: "no source"),
        ])
    func names(broken: Break) throws { try finds(broken) }

    static let journey = "journeys/referral.yaml"

    @Test(
        "A fault in a journey is found",
        arguments: [
            Break(
                file: journey, text: "fields: [ date_of_birth ]", broken: "fields: [ day_of_birth ]",
                says: "names the field “day_of_birth”"),
            Break(
                file: journey, text: "fields: [ gender ]", broken: "fields: [ gender, alias ]",
                says: "asks alias on two pages"),
            Break(
                file: journey, text: "fields: [ childs_views ]", broken: "fields: []",
                says: "never asks “What the child says they want”"),
            Break(file: journey, text: "page: birth", broken: "page: gender", says: "has two pages named gender"),
            Break(
                file: journey, text: "understood ]\n        demands: [",
                broken: "understood ]\n        demands: [ gender,",
                says: "demands gender on the page explanation, which does not ask it"),
            Break(
                file: journey, text: "laws: [ first_responder.duty.explain ]",
                broken: "laws: [ first_responder.explains ]",
                says: "names the rule “first_responder.explains”"),
            Break(
                file: journey, text: "reads_out: [ nrm ]", broken: "reads_out: [ referral ]",
                says: "names the consent “referral”"),
            Break(
                file: journey, text: "page: evidence", broken: "page: proof",
                says: "the page that takes files, and no other, is called evidence"),
            Break(
                file: journey, text: "lifetime: draft.lifetime", broken: "lifetime: draft.life",
                says: "names the rule “draft.life”"),
            Break(
                file: journey, text: "  - { record: referral, action: submit }\n", broken: "",
                says: "may come to nothing"),
            Break(
                file: referral, text: "amends: correction_reason", broken: "amends: correction_reasons",
                says: "names the field “correction_reasons”"),
            Break(
                file: referral, text: "amends: correction_reason", broken: "amends: family",
                says: "says in family why an answer changes"),
        ])
    func journeys(broken: Break) throws { try finds(broken) }

    /// Breaks a copy and expects the problem, in the file that was broken. A copy that cannot even be read tells it on loading.
    private func finds(_ broken: Break) throws {
        let source = try UnitedKingdom.copy(broken.file, replacing: broken.text, with: broken.broken)
        let problems = UnitedKingdom.problems(of: source)
        let found = problems.filter { $0.message.localizedStandardContains(broken.says) }
        #expect(!found.isEmpty, "not found among \(problems)")
        let file = broken.at ?? broken.file
        if !file.isEmpty { #expect(found.contains { $0.file == file }, "\(found)") }
    }

    @Test("A problem names file and line")
    func place() throws {
        let source = try UnitedKingdom.copy(
            Self.recovery, replacing: "stops: [ recovery_period ]", with: "stops: [ recovery_time ]")
        let problem = try #require(try Rulebook(source).problems().first)
        let lines = source.files[Self.recovery, default: ""].split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[problem.line - 1] == "  end:")
        #expect(
            problem.description
                == "\(Self.recovery):\(problem.line): The action end names the clock “recovery_time”, which does not exist: correct the name or add it."
        )
    }

    @Test("A law that nobody wrote is found wherever the rulebook leans on it")
    func noLaws() {
        let problems = UnitedKingdom.rulebook.check(laws: [:])
        #expect(problems.contains { $0.message.contains("names the law “elements_found”") })
        #expect(problems.contains { $0.message == "There is no law “competent_authority”." })
    }
}
