"""Who sees which case, and what of it: two who work with cases, side by side, through the same gates as on the pages.

Every test asks what `show`, `worklist`, `search` and `act` answer before and after somebody was given something to do with a
case. Where a case is not for an account, each of them answers byte for byte what it answers for a reference that does not exist.
"""

import datetime
import json
import unittest

import support
from support import (
    ANSWERS, PREPARED, Kept, LedgerTest, act, allocate, consent, decision, invite, lines, place_with, register,
)

ABSENT = "0000-0000-000"
# What a referral tells, one word of each class.
WORDS = {
    "name": "Vantreight", "story": "Wurzelgnom", "phone": "07700 900481", "town": "Glasgow", "status": "P9912345",
}
MORE_ORGANISATIONS = [
    ("kent-police", "Kent Police", ["police-force", "first-responder"],
     {"police_force_code": "kent", "first_responder_code": "kent-police"}),
    ("haven", "Haven Support", ["support-provider"], {}),
    ("ieca", "Immigration Enforcement Competent Authority", ["competent-authority"], {"authority_code": "ieca"}),
    ("kent-council", "Kent County Council", ["local-authority"], {"local_authority_code": "KEN"}),
    ("lighthouse", "Lighthouse Guardians", ["guardian-service"], {}),
    ("law-centre", "Weald Law Centre", ["legal-representative"], {}),
    ("prosecution", "Crown Prosecution Service", ["prosecutor"], {}),
]
# Sign-in name, role, organisation, unit, area.
MORE_PEOPLE = [
    ("met_colleague", "police_investigator", "met-police", "vice", ""),
    ("met_team", "police_investigator", "met-police", "gangs", ""),
    ("kent_manager", "police_manager", "kent-police", "", ""),
    ("kent_investigator", "police_investigator", "kent-police", "", ""),
    ("kent_colleague", "police_investigator", "kent-police", "", ""),
    ("harbour_colleague", "support_worker", "harbour", "south", ""),
    ("haven_manager", "support_manager", "haven", "", ""),
    ("haven_worker", "support_worker", "haven", "", ""),
    ("sca_colleague", "decision_maker", "sca", "", ""),
    ("ieca_maker", "decision_maker", "ieca", "", ""),
    ("council_worker", "local_authority_worker", "kent-council", "", "KEN"),
    ("guardian_manager", "guardian_manager", "lighthouse", "", "KEN"),
    ("guardian", "child_guardian", "lighthouse", "", ""),
    ("lawyer", "legal_representative", "law-centre", "", ""),
    ("prosecutor", "prosecutor", "prosecution", "", ""),
]
# A purpose of each account, the one that shows most.
PURPOSES = {
    "first_responder": "refer", "decision_maker": "decide", "decision_manager": "decide", "sca_colleague": "decide",
    "ieca_maker": "decide", "support_worker": "support", "support_manager": "support", "harbour_colleague": "support",
    "haven_manager": "support", "haven_worker": "support", "police_investigator": "investigate", "police_manager": "investigate",
    "met_colleague": "investigate", "met_team": "investigate", "kent_manager": "investigate", "kent_investigator": "investigate",
    "kent_colleague": "investigate", "council_worker": "safeguard", "guardian_manager": "guard", "guardian": "guard",
    "lawyer": "represent", "prosecutor": "prosecute", "immigration_officer": "enforce_immigration", "analyst": "oversee",
    "administrator": "administer", "commissioner": "oversee", "data_guardian": "protect_data",
}
# Those whose role has a worklist.
LISTED = {
    "decision_maker", "decision_manager", "sca_colleague", "ieca_maker", "support_worker", "support_manager", "harbour_colleague",
    "haven_manager", "haven_worker", "data_guardian",
}


def setUpModule():
    if support.SERVER:
        raise unittest.SkipTest("Tests/AccessTests does this on PostgreSQL")


def day(distance):
    """A day so far from today; never the neighbouring one, so that midnight makes no difference."""
    return (datetime.date.today() + datetime.timedelta(days=distance)).isoformat()


def with_more_people(place):
    PREPARED.copy_to(place)
    for organisation in MORE_ORGANISATIONS:
        registered = register(place, *organisation)
        assert registered.code == 0, registered
    rows = [f"{name},Person {name},{role},{organisation},{unit},{area}" for name, role, organisation, unit, area in MORE_PEOPLE]
    table = "\n".join(["sign_in,name,role,organisation,unit,areas", *rows])
    loaded = place.run("account", "load", "-", stdin=table)
    assert loaded.code == 0, loaded


MORE = Kept(with_more_people)


def referral(number, force="Metropolitan Police Service", police="yes", support="yes", child=False, name=WORDS["name"], **others):
    """An adult who was referred three weeks ago, or a child in Kent."""
    answers = json.loads(lines(ANSWERS)[0 if child else 31])
    answers.update({
        "externalID": f"access-{number}", "submitted-at": f"{day(-21)}T10:00:00Z", "pv-name-first-name": "Quillon",
        "pv-name-last-name": name, "how-did-the-exploitation-start": f"It began with {WORDS['story']}.",
        "pv-phone-number": "yes", "pv-phone-number-yes": WORDS["phone"], "current-pv-location-uk-city": WORDS["town"],
        "pv-ho-reference": "yes", "pv-ho-reference-type": WORDS["status"], "reported-to-police": "yes" if force else "no",
        "reported-to-police-police-forces": force, "authorities-cooperation": police, "does-pv-need-support": support,
        "user-organisation": "The Salvation Army", **others,
    })
    for field in [field for field, answer in answers.items() if answer is None]:
        del answers[field]
    return json.dumps(answers).encode() + b"\n"


class Access(LedgerTest):
    prepared = MORE

    def open(self, **answers):
        """Takes a referral in and answers its reference."""
        self.count = getattr(self, "count", 0) + 1
        before = self.references()
        self.take(self.place.referrals(f"case{self.count}.ndjson", referral(self.count, **answers)))
        [reference] = self.references() - before
        return reference

    def references(self, kind="case"):
        """Those of every case, or of every organisation or account, past the program."""
        symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
        found = set()
        for (number,) in self.place.rows(f"SELECT reference FROM dossier WHERE kind = '{kind}'"):
            number = int(number)
            letters = "".join(symbols[number >> (45 - 5 * place) & 31] for place in range(10)) + symbols[number % 37]
            found.add(f"{letters[:4]}-{letters[4:8]}-{letters[8:]}")
        return found

    def sees(self, account, reference, purpose=None):
        """Which of the words of a case an account is shown; `None` when for that account there is no such case."""
        result = self.show(account, reference, purpose)
        if result.code == 1:
            absent = self.absent(f"show {account} {purpose}", lambda: self.show(account, ABSENT, purpose))
            self.assertEqual((result.out, result.err), absent, f"{account} can tell that there is a case")
            return None
        self.succeeds(result)
        return {word for word, text in WORDS.items() if text in result.out}

    def show(self, account, reference, purpose=None):
        return self.place.run("show", reference, "--as", account, "--purpose", purpose or PURPOSES[account], "--json")

    def absent(self, question, ask):
        """Both outputs for a reference that does not exist. A test asks each question once."""
        self.answers = getattr(self, "answers", {})
        if question not in self.answers:
            result = ask()
            self.is_plain_refusal(result, "no such reference")
            self.answers[question] = (result.out, result.err)
        return self.answers[question]

    def may_not_act(self, account, reference, action="conflict.declare", *answers, purpose=None):
        """The account is told of the case what it is told of one that does not exist, and nothing is recorded."""
        entries = self.entries()
        answers = answers or ["--set=reason=other"]

        def ask(number):
            return act(self.place, number, action, account, purpose or PURPOSES[account], *answers)

        there = ask(reference)
        self.is_plain_refusal(there, "no such reference")
        self.assertEqual((there.out, there.err), self.absent(f"{account} {purpose} {action}", lambda: ask(ABSENT)))
        self.assertEqual(self.entries(), entries)

    def entries(self):
        return self.place.rows("SELECT COUNT(*) FROM entry")

    def sees_nothing(self, reference, *accounts):
        """Nothing is shown to them, nothing is on their lists, and they cannot act; the last is tried with one of them, the next
        one each time.
        """
        self.turn = getattr(self, "turn", -1) + 1
        for number, account in enumerate(accounts):
            with self.subTest(account):
                self.assertIsNone(self.sees(account, reference))
                if number == self.turn % len(accounts):
                    self.may_not_act(account, reference)
                if account in LISTED:
                    self.assertNotIn(reference, self.listed(account, kind="due"))

    def listed(self, account, scope=None, kind=None):
        """The references on a worklist: all of them, whatever the clock, where no kind is named."""
        found = []
        for kind in [kind] if kind else ["due", "earliest", "ends"]:
            options = ["--scope", scope] if scope else []
            result = self.place.run("worklist", "--as", account, "--json", "--limit", 1000, "--list", kind, *options)
            found += [item["reference"] for item in self.succeeds(result).json["items"]]
        return set(found)

    def found(self, account, words=WORDS["name"]):
        result = self.succeeds(self.place.run("search", words, "--as", account, "--json"))
        return {hit["reference"] for hit in result.json["hits"]}

    def to_police(self, reference, person="police_investigator", manager="police_manager", unit=None):
        return self.succeeds(allocate(self.place, reference, person, "police_investigator", manager, "investigate", unit))

    def to_support(self, reference, person="support_worker", manager="support_manager", organisation="harbour", unit=None):
        self.succeeds(place_with(self.place, reference, organisation, "support_worker"))
        if person:
            self.succeeds(allocate(self.place, reference, person, "support_worker", manager, "support", unit))

    def decide(self, reference):
        return self.succeeds(self.place.run(*decision(reference)))

    def refused_as(self, result, code):
        self.assertEqual(result.code, 1, result)
        self.assertEqual(result.json["refused"][0]["code"], code, result)


class TwoForces(Access):
    def test_a_force_sees_the_cases_that_name_it_and_its_investigators_those_that_are_theirs(self):
        case = self.open()
        self.assertEqual(self.sees("police_manager", case), {"name"})
        self.sees_nothing(
            case, "police_investigator", "met_colleague", "met_team", "kent_manager", "kent_investigator", "kent_colleague")
        self.to_police(case)
        self.assertEqual(self.sees("police_investigator", case), {"name", "story"})
        self.sees_nothing(case, "met_colleague", "met_team", "kent_manager", "kent_investigator", "kent_colleague")

    def test_a_case_of_the_other_force_is_the_other_way_round(self):
        case = self.open(force="Kent Police")
        self.assertEqual(self.sees("kent_manager", case), {"name"})
        self.sees_nothing(case, "police_manager", "police_investigator", "kent_investigator")
        self.to_police(case, "kent_investigator", "kent_manager")
        self.assertEqual(self.sees("kent_investigator", case), {"name", "story"})
        self.sees_nothing(case, "police_manager", "police_investigator", "kent_colleague")

    def test_a_case_that_names_no_force_is_no_forces(self):
        case = self.open(force=None, **{"reported-to-police-crime-reference": None})
        self.sees_nothing(case, "police_manager", "kent_manager", "police_investigator")

    def test_a_team_sees_the_cases_of_its_unit(self):
        case = self.open()
        self.to_police(case, unit="gangs")
        self.assertEqual(self.sees("met_team", case), {"name", "story"})
        self.sees_nothing(case, "met_colleague", "kent_investigator")

    def test_nobody_gives_a_case_to_another_force_or_takes_one_that_is_not_theirs(self):
        case = self.open()
        self.refused_as(
            allocate(self.place, case, "kent_investigator", "police_investigator", "police_manager", "investigate"), "works_elsewhere")
        self.refused_as(
            allocate(self.place, case, "first_responder", "police_investigator", "police_manager", "investigate"), "other_work")
        answers = ["--set=role=police_investigator", "--set=account=kent_investigator"]
        self.may_not_act("kent_manager", case, "assignment.allocate", *answers)
        self.sees_nothing(case, "kent_investigator")

    def test_an_assignment_that_ends_shuts_the_case(self):
        case = self.open()
        self.to_police(case)
        self.assertIsNotNone(self.sees("police_investigator", case))
        self.succeeds(act(self.place, case, "assignment.end", "police_manager", "investigate", "--set=end_reason=Moved on."))
        self.sees_nothing(case, "police_investigator")

    def test_another_force_joins_in_by_invitation_for_the_purpose_until_the_day(self):
        case = self.open()
        self.to_police(case)
        self.succeeds(invite(
            self.place, case, "kent-police", "investigate", day(3), account="police_investigator", own="investigate"))
        for account in ["kent_manager", "kent_investigator", "kent_colleague"]:
            self.assertEqual(self.sees(account, case), {"name"} if account == "kent_manager" else {"name", "story"}, account)
        self.assertIsNone(self.sees("kent_investigator", case, "safeguard"), "invited for something else")
        self.succeeds(act(self.place, case, "joint_working.end", "police_investigator", "investigate"))
        self.sees_nothing(case, "kent_manager", "kent_investigator", "kent_colleague")

    def test_an_invitation_of_one_person_is_theirs_alone(self):
        case = self.open()
        self.succeeds(invite(self.place, case, "kent-police", "investigate", day(3), person="kent_investigator"))
        self.assertEqual(self.sees("kent_investigator", case), {"name", "story"})
        self.sees_nothing(case, "kent_colleague", "kent_manager", "police_investigator")
        self.refused_as(
            invite(self.place, case, "kent-police", "investigate", day(3), person="police_investigator"), "works_elsewhere")

    def test_an_invitation_whose_day_is_past_or_for_another_purpose_opens_nothing(self):
        past, other = self.open(), self.open()
        invite(self.place, past, "kent-police", "investigate", day(-2))  # it may be refused
        self.succeeds(invite(self.place, other, "kent-police", "safeguard", day(3)))
        for case in [past, other]:
            self.sees_nothing(case, "kent_manager", "kent_investigator")

    def test_whoever_sees_nothing_invites_nobody(self):
        case = self.open()
        answers = ["--set=organisation=kent-police", "--set=purpose=investigate", f"--set=until={day(3)}", "--set=reason=Me."]
        self.may_not_act("kent_investigator", case, "joint_working.invite", *answers)
        self.may_not_act("kent_manager", case, "joint_working.invite", *answers)
        self.sees_nothing(case, "kent_investigator", "kent_manager")


class PoliceConsent(Access):
    def test_without_agreement_the_police_learn_that_there_is_a_case_and_no_more(self):
        case = self.open(police="no")
        self.to_police(case)
        for account in ["police_manager", "police_investigator"]:
            self.assertEqual(self.sees(account, case), set(), account)

    def test_what_is_recorded_later_counts_before_what_stands_on_the_form(self):
        case = self.open(police="no")
        self.to_police(case)
        for answer, seen in [("given", {"name", "story"}), ("withdrawn", set()), ("given", {"name", "story"}), ("refused", set())]:
            self.succeeds(consent(self.place, case, "police", answer))
            self.assertEqual(self.sees("police_investigator", case), seen, answer)

    def test_agreement_on_the_form_is_taken_back(self):
        case = self.open(police="yes")
        self.to_police(case)
        self.assertEqual(self.sees("police_investigator", case), {"name", "story"})
        self.succeeds(consent(self.place, case, "police", "withdrawn"))
        self.assertEqual(self.sees("police_investigator", case), set())
        self.assertEqual(self.sees("police_manager", case), set())

    def test_the_police_record_no_agreement_themselves(self):
        case = self.open(police="no")
        self.to_police(case)
        for account in ["police_investigator", "police_manager"]:
            for about in ["police", "location-share"]:
                recorded = consent(self.place, case, about, "given", account=account, purpose="investigate")
                self.refused_as(recorded, "not_your_role")
            self.assertEqual(self.sees(account, case), set())

    def test_agreement_until_a_day_lapses(self):
        case = self.open(police="no")
        self.to_police(case)
        self.succeeds(consent(self.place, case, "police", "given", until=day(3)))
        self.assertEqual(self.sees("police_investigator", case), {"name", "story"})
        self.succeeds(consent(self.place, case, "police", "given", until=day(-2), on=day(-10)))
        self.assertEqual(self.sees("police_investigator", case), set())

    def test_agreement_for_one_organisation_is_for_no_other(self):
        case = self.open(police="no")
        self.to_police(case)
        self.succeeds(invite(self.place, case, "kent-police", "investigate", day(3), person="kent_investigator"))
        self.succeeds(consent(self.place, case, "police", "given", organisation="met-police"))
        self.assertEqual(self.sees("police_investigator", case), {"name", "story"})
        self.assertEqual(self.sees("kent_investigator", case), set())
        self.succeeds(consent(self.place, case, "police", "given"))
        self.assertEqual(self.sees("kent_investigator", case), {"name", "story"})
        self.succeeds(consent(self.place, case, "police", "withdrawn", organisation="met-police"))
        self.assertEqual(self.sees("police_investigator", case), set())
        self.assertEqual(self.sees("kent_investigator", case), {"name", "story"})

    def test_where_somebody_stays_is_told_to_a_force_only_if_they_agreed_that_it_may_know(self):
        case = self.open()
        self.to_police(case)
        self.succeeds(invite(self.place, case, "kent-police", "investigate", day(3), person="kent_investigator"))
        self.succeeds(consent(self.place, case, "location-share", "given", organisation="met-police"))
        self.assertEqual(self.sees("police_investigator", case), {"name", "story", "phone", "town"})
        self.assertEqual(self.sees("police_manager", case), {"name"})
        self.assertEqual(self.sees("kent_investigator", case), {"name", "story"})
        self.succeeds(consent(self.place, case, "location-share", "withdrawn", organisation="met-police"))
        self.assertEqual(self.sees("police_investigator", case), {"name", "story"})

    def test_what_nobody_understood_is_not_agreed_to(self):
        case = self.open(police="no")
        self.to_police(case)
        result = act(
            self.place, case, "consent.record", "decision_maker", "decide", "--set=purpose=police", "--set=answer=given",
            "--set=explained_how=phone", "--set=language=en", "--set=understood=no")
        self.refused_as(result, "not_understood")
        self.assertEqual(self.sees("police_investigator", case), set())


class TwoProviders(Access):
    def test_a_provider_sees_the_cases_it_was_asked_to_take_and_its_workers_their_own(self):
        case = self.open()
        everybody = ["support_manager", "support_worker", "harbour_colleague", "haven_manager", "haven_worker"]
        self.sees_nothing(case, *everybody)
        self.to_support(case, person=None)
        self.assertEqual(self.sees("support_manager", case), {"name", "story", "phone", "town"})
        self.sees_nothing(case, "support_worker", "harbour_colleague", "haven_manager", "haven_worker")
        self.succeeds(allocate(self.place, case, "support_worker", "support_worker", "support_manager", "support"))
        self.assertEqual(self.sees("support_worker", case), {"name", "story", "phone", "town"})
        self.sees_nothing(case, "harbour_colleague", "haven_manager", "haven_worker")

    def test_a_case_that_moves_to_another_provider_is_shut_to_the_first(self):
        case = self.open()
        self.succeeds(place_with(self.place, case, "harbour", "support_worker"))
        self.assertIsNotNone(self.sees("support_manager", case))
        self.succeeds(act(self.place, case, "assignment.end", "decision_maker", "decide", "--set=end_reason=They moved."))
        self.to_support(case, "haven_worker", "haven_manager", "haven")
        self.sees_nothing(case, "support_manager", "support_worker", "harbour_colleague")
        self.assertEqual(self.sees("haven_worker", case), {"name", "story", "phone", "town"})

    def test_who_does_not_want_support_is_not_found_by_a_provider(self):
        case = self.open(support="no")
        self.to_support(case)
        for account in ["support_manager", "support_worker"]:
            self.assertEqual(self.sees(account, case), {"name"}, account)
        self.succeeds(consent(self.place, case, "support", "given", account="support_worker", purpose="support"))
        self.assertEqual(self.sees("support_worker", case), {"name", "story", "phone", "town"})
        self.succeeds(consent(self.place, case, "support", "withdrawn", account="support_worker", purpose="support"))
        self.assertEqual(self.sees("support_worker", case), {"name"})

    def test_a_provider_brings_in_a_lawyer_and_no_other_provider(self):
        case = self.open()
        self.to_support(case)
        refused = place_with(self.place, case, "haven", "support_worker", account="support_worker", purpose="support")
        self.refused_as(refused, "not_yours_to_place")
        self.sees_nothing(case, "haven_manager", "lawyer")
        self.succeeds(place_with(
            self.place, case, "law-centre", "legal_representative", account="support_worker", purpose="support"))
        self.assertIsNone(self.sees("lawyer", case), "asked, but nobody there is named yet, and the person has not agreed")

    def test_a_child_is_supported_without_being_asked(self):
        case = self.open(child=True, support=None)
        self.to_support(case)
        self.assertEqual(self.sees("support_worker", case), {"name", "story", "phone", "town"} & self.told(case))

    def told(self, case):
        """The words that the form for a child asks for at all."""
        return self.sees("decision_maker", case) | {"town"}


class ProviderAndPolice(Access):
    def test_what_the_one_sees_the_other_does_not(self):
        case = self.open()
        self.to_support(case)
        self.to_police(case)
        self.assertEqual(self.sees("support_worker", case), {"name", "story", "phone", "town"})
        self.assertEqual(self.sees("police_investigator", case), {"name", "story"})
        self.succeeds(consent(self.place, case, "police", "withdrawn", account="support_worker", purpose="support"))
        self.assertEqual(self.sees("support_worker", case), {"name", "story", "phone", "town"})
        self.assertEqual(self.sees("police_investigator", case), set())

    def test_neither_acts_for_the_other_or_for_another_purpose(self):
        case = self.open()
        self.to_support(case)
        self.to_police(case)
        for account, purpose in [
            ("support_worker", "investigate"), ("support_worker", "decide"), ("support_worker", "enforce_immigration"),
            ("police_investigator", "support"), ("police_investigator", "decide"), ("police_investigator", "safeguard"),
            ("police_manager", "support"), ("decision_maker", "support"), ("decision_maker", "investigate"),
        ]:
            with self.subTest(f"{account} {purpose}"):
                self.assertIsNone(self.sees(account, case, purpose))
                self.may_not_act(account, case, purpose=purpose)

    def test_a_provider_asks_the_police_in_and_shows_them_out(self):
        case = self.open(force=None, **{"reported-to-police-crime-reference": None})
        self.to_support(case)
        self.sees_nothing(case, "kent_investigator")
        self.succeeds(invite(self.place, case, "kent-police", "investigate", day(5), account="support_worker", own="support"))
        self.assertEqual(self.sees("kent_investigator", case), {"name", "story"})
        self.succeeds(act(self.place, case, "joint_working.end", "support_worker", "support"))
        self.sees_nothing(case, "kent_investigator")

    def test_neither_sees_immigration_matters(self):
        case = self.open()
        self.to_support(case)
        self.to_police(case)
        self.succeeds(act(
            self.place, case, "reasonable_grounds.route", "decision_maker", "decide", "--set=immigration_detention=yes"))
        for account in ["support_worker", "police_investigator", "support_manager", "police_manager"]:
            self.assertNotIn("status", self.sees(account, case))
            self.assertNotIn("detention", self.show(account, case).out)


class ImmigrationFirewall(Access):
    def officer_sees(self, case):
        return self.sees("immigration_officer", case)

    def invite_officer(self, case, purpose="enforce_immigration", until=None):
        return self.succeeds(invite(self.place, case, "enforcement", purpose, until or day(5)))

    def test_nothing_opens_without_both_an_invitation_and_the_agreement(self):
        neither, invited, agreed = self.open(), self.open(), self.open()
        self.invite_officer(invited)
        self.succeeds(consent(self.place, agreed, "immigration", "given"))
        for case in [neither, invited, agreed]:
            self.sees_nothing(case, "immigration_officer")
        self.assertEqual(self.listed("immigration_officer"), set())
        self.is_plain_refusal(self.place.run("search", WORDS["name"], "--as", "immigration_officer"), "may not search")

    def test_with_both_who_they_are_and_their_immigration_matters_and_nothing_else(self):
        case = self.open()
        self.invite_officer(case)
        self.succeeds(consent(self.place, case, "immigration", "given"))
        self.assertEqual(self.officer_sees(case), {"name", "status"} & (self.sees("decision_maker", case)))
        self.assertEqual([record["record"] for record in self.show("immigration_officer", case).json["records"]], ["referral"])
        for purpose in ["decide", "support", "investigate", "safeguard", "oversee"]:
            self.assertIsNone(self.sees("immigration_officer", case, purpose))
        for answer in ["withdrawn", "refused"]:
            self.succeeds(consent(self.place, case, "immigration", answer))
            self.sees_nothing(case, "immigration_officer")
            self.succeeds(consent(self.place, case, "immigration", "given"))
            self.assertIsNotNone(self.officer_sees(case))
        self.succeeds(act(self.place, case, "joint_working.end", "decision_maker", "decide"))
        self.sees_nothing(case, "immigration_officer")

    def test_agreement_to_anything_else_or_for_somebody_else_opens_nothing(self):
        case = self.open()
        self.invite_officer(case)
        for about in ["nrm", "support", "police", "partner-share", "location-share", "intelligence", "research"]:
            self.succeeds(consent(self.place, case, about, "given"))
        self.succeeds(consent(self.place, case, "immigration", "given", organisation="met-police"))
        self.succeeds(consent(self.place, case, "immigration", "given", organisation="enforcement", until=day(-2), on=day(-10)))
        self.sees_nothing(case, "immigration_officer")

    def test_an_invitation_to_anything_else_opens_nothing(self):
        for purpose in ["investigate", "safeguard", "decide", "support"]:
            case = self.open()
            self.invite_officer(case, purpose)
            self.succeeds(consent(self.place, case, "immigration", "given"))
            with self.subTest(purpose):
                self.sees_nothing(case, "immigration_officer")
                self.assertIsNone(self.sees("immigration_officer", case, purpose))

    def test_a_child_is_not_opened_by_any_lawful_basis(self):
        case = self.open(child=True, support=None)
        self.invite_officer(case)
        self.sees_nothing(case, "immigration_officer")

    def test_no_glass_is_broken_for_immigration(self):
        case = self.open()
        answers = ["--set=reason=life-in-danger", "--set=details=x"]
        for purpose in ["safeguard", "enforce_immigration"]:
            self.may_not_act("immigration_officer", case, "emergency_access.open", *answers, purpose=purpose)


class Authorities(Access):
    def test_an_authority_sees_its_cases_and_no_others(self):
        case = self.open()
        self.assertLessEqual({"name", "story", "phone"}, self.sees("decision_maker", case))
        self.assertNotIn("town", self.sees("decision_maker", case))
        self.sees_nothing(case, "ieca_maker")
        self.assertEqual(self.found("decision_maker"), {case})
        there, not_there = [self.place.run("search", words, "--as", "ieca_maker") for words in (WORDS["name"], "Nobodyatall")]
        self.assertEqual((there.code, there.out, there.err), (not_there.code, not_there.out, not_there.err))
        by_number, by_none = [self.place.run("search", number, "--as", "ieca_maker") for number in (case, ABSENT)]
        self.assertEqual((by_number.code, by_number.out, by_number.err), (by_none.code, by_none.out, by_none.err))
        self.assertIn(case, self.listed("decision_maker"))
        self.assertNotIn(case, self.listed("ieca_maker"))

    def test_a_worklist_is_of_everybody_there_or_of_oneself(self):
        mine, others = self.open(), self.open(name="Another")
        self.succeeds(allocate(self.place, mine, "sca_colleague", "decision_maker", "decision_manager", "decide"))
        for account in ["decision_maker", "sca_colleague", "decision_manager"]:
            self.assertLessEqual({mine, others}, self.listed(account, "organisation"), account)
        self.assertEqual(self.listed("sca_colleague", "mine"), {mine})
        self.assertEqual(self.listed("decision_maker", "mine"), set())
        for scope in ["mine", "organisation"]:
            self.assertEqual(self.listed("ieca_maker", scope), set())
            for account in ["analyst", "administrator", "immigration_officer", "police_investigator", "kent_manager"]:
                self.assertEqual(self.listed(account, scope), set(), account)

    def test_a_support_workers_list_is_their_own_and_a_managers_that_of_the_provider(self):
        # Where support has a length of its own, and so a clock.
        case, other = [self.open(name=name, **{"fr-location": "scotland"}) for name in (WORDS["name"], "Another")]
        for number in [case, other]:
            self.decide(number)
        self.to_support(case)
        self.to_support(other, "harbour_colleague")
        self.assertEqual(self.listed("support_worker"), {case})
        self.assertEqual(self.listed("harbour_colleague"), {other})
        self.assertEqual(self.listed("support_manager", "organisation"), {case, other})
        for scope in ["mine", "organisation"]:
            self.assertEqual(self.listed("support_worker", scope) - {case}, set(), scope)
            self.assertEqual(self.listed("haven_manager", scope) | self.listed("haven_worker", scope), set())

    def test_those_who_watch_over_all_see_no_person(self):
        case = self.open()
        self.assertEqual(self.sees("commissioner", case), set())
        self.assertEqual(self.sees("data_guardian", case), set())
        self.sees_nothing(case, "analyst", "administrator")
        for account in ["commissioner", "data_guardian", "analyst", "administrator"]:
            self.is_plain_refusal(self.place.run("search", WORDS["name"], "--as", account), "may not search")


class ConflictOfInterest(Access):
    def test_whoever_declares_one_sees_the_case_no_more(self):
        case = self.open()
        self.assertEqual(self.found("decision_maker"), {case})
        self.succeeds(act(self.place, case, "conflict.declare", "decision_maker", "decide", "--set=reason=knows-person"))
        self.sees_nothing(case, "decision_maker")
        for scope in ["mine", "organisation"]:
            self.assertNotIn(case, self.listed("decision_maker", scope))
        there, not_there = [self.place.run("search", words, "--as", "decision_maker") for words in (WORDS["name"], "Nobodyatall")]
        self.assertEqual((there.code, there.out, there.err), (not_there.code, not_there.out, not_there.err))
        self.may_not_act(
            "decision_maker", case, "emergency_access.open", "--set=reason=missing", "--set=details=x", purpose="safeguard")
        self.assertIn("name", self.sees("sca_colleague", case))
        self.assertEqual(self.found("sca_colleague"), {case})

    def test_it_goes_before_assignment_and_invitation(self):
        case = self.open()
        self.to_support(case)
        self.to_police(case)
        for manager, person, purpose in [
            ("support_manager", "support_worker", "support"), ("police_manager", "police_investigator", "investigate"),
        ]:
            self.assertIsNotNone(self.sees(person, case))
            self.succeeds(act(
                self.place, case, "conflict.record_for", manager, purpose, f"--set=account={person}", "--set=reason=other-role"))
            self.sees_nothing(case, person)
            self.assertIsNotNone(self.sees(manager, case))
        self.succeeds(invite(self.place, case, "met-police", "investigate", day(3), person="police_investigator"))
        self.sees_nothing(case, "police_investigator")

    def test_only_a_data_guardian_lifts_one(self):
        case = self.open()
        self.succeeds(act(self.place, case, "conflict.declare", "decision_maker", "decide", "--set=reason=knows-person"))
        lift = ["--set=lifted_why=It was somebody of the same name."]
        self.may_not_act("decision_maker", case, "conflict.lift", *lift)
        self.refused_as(act(self.place, case, "conflict.lift", "decision_manager", "decide", *lift), "not_your_role")
        self.succeeds(act(self.place, case, "conflict.lift", "data_guardian", "protect_data", *lift))
        self.assertIn("name", self.sees("decision_maker", case))
        self.assertEqual(self.found("decision_maker"), {case})


class Emergency(Access):
    ANSWERS = {"reason": "life-in-danger", "details": "They rang and the line went dead. I will call 999."}

    def break_glass(self, account, case, purpose="safeguard"):
        return act(
            self.place, case, "emergency_access.open", account, purpose, *[f"--set={key}={value}" for key, value in self.ANSWERS.items()])

    def test_who_works_on_a_case_sees_where_the_person_is_and_a_second_person_looks_at_it(self):
        case = self.open()
        self.assertNotIn("town", self.sees("decision_maker", case, "safeguard"))
        self.succeeds(self.break_glass("decision_maker", case))
        self.assertLessEqual({"name", "phone", "town"}, self.sees("decision_maker", case, "safeguard"))
        self.assertNotIn("town", self.sees("decision_maker", case, "decide"), "for safety only")
        self.assertNotIn("town", self.sees("sca_colleague", case, "safeguard"), "whoever broke it, nobody else")
        self.assertIn(case, self.listed("data_guardian"))
        shown = self.succeeds(self.show("data_guardian", case))
        self.assertIn("line went dead", shown.out)
        self.assertNotIn("line went dead", self.show("sca_colleague", case, "support").out)
        review = ["--set=finding=justified", "--set=finding_reasons=A life was at risk."]
        self.refused_as(act(self.place, case, "emergency_access.review", "sca_colleague", "decide", *review), "not_your_role")
        self.succeeds(act(self.place, case, "emergency_access.review", "data_guardian", "protect_data", *review))
        self.assertNotIn(case, self.listed("data_guardian"))

    def test_on_the_command_line_nobody_breaks_it_who_has_nothing_to_do_with_the_case(self):
        case = self.open()
        answers = [f"--set={key}={value}" for key, value in self.ANSWERS.items()]
        for account in ["kent_investigator", "haven_worker", "ieca_maker", "first_responder", "council_worker"]:
            with self.subTest(account):
                self.may_not_act(account, case, "emergency_access.open", *answers, purpose="safeguard")
                self.assertIsNone(self.sees(account, case, "safeguard"))

    def test_on_the_pages_who_has_nothing_to_do_with_a_case_breaks_the_glass_and_it_is_looked_at(self):
        case, other = self.open(), self.open(name="Another")
        node = self.node()
        browser = node.sign_in("police_investigator")
        page = browser.get("/emergency")
        self.assertEqual(page.status, 200)
        answer = browser.submit("/emergency", reference=ABSENT, **self.ANSWERS)
        self.assertEqual(answer.status, 422)
        self.assertIsNone(self.sees("police_investigator", case, "safeguard"))
        answer = browser.submit("/emergency", reference=case, **self.ANSWERS)
        self.assertEqual((answer.status, answer.location.split("?")[0]), (303, f"/cases/{case}"))
        shown = browser.get(answer.location)
        self.assertEqual(shown.status, 200)
        self.assertIn(WORDS["name"], shown.text)
        self.assertLessEqual({"name", "town"}, self.sees("police_investigator", case, "safeguard"))
        self.assertIsNone(self.sees("police_investigator", case, "investigate"))
        self.assertIsNone(self.sees("police_investigator", other, "safeguard"))
        self.assertIsNone(self.sees("met_colleague", case, "safeguard"))
        self.assertIn(case, self.listed("data_guardian"))

    def test_on_the_pages_a_conflict_of_interest_and_a_role_without_emergencies_stay_shut(self):
        case = self.open()
        self.succeeds(act(self.place, case, "conflict.declare", "decision_maker", "decide", "--set=reason=knows-suspect"))
        node = self.node()
        browser = node.sign_in("decision_maker")
        entries = self.entries()
        refused, absent = [browser.submit("/emergency", reference=number, **self.ANSWERS) for number in (case, ABSENT)]
        self.assertEqual((refused.status, absent.status), (422, 422))
        self.assertEqual(self.entries(), entries)
        for account in ["immigration_officer", "analyst", "administrator", "commissioner"]:
            with self.subTest(account):
                browser = node.sign_in(account)
                self.assertIn(browser.get("/emergency").status, [403, 404])
        self.sees_nothing(case, "decision_maker", "immigration_officer")


class Children(Access):
    def test_a_council_sees_the_children_of_its_area_and_an_adult_only_with_agreement(self):
        child, adult = self.open(child=True, support=None), self.open()
        self.assertIn("name", self.sees("council_worker", child))
        self.sees_nothing(adult, "council_worker")
        self.succeeds(place_with(self.place, adult, "kent-council", "local_authority_worker"))
        self.sees_nothing(adult, "council_worker")
        self.succeeds(consent(self.place, adult, "partner-share", "given", organisation="kent-council"))
        self.assertIn("name", self.sees("council_worker", adult))
        self.assertNotIn("town", self.sees("council_worker", adult))

    def test_a_child_is_not_asked_for_agreement_to_a_referral_or_a_guardian(self):
        child = self.open(child=True, support=None)
        for about in ["nrm", "guardian"]:
            self.refused_as(consent(self.place, child, about, "refused"), "child_not_asked")

    def test_a_guardian_sees_the_child_who_is_theirs(self):
        child, adult = self.open(child=True, support=None), self.open()
        self.assertEqual(self.sees("guardian_manager", child), {"name"})
        self.sees_nothing(child, "guardian")
        self.succeeds(allocate(self.place, child, "guardian", "child_guardian", "guardian_manager", "guard"))
        self.assertLessEqual({"name", "story", "town"}, self.sees("guardian", child))
        self.sees_nothing(adult, "guardian_manager", "guardian")


class Absent(Access):
    """A reference that is not for somebody and one that does not exist are the same to them, whatever they ask."""

    def test_whatever_is_asked(self):
        case = self.open()
        strangers = [
            ("kent_manager", "investigate"), ("kent_investigator", "investigate"), ("haven_manager", "support"),
            ("haven_worker", "support"), ("ieca_maker", "decide"), ("lawyer", "represent"), ("prosecutor", "prosecute"),
            ("guardian_manager", "guard"), ("council_worker", "safeguard"), ("immigration_officer", "enforce_immigration"),
            ("analyst", "oversee"), ("administrator", "administer"), ("police_investigator", "investigate"),
        ]
        commands = {
            "show": ["show", "{}"], "act": ["act", "{}", "consent.record", "--json"],
            "act without an action": ["act", "{}", "consent.nonsense"], "act without a record": ["act", "{}", "nonsense.record"],
            "act with an answer": ["act", "{}", "referral.submit", "--set=nation=E", "--key", "once"],
        }
        for account, purpose in strangers:
            for name, command in commands.items():
                with self.subTest(f"{account} {name}"):
                    there, absent = [
                        self.place.run(*[word.format(number) for word in command], "--as", account, "--purpose", purpose)
                        for number in (case, ABSENT)]
                    self.is_plain_refusal(there, "no such reference")
                    self.assertEqual((there.code, there.out, there.err), (absent.code, absent.out, absent.err))

    def test_organisations_and_accounts_are_no_cases(self):
        for kind, action in [("organisation", "registration.close"), ("account", "person.suspend")]:
            reference = sorted(self.references(kind))[0]
            for account in ["decision_maker", "administrator", "commissioner", "data_guardian"]:
                with self.subTest(f"{kind} {account}"):
                    self.assertIsNone(self.sees(account, reference))
                    self.may_not_act(account, reference, action, "--set=why=x")
            self.assertEqual(self.found("decision_maker", reference), set())

    def test_nobody_opens_a_case_with_what_belongs_on_one(self):
        for action, account, answers in [
            ("emergency_access.open", "decision_maker", ["--set=reason=missing", "--set=details=x"]),
            ("joint_working.invite", "decision_maker", [
                "--set=organisation=haven", "--set=purpose=support", f"--set=until={day(3)}", "--set=reason=x"]),
            ("consent.record", "support_worker", [
                "--set=purpose=police", "--set=answer=given", "--set=explained_how=phone", "--set=language=en",
                "--set=understood=yes"]),
            ("conflict.declare", "police_investigator", ["--set=reason=other"]),
            ("person.join", "administrator", ["--set=sign_in=x", "--set=name=X"]),
            ("registration.register", "administrator", ["--set=short_name=x", "--set=name=X", "--set=kind=health"]),
        ]:
            with self.subTest(action):
                entries = self.entries()
                result = act(self.place, "new", action, account, PURPOSES[account], *answers)
                self.assertEqual(result.code, 1, result)
                self.assertTrue(result.json["refused"], result)
                self.assertEqual(self.entries(), entries)

    def test_nothing_is_recorded_but_that_they_asked(self):
        case = self.open()
        before = self.place.dump()
        self.sees("kent_investigator", case)
        self.may_not_act("haven_worker", case)
        after = self.place.dump()
        changed = {table for table in before if before[table] != after[table]}
        self.assertLessEqual(changed, {"look", "setting"}, "the log of looks, and the note of how far it goes")
        refused = self.place.rows("SELECT COUNT(*) FROM look WHERE act = 'refused'")
        self.assertEqual(refused, [(4,)], "each of the two asked for two references")


class Looks(Access):
    """That somebody looked is kept before they see."""

    def looks(self):
        return self.place.rows("SELECT act, role, purpose, relation, sealed FROM look ORDER BY position")

    def test_a_case_shown_leaves_a_trace_and_so_does_one_refused(self):
        case = self.open()
        before = len(self.looks())
        self.sees("decision_maker", case)
        self.show("kent_investigator", case)
        seen, refused = self.looks()[before:]
        self.assertEqual(seen[1:4], ("decision_maker", "decide", "organisation"))
        self.assertEqual(refused[:3], ("refused", "police_investigator", "investigate"))

    def test_a_search_is_kept_and_what_was_searched_for_is_not_to_be_read(self):
        self.open()
        before = len(self.looks())
        self.found("decision_maker")
        [search] = self.looks()[before:]
        self.assertEqual((search[0], search[1]), ("searched", "decision_maker"))
        self.assertNotIn(WORDS["name"].lower().encode(), bytes(search[4]).lower())

    def test_an_action_refused_by_the_gates_is_kept_too(self):
        case = self.open()
        before = len(self.looks())
        act(self.place, case, "conflict.declare", "kent_investigator", "investigate", "--set=reason=other")
        self.assertEqual([look[0] for look in self.looks()[before:]], ["refused"])

    def test_a_look_that_was_taken_away_or_changed_is_found(self):
        case = self.open()
        for account in ["decision_maker", "sca_colleague", "decision_manager"]:
            self.sees(account, case)
        self.succeeds(self.place.run("verify"))
        last = "(SELECT MAX(position) FROM look)"
        for sql in [
            f"UPDATE look SET account = 'somebody' WHERE position = {last} - 1", f"DELETE FROM look WHERE position = {last} - 1",
        ]:
            with self.subTest(sql):
                spoilt = self.place_in(self.folder / sql[:6])
                spoilt.take_over(self.place)
                spoilt.change(sql)
                self.is_not_whole("look", place=spoilt)


if __name__ == "__main__":
    unittest.main()
