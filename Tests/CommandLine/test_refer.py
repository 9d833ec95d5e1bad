"""The way of a first responder through a referral, by plain HTTP: every branch, what contradicts itself, several people
met together, what is seen afterwards, and how many pages it takes."""

import atexit
import datetime
import functools
import html
import json
import pathlib
import re
import tempfile
import unittest

import support
from support import ELEMENTS, ENGINE, PLACES, PREPARED, REPOSITORY, Kept, Node, add_account, register

JOURNEY = REPOSITORY / "Rulebooks/uk/journeys/referral.yaml"
ABSENT = "0000-0000-000"
MORE_ORGANISATIONS = [
    ("kent-police", "Kent Police", ["police-force", "first-responder"],
     {"police_force_code": "kent", "first_responder_code": "kent-police"}),
    ("kent-council", "Kent County Council", ["local-authority"], {"local_authority_code": "KEN"}),
]
# Sign-in name, organisation, unit. All of them refer people.
OFFICERS = [
    ("vice_one", "met-police", "vice"), ("vice_two", "met-police", "vice"), ("gangs_one", "met-police", "gangs"),
    ("kent_officer", "kent-police", None),
]
# What an adult who agrees is asked, and nothing that is not asked of them.
ADULT = {
    "referrer_given_name": "Ann", "referrer_family_name": "Hill", "referrer_role": "PC",
    "referring_organisation": "Metropolitan Police Service", "nation": "E", "referrer_email": "ann@met.example",
    "referrer_phone": "01234 567890", "referrer_alternative_email": "team@met.example", "referrer_reference": "OP-1",
    "under_18": "no", "under_18_when_exploited": "no", "explained_language": "Albanian",
    "explained_how": "in-person-interpreter", "explained_by": "Me", "understood": "yes", "consents_to_referral": "yes",
    "wants_support": "yes", "phone_answer": "yes", "phone": "07700 900111", "will_work_with_authorities": "yes",
    "given_name": "Quillon", "family_name": "Vantreight", "date_of_birth": "1990-03-27", "gender": "female",
    "nationality": "Albanian", "needs_interpreter": "yes", "language": "Albanian", "needs_communication_help": "no",
    "has_children": "no", "home_office_reference_known": "no", "birthplace": "Tirana", "family": "Two sisters",
    "education": "Until fifteen", "employment_history": "none", "still_in_situation": "no", "how_they_left": "On foot",
    "exploitation_forced_work": "yes", "more_than_one_situation": "no", "exploitation_dates": "2019 to 2024",
    "how_it_started": "A Wurzelgnom promised work.", "taken_somewhere": "no", "what_they_had_to_do": "Nails",
    "living_conditions": "Above the shop", "how_they_were_treated": "Badly", "last_contact": "over-a-year-ago",
    "reported_before": "no", "why_not_reported_before": "Fear", "exploited_where": "uk", "uk_place_1": "Birmingham",
    "current_town": "Canterbury", "current_county": "Kent", "exploiter_details": "Two men",
    "exploiters_location_known": "no", "other_victims": "no", "future_exploitation_concerns": "no",
    "crime_reference_known": "no", "saw_indicators": "yes", "indicators_seen": "No papers", "interview_details": "At the station",
    "professional_insight": "Consistent", "credibility_concerns": "no", "other_professionals": "no",
    "decision_contact": "potential-victim", "contact_channels": "email", "contact_email": "quillon@mail.example",
    "email_is_safe": "yes",
}
COUNCIL = {
    "local_authority": "Kent", "local_authority_phone": "01622 000000", "local_authority_email": "children@kent.example",
}
# The national form of April 2026: each page that it shows for the answers above, in its order.
NATIONAL_PAGES = """
    reference organisation fr-location pv-under-age pv-under-age-at-time-of-exploitation what-is-their-background
    potential-victim-exploitative-situation-multiple when-did-the-exploitation-take-place how-did-the-exploitation-start
    were-they-taken-somewhere-by-their-exploiter how-they-were-treated
    is-the-potential-victim-still-in-an-exploitative-situation how-why-did-they-leave-the-situation when-last-contact
    details-last-contact is-this-the-first-chance-to-report why-report-now modern-slavery-indicators
    where-how-interview-carried-out professional-insight evidence-of-dishonesty are-others-involved
    where-exploitation-happened where-exploitation-happened-uk current-pv-location who-exploited-pv exploiters-location
    types-of-exploitation any-other-pvs future-exploitation reported-to-police authorities-cooperation pv-want-to-submit-nrm
    does-pv-need-support pv-phone-number pv-name-referral pv-dob pv-gender-referral does-pv-have-children
    pv-nationality-referral pv-interpreter-requirements pv-other-help-with-communication pv-ho-reference who-contact
    pv-contact-details-referral fr-details fr-alternative-contact upload-evidence
""".split()
# The address to send a link to, the link in the mailbox that signs in, the answers to check, and the reference.
NATIONAL_FRAME = ["email", "link", "check", "confirmation"]


def setUpModule():
    if support.SERVER:
        raise unittest.SkipTest("the pages are the same on PostgreSQL")


def journey():
    """The pages in their order: id, task (whether it is asked for everybody, or on one page for each of several), fields."""
    pages, task = [], {}
    for line in JOURNEY.read_text().splitlines():
        if named := re.match(r"  - task: (\S+)", line):
            task = {"task": named[1]}
        elif line.startswith("    shared: true"):
            task["shared"] = True
        elif line.startswith("    together: true"):
            task["together"] = True
        elif named := re.match(r"      - page: (\S+)", line):
            page = named[1]
        elif named := re.match(r"        fields: \[(.*)\]", line):
            pages.append((page, dict(task), [field.strip() for field in named[1].split(",")]))
    return pages


PAGES = journey()


def with_officers(place):
    PREPARED.copy_to(place)
    for organisation in MORE_ORGANISATIONS:
        registered = register(place, *organisation)
        assert registered.code == 0, registered
    for name, organisation, unit in OFFICERS:
        team = ["--unit", unit] if unit else []
        added = add_account(place, name, "first_responder", organisation, *team, name=f"Officer {name}")
        assert added.code == 0, added
    added = add_account(place, "kent_council", "local_authority_worker", "kent-council", "--area", "KEN")
    assert added.code == 0, added


MANNED = Kept(with_officers)


def sent_as(fields):
    """Answers as a form sends them: a day in three parts."""
    form = []
    for field, answer in fields.items():
        if field.endswith("date_of_birth") and answer:
            form += [(f"{field}-{part}", number) for part, number in zip(("year", "month", "day"), answer.split("-"))]
        elif isinstance(answer, list):
            form += [(field, one) for one in answer]
        else:
            form.append((field, answer))
    return form


def words(page):
    """What stands in the main part of a page."""
    main = page.split("<main", 1)[-1].split("</main", 1)[0].split(">", 1)[-1]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", main))).strip()


def heading(page):
    found = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", "", found[1])).strip() if found else ""


def controls(page):
    """The names of what can be filled in."""
    found = re.findall(r'<(?:input|textarea|select)\b[^>]*\bname="([^"]+)"', page.split("<main", 1)[-1])
    return {html.unescape(name) for name in found}


class Station:
    """A ledger, a server on it, and everybody who has signed in there. Tests share one: each begins drafts of its own."""

    def __init__(self, *options, kept=MANNED):
        self.temporary = tempfile.TemporaryDirectory(prefix="firmground-station-")
        self.place = PLACES[ENGINE](self.temporary.name)
        kept.copy_to(self.place)
        self.outbox = pathlib.Path(self.temporary.name) / "outbox"
        self.node = Node(self.place, "--outbox", self.outbox, *options)
        self.officers = {}

    def officer(self, name):
        if name not in self.officers:
            self.officers[name] = Officer(self.node, name)
        return self.officers[name]

    def close(self):
        self.node.stop()
        self.place.remove()
        self.temporary.cleanup()


@functools.cache
def station():
    made = Station()
    atexit.register(made.close)
    return made


class Officer:
    """Somebody signed in, and what they do with drafts."""

    def __init__(self, node, name):
        self.name = name
        self.browser = node.sign_in(name)
        self.csrf = self.browser.token("/account")

    def get(self, path):
        return self.browser.get(path)

    def post(self, path, fields=(), csrf=None):
        fields = fields.items() if isinstance(fields, dict) else fields
        return self.browser.ask("POST", path, [("csrf", self.csrf if csrf is None else csrf), *fields])

    def begin(self, people=1, case=""):
        """A new draft; answers its address."""
        reply = self.post("/refer", {"journey": "referral", "people": people, "case": case})
        assert reply.status == 303, (reply.status, words(reply.text))
        return "/".join(reply.location.split("/")[:3])

    def seen(self, address):
        found = re.search(r'name="seen" value="([^"]*)"', self.get(address).text)
        return found[1] if found else ""

    def answer(self, draft, who, page, then="save", **fields):
        """Answers a page, having read what stands there."""
        address = f"{draft}/{who}/{page}"
        return self.post(address, [("seen", self.seen(address)), ("then", then), *sent_as(fields)])

    def fill(self, draft, answers, person=1, only=None, together=False):
        """Answers all pages that these answers belong to, one after the other, as far as they are asked."""
        tasks = {}
        for page, task, fields in PAGES:
            own = {field: answers[field] for field in fields if field in answers}
            if not own or (only and task["task"] not in only):
                continue
            if together and task.get("together"):
                tasks.setdefault(task["task"], {}).update(own)
                continue
            self.store(f"{draft}/{'all' if task.get('shared') else person}/{page}", own)
        for task, own in tasks.items():
            self.store(f"{draft}/{person}/{task}", own)
        return draft

    def store(self, address, fields):
        reply = self.post(address, [("seen", self.seen(address)), ("then", "save"), *sent_as(fields)])
        assert reply.status in (200, 404), (address, reply.status, words(reply.text))

    def send(self, draft):
        return self.post(f"{draft}/check", {"version": self.version(draft), "declared": "yes"})

    def version(self, draft):
        """Which version of the draft the page with all answers shows."""
        found = re.search(r'name="version" value="(\d+)"', self.get(f"{draft}/check").text)
        return found[1] if found else ""

    def references(self, draft):
        """Those of what was sent from a draft, in order."""
        found = re.findall(r'href="/referrals/([0-9A-Z-]+)"', self.get(f"{draft}/done").text)
        return list(dict.fromkeys(found))

    def refer(self, **changes):
        """A whole referral of one person; answers its reference."""
        draft = self.fill(self.begin(), {**ADULT, **changes})
        sent = self.send(draft)
        assert sent.status == 303, words(sent.text)
        return self.references(draft)[0]

    def act(self, reference, record, action, purpose="", **fields):
        """An action on the pages of a case."""
        address = f"/cases/{reference}/{record}/{action}"
        page = self.get(address + (f"?purpose={purpose}" if purpose else ""))
        hidden = [
            (html.unescape(name), html.unescape(value)) for name, value in
            re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text) if name != "csrf"
        ]
        return self.post(address, [*dict(hidden).items(), *fields.items()])


class Refer(unittest.TestCase):
    """A test at the shared station."""

    maxDiff = 2000

    def setUp(self):
        self.station = station()
        self.place = self.station.place
        self.officer = self.station.officer("vice_one")

    def shown(self, reference, account="decision_maker", purpose="decide"):
        """A case as an account sees it, as JSON text."""
        result = self.place.run("show", reference, "--as", account, "--purpose", purpose, "--json")
        self.assertEqual(result.code, 0, result)
        return result.out

    def sent(self, draft, officer=None):
        """Sends, and answers the references."""
        officer = officer or self.officer
        reply = officer.send(draft)
        self.assertEqual((reply.status, reply.location), (303, f"{draft}/done"), words(reply.text)[:600])
        return officer.references(draft)

    def copies(self, draft):
        """The words of the copy, for each person."""
        return words(self.officer.get(f"{draft}/copy").text).split("Reference: ")[1:]

    def is_not_asked(self, address):
        """It is no page now, or leads on to what is asked."""
        self.assertIn(self.officer.get(address).status, (303, 404), address)

    def is_refused(self, reply, *sentences):
        self.assertEqual(reply.status, 422, words(reply.text)[:300])
        for sentence in sentences:
            self.assertIn(sentence, words(reply.text))


DECLINED = {**ADULT, "consents_to_referral": "no", "refusal_reason": "Afraid", "will_work_with_authorities": "no"}


class Branches(Refer):
    """Every way through the form ends where it should, with everything that was answered and nothing that was not asked."""

    def test_an_adult_who_agrees(self):
        case = json.loads(self.shown(self.officer.refer()))
        self.assertIn("Vantreight", json.dumps(case))
        self.assertIn("Wurzelgnom", json.dumps(case))

    def test_a_child_and_somebody_of_unknown_age_are_never_asked_for_consent(self):
        for answer in ["yes", "not-sure"]:
            with self.subTest(answer):
                draft = self.officer.begin()
                self.officer.fill(draft, {**ADULT, **COUNCIL, "under_18": answer, "date_of_birth": "2012-03-27"})
                for page in ["consent", "refusal", "support", "phone", "agreements", "decision-contact", "their-contact"]:
                    self.is_not_asked(f"{draft}/1/{page}")
                self.assertNotIn("agree to be referred", words(self.officer.get(f"{draft}/check").text))
                [reference] = self.sent(draft)
                shown = self.shown(reference)
                self.assertNotIn("consents_to_referral", shown)
                self.assertIn("child", shown)

    def test_a_child_is_not_sent_without_the_council(self):
        draft = self.officer.fill(self.officer.begin(), {**ADULT, "under_18": "yes", "date_of_birth": "2012-03-27"})
        self.is_refused(self.officer.send(draft), "Council you have told")

    def test_somebody_still_exploited_is_asked_what_keeps_them_and_the_case_says_so(self):
        [reference] = self.sent(self.officer.fill(
            self.officer.begin(), {**ADULT, "still_in_situation": "yes", "what_keeps_them_there": "A debt"}))
        shown = self.shown(reference)
        self.assertIn("A debt", shown)
        self.assertNotIn("On foot", shown)
        self.assertIn("still_exploited", shown)

    def test_whoever_meets_somebody_still_exploited_is_told_what_comes_first(self):
        draft = self.officer.fill(self.officer.begin(), ADULT, only=["you", "age_and_consent"])
        told = self.officer.answer(
            draft, "all", "still", then="go", still_in_situation="yes", what_keeps_them_there="A debt")
        page = words(self.officer.get(told.location).text)
        self.assertIn("ring 999 if they are in danger now", page)
        self.assertNotIn("Change the answer, or go on", page)

    def test_a_council_without_childrens_services_is_said_at_once_and_goes_with_the_referral(self):
        draft = self.officer.fill(self.officer.begin(), {**ADULT, **COUNCIL, "under_18": "yes", "date_of_birth": "2012-03-27"})
        told = self.officer.answer(
            draft, 1, "council", then="go", **{**COUNCIL, "local_authority": "Maidstone Borough Council"})
        self.assertIn("check=council_elsewhere", told.location)
        self.assertIn("Tell the children’s services of the county or borough", words(self.officer.get(told.location).text))
        [reference] = self.sent(draft)
        self.assertIn("council_elsewhere", self.shown(reference))

    def test_the_county_finds_the_case_of_a_child_whom_a_district_was_told_about(self):
        child = {**ADULT, **COUNCIL, "under_18": "yes", "date_of_birth": "2012-03-27", "childs_views": "Wants to stay with her aunt"}
        shown = {}
        for council in ["Maidstone Borough Council", "Medway Council"]:
            draft = self.officer.fill(self.officer.begin(), {**child, "local_authority": council})
            [reference] = self.sent(draft)
            shown[council] = self.place.run("show", reference, "--as", "kent_council", "--purpose", "safeguard", "--json")
        self.assertEqual([result.code for result in shown.values()], [0, 1], shown)
        self.assertIn("Kent County Council", shown["Maidstone Borough Council"].out)
        self.assertIn("Wants to stay with her aunt", self.shown(reference))

    def test_an_adult_who_cannot_decide_is_referred_by_a_decision_with_reasons(self):
        unable = {
            **ADULT, "consents_to_referral": "decided-for-them", "also_agrees_to": "", "understood": "no",
            "capacity_reasons": "Does not keep in mind what was said", "best_interests_reasons": "She wants to be safe",
            "best_interests_decided_by": "Dr Quillfeather, the hospital",
        }
        draft = self.officer.begin()
        self.officer.fill(draft, unable, only=["you"])
        self.officer.fill(draft, {key: unable[key] for key in ("under_18", "under_18_when_exploited")})
        self.officer.answer(draft, 1, "consent", consents_to_referral="no")
        missing = self.officer.answer(draft, 1, "consent", then="go", consents_to_referral="decided-for-them")
        self.is_refused(missing, "What shows that they cannot decide this now?", "Why is a referral right for them?", "Who decided it?")
        self.officer.fill(draft, unable)
        told = self.officer.answer(draft, 1, "consent", then="go", consents_to_referral="decided-for-them", capacity_reasons="Forgets",
                                   best_interests_reasons="To be safe", best_interests_decided_by="Dr Quillfeather")
        self.assertEqual(told.status, 303, words(told.text)[:400])
        self.is_not_asked(f"{draft}/1/agreements")
        self.assertEqual(self.officer.get(f"{draft}/1/support").status, 200)
        [reference] = self.sent(draft)
        shown = json.loads(self.shown(reference))
        text = json.dumps(shown)
        self.assertIn("Dr Quillfeather", text)
        self.assertIn("decided_for_them", text)
        for question in ["consent_needed", "not_understood"]:
            self.assertNotIn(question, text)

    def test_what_is_read_out_stands_in_the_persons_language_and_the_law_beside_it(self):
        draft = self.officer.fill(self.officer.begin(), {**ADULT, "explained_language": "Arabic"})
        page = self.officer.get(f"{draft}/1/consent").text
        self.assertRegex(page, r'<p class="govuk-body" lang="ar" dir="rtl"><strong>')
        self.assertIn("Do you agree to be referred, so that it can be decided", words(page))
        self.assertIn("/rulebook/consent.adult.nrm", page)
        self.assertIn("/rulebook/consent.capacity", page)
        scotland = self.officer.fill(self.officer.begin(), {**ADULT, "nation": "S"})
        self.assertIn("/rulebook/consent.capacity.s", self.officer.get(f"{scotland}/1/consent").text)
        declined = self.officer.fill(self.officer.begin(), DECLINED)
        self.assertIn("/rulebook/dtn.bound.ew", self.officer.get(f"{declined}/1/refusal").text)

    def test_a_date_of_birth_under_18_is_asked_about_when_an_adult_says_no(self):
        draft = self.officer.fill(self.officer.begin(), {**ADULT, "date_of_birth": "2012-03-27"}, only=["person"])
        self.officer.fill(draft, {**DECLINED, "date_of_birth": "2012-03-27"})
        self.assertIn("the date of birth says under 18", words(self.officer.get(f"{draft}/check").text))
        [reference] = self.sent(draft)
        shown = self.shown(reference)
        self.assertIn("may_be_child", shown)
        self.assertNotIn("2012-03-27", shown)

    def test_a_report_without_a_name_says_where_the_name_stands_all_the_same(self):
        draft = self.officer.fill(self.officer.begin(), ADULT, only=["person"])
        self.officer.fill(draft, {**DECLINED, "how_it_started": "A Wurzelgnom promised QUILLON work."})
        page = words(self.officer.get(f"{draft}/check").text)
        self.assertIn("The report must not say who the person is", page)
        self.assertIn("Their name stands in these answers: How did the exploitation begin?", page)
        self.officer.fill(draft, {"will_work_with_authorities": "yes", "cooperation_details": "A talk"})
        self.assertNotIn("The report must not say who", words(self.officer.get(f"{draft}/check").text))

    def test_somebody_who_would_not_listen_is_reported_without_a_made_up_explanation(self):
        told = ["explained_language", "explained_by", "understood"]
        answers = {key: value for key, value in DECLINED.items() if key not in told}
        draft = self.officer.fill(self.officer.begin(), answers)
        self.is_refused(self.officer.send(draft), "In which language?")
        self.officer.answer(draft, 1, "explanation", explained_how="not-explained")
        [reference] = self.sent(draft)
        self.assertIn("Not explained", self.shown(reference))

    def test_nobody_agrees_to_what_was_not_explained(self):
        draft = self.officer.fill(self.officer.begin(), {**ADULT, "explained_how": "not-explained"})
        [reference] = self.sent(draft)
        self.assertIn("not_understood", self.shown(reference))

    def test_several_situations_ask_for_the_dates_of_each(self):
        draft = self.officer.fill(self.officer.begin(), {**ADULT, "more_than_one_situation": "yes"})
        self.is_refused(self.officer.send(draft), "each situation")
        self.officer.answer(draft, "all", "dates", exploitation_dates_of_each="2015 in a field, 2019 in a shop")
        [reference] = self.sent(draft)
        self.assertIn("2015 in a field", self.shown(reference))

    def test_places_are_those_that_were_named(self):
        for where, there, gone in [
            ("uk", ["Birmingham"], ["Belgium"]), ("overseas", ["Belgium"], ["Birmingham"]),
            ("uk-and-overseas", ["Birmingham", "Belgium"], []),
        ]:
            with self.subTest(where):
                draft = self.officer.fill(
                    self.officer.begin(), {**ADULT, "exploited_where": where, "overseas_country_1": "Belgium"})
                self.sent(draft)
                copy = words(self.officer.get(f"{draft}/copy").text)
                for place in there:
                    self.assertIn(place, copy)
                for place in gone:
                    self.assertNotIn(place, copy)

    def test_the_decision_goes_through_somebody_else(self):
        others = {
            "decision_contact": "someone-else", "other_contact_given_name": "Odo", "other_contact_channels": ["email", "post"],
            "other_contact_email": "odo@mail.example", "other_contact_street": "1 High Street", "other_contact_town": "Canterbury",
            "other_contact_postcode": "CT1 1AA",
        }
        draft = self.officer.fill(self.officer.begin(), {**ADULT, **others, "contact_channels": "", "contact_email": ""})
        self.is_refused(self.officer.send(draft))
        self.officer.answer(draft, 1, "other-contact", **{
            key: value for key, value in others.items() if key.startswith("other")}, other_contact_permission="yes")
        [reference] = self.sent(draft)
        self.assertIn("odo@mail.example", self.shown(reference))

    def test_an_adult_who_declines_is_reported_and_named_only_when_they_work_with_the_authorities(self):
        for nation, willing in [("E", "yes"), ("E", "no"), ("W", "yes"), ("W", "no")]:
            with self.subTest(nation=nation, willing=willing):
                draft = self.officer.fill(self.officer.begin(), {
                    **ADULT, "nation": nation, "consents_to_referral": "no", "refusal_reason": "Afraid",
                    "will_work_with_authorities": willing,
                })
                page = words(self.officer.get(f"{draft}/check").text)
                self.assertEqual("Vantreight" in page, willing == "yes")
                [reference] = self.sent(draft)
                shown = self.shown(reference)
                self.assertIn("duty_to_notify", shown)
                self.assertEqual("Vantreight" in shown, willing == "yes")
                self.assertNotIn("1990-03-27", shown)
                if willing == "no":
                    self.assertNotIn("quillon@mail.example", shown)
                    self.assertNotIn("identity_withheld", shown)

    def test_an_adult_who_declines_where_there_is_no_duty_is_not_sent_and_it_says_why(self):
        for nation in ["S", "NI"]:
            with self.subTest(nation):
                draft = self.officer.fill(self.officer.begin(), {**ADULT, "nation": nation, "consents_to_referral": "yes"})
                said = self.officer.answer(draft, 1, "consent", then="go", consents_to_referral="no")
                self.assertEqual((said.status, said.location), (303, f"{draft}/1/end"))
                page = words(self.officer.get(said.location).text)
                self.assertIn("There is nothing to send", page)
                self.assertIn("not been brought into force", page)
                self.assertRegex(page, r"\d{3,}", "no number of anybody who helps")
                before = self.place.rows("SELECT COUNT(*) FROM dossier")
                check = words(self.officer.get(f"{draft}/check").text)
                self.assertNotIn("still missing", check)
                sent = self.officer.send(draft)
                self.assertEqual(self.place.rows("SELECT COUNT(*) FROM dossier"), before)
                if sent.status == 303:
                    self.assertEqual(sent.location, f"{draft}/1/end", "it goes away without a word")
                else:
                    self.assertIn("nothing to send", words(sent.text).lower())

    def test_whoever_declined_comes_back_on_the_same_case(self):
        [report] = self.sent(self.officer.fill(
            self.officer.begin(), {**ADULT, "consents_to_referral": "no", "will_work_with_authorities": "no"}))
        self.assertIn("Refer this person", words(self.officer.get(f"/referrals/{report}").text))
        [referral] = self.sent(self.officer.fill(self.officer.begin(case=report), ADULT))
        self.assertEqual(referral, report)
        self.assertIn("Vantreight", self.shown(report))

    def test_what_was_left_out_is_named_and_nothing_is_sent(self):
        before = self.place.rows("SELECT COUNT(*) FROM dossier")
        draft = self.officer.begin()
        for field in ["given_name", "gender", "how_it_started", "uk_place_1", "exploitation_forced_work", "understood"]:
            with self.subTest(field):
                self.officer.fill(draft, {**ADULT, field: ""})
                self.is_refused(self.officer.send(draft))
                links = re.findall(rf'href="({draft}/[^"]+)"', self.officer.get(f"{draft}/check").text)
                self.assertEqual({link for link in links if self.officer.get(link).status != 200}, set())
                page = next(page for page, task, fields in PAGES if field in fields)
                task = next(task for name, task, _ in PAGES if name == page)
                self.officer.answer(draft, "all" if task.get("shared") else 1, page, **{
                    name: ADULT[name] for name in next(fields for name, _, fields in PAGES if name == page) if name in ADULT})
        self.assertEqual(self.place.rows("SELECT COUNT(*) FROM dossier"), before)

    def test_nothing_is_sent_without_the_declaration(self):
        draft = self.officer.fill(self.officer.begin(), ADULT)
        self.is_refused(
            self.officer.post(f"{draft}/check", {"version": self.officer.version(draft)}), "tick the box")
        self.assertEqual(self.officer.references(draft), [])


class ChangesOfMind(Refer):
    """An answer that is changed takes with it whatever hung on it."""

    def test_an_adult_who_declined_turns_out_to_be_a_child(self):
        for age in ["yes", "not-sure"]:
            with self.subTest(age):
                draft = self.officer.fill(self.officer.begin(), {
                    **ADULT, "consents_to_referral": "no", "will_work_with_authorities": "no"})
                self.officer.answer(draft, 1, "age", under_18=age)
                self.officer.fill(draft, {**ADULT, **COUNCIL, "under_18": age}, only=["age_and_consent"])
                for page in ["children", "communication", "home-office", "name", "birth"]:
                    self.assertEqual(self.officer.get(f"{draft}/1/{page}").status, 200, page)
                for page in ["consent", "refusal"]:
                    self.is_not_asked(f"{draft}/1/{page}")
                self.officer.fill(draft, {**ADULT, **COUNCIL, "under_18": age})
                [reference] = self.sent(draft)
                self.assertIn("Vantreight", self.shown(reference))
                records = [record["record"] for record in json.loads(self.shown(reference))["records"]]
                self.assertIn("referral", records)
                self.assertNotIn("duty_to_notify", records)

    def test_what_hung_on_an_earlier_answer_is_neither_asked_nor_sent(self):
        for page, answers, gone, pages in [
            ("support", {"wants_support": "no"}, ["07700 900111"], ["phone"]),
            ("decision-contact", {"decision_contact": "dont-contact"}, ["quillon@mail.example"], ["their-contact"]),
            ("age", {"under_18": "yes"}, ["07700 900111", "quillon@mail.example"], ["phone", "their-contact", "consent"]),
            ("consent", {"consents_to_referral": "no"}, ["07700 900111"], ["phone", "support", "decision-contact"]),
        ]:
            with self.subTest(page):
                draft = self.officer.fill(self.officer.begin(), ADULT)
                reply = self.officer.answer(draft, 1, page, **answers)
                if reply.status == 422:
                    self.skipTest("no such answer")
                check = words(self.officer.get(f"{draft}/check").text)
                for text in gone:
                    self.assertNotIn(text, check)
                for name in pages:
                    self.is_not_asked(f"{draft}/1/{name}")

    def test_an_answer_taken_back_comes_again_with_what_hung_on_it(self):
        draft = self.officer.fill(self.officer.begin(), ADULT)
        self.officer.answer(draft, 1, "consent", consents_to_referral="no")
        self.officer.answer(draft, 1, "consent", consents_to_referral="yes")
        [reference] = self.sent(draft)
        self.assertIn("07700 900111", self.shown(reference))


class Contradictions(Refer):
    """Told at once, never in the way, and open questions on the case."""

    CASES = [
        ("an adult by answer, a child by birth", "birth", {"date_of_birth": "2014-01-01"}, {}, "age_contradiction"),
        ("a child by answer, an adult by birth", "birth", {"date_of_birth": "1980-01-01"}, {"under_18": "yes", **COUNCIL},
         "age_contradiction"),
        ("exploited as a child, by years", "dates", {"exploitation_dates": "From 2001 to 2004"}, {},
         "exploitation_dates_contradiction"),
        ("a Scottish force and an English report", "crime",
         {"crime_reference_known": "yes", "police_force": "Police Scotland", "crime_reference": "CR/1"}, {}, "force_elsewhere"),
        ("agreed without having understood", "consent", {"consents_to_referral": "yes"}, {"understood": "no"}, "not_understood"),
    ]

    def test_each_is_told_at_once_and_goes_with_the_referral(self):
        for name, page, answers, others, question in self.CASES:
            with self.subTest(name):
                before = {key: value for key, value in {**ADULT, **others}.items() if key not in answers}
                draft = self.officer.fill(self.officer.begin(), before)
                task = next(task for one, task, _ in PAGES if one == page)
                told = self.officer.answer(draft, "all" if task.get("shared") else 1, page, then="go", **answers)
                self.assertEqual(told.status, 303, words(told.text)[:300])
                self.assertIn(f"check={question}", told.location)
                self.assertIn("Look at it once more", words(self.officer.get(told.location).text))
                self.officer.fill(draft, {**before, **answers})
                self.assertIn("go with it as questions", words(self.officer.get(f"{draft}/check").text))
                [reference] = self.sent(draft)
                self.assertIn(question, self.shown(reference))
                self.assertIn("Questions to answer", words(self.officer.get(f"/referrals/{reference}").text))

    def test_a_made_up_doubt_in_the_address_shows_nothing(self):
        draft = self.officer.begin()
        page = self.officer.get(f"{draft}/1/name?check=%3Cscript%3E,nothing,age_contradiction%00")
        self.assertNotIn("<script>,", page.text)
        self.assertEqual(page.status, 200)


class Together(Refer):
    """Several people met at once: what they share is asked once, and each has a referral of their own."""

    def group(self, *names):
        draft = self.officer.begin(len(names))
        self.officer.post(f"{draft}/people", {
            "operation": "Marigold", "met-on-day": "3", "met-on-month": "2", "met-on-year": "2026", "place": "12 Mill Lane",
            "then": "go",
        })
        shared = ["you", "situation", "places", "exploiters", "insight"]
        self.officer.fill(draft, ADULT, only=shared)
        for number, name in enumerate(names, 1):
            own = {"given_name": name, "contact_email": f"{name.lower()}@mail.example", "phone": f"07700 90010{number}"}
            self.officer.fill(
                draft, {**ADULT, **own}, person=number, only=["age_and_consent", "person", "contact"], together=True)
        return draft

    def test_each_gets_a_case_of_their_own_that_says_nothing_of_the_others(self):
        names = ["Arjeta", "Besnik", "Ciprian", "Drita"]
        references = self.sent(self.group(*names))
        self.assertEqual(len(set(references)), 4)
        groups = set()
        for name, reference in zip(names, references):
            shown = self.shown(reference)
            self.assertEqual([other for other in names if other in shown], [name])
            self.assertEqual([other for other in references if other in shown], [reference])
            self.assertIn("Wurzelgnom", shown)
            groups |= set(re.findall(r"\b[0-9a-f]{20}\b", shown))
        self.assertEqual(len(groups), 1, "not tied together")
        status = words(self.officer.get(f"/referrals/{references[0]}").text)
        self.assertEqual([name for name in names if name in status], [])

    def test_one_may_differ_from_the_others_also_by_having_less(self):
        draft = self.group("Arjeta", "Besnik")
        self.officer.answer(draft, "all", "uk-places", uk_place_1="Birmingham", uk_place_2="Leeds")
        self.officer.answer(draft, 2, "uk-places", uk_place_1="Cardiff")
        self.officer.answer(draft, 2, "beginning", how_it_started="Quite another way.")
        first, second = self.sent(draft)
        self.assertIn("Quite another way", self.shown(second))
        self.assertNotIn("Quite another way", self.shown(first))
        her, his = self.copies(draft)
        for copy, places in [(her, {"Birmingham", "Leeds"}), (his, {"Cardiff"})]:
            self.assertEqual({place for place in ["Birmingham", "Leeds", "Cardiff"] if place in copy}, places)

    def test_what_differs_for_one_can_be_checked_before_it_is_sent(self):
        draft = self.group("Arjeta", "Besnik")
        self.officer.answer(draft, 2, "beginning", how_it_started="Quite another way.")
        self.assertIn("Quite another way.", words(self.officer.get(f"{draft}/check").text))

    def test_what_keeps_one_back_does_not_keep_the_others(self):
        draft = self.group("Arjeta", "Besnik")
        self.officer.answer(draft, 2, "person", given_name="Besnik", family_name="")
        self.is_refused(self.officer.send(draft), "Besnik")
        self.assertEqual(len(self.officer.references(draft)), 1)
        done = words(self.officer.get(f"{draft}/done").text)
        self.assertIn("Not everybody’s referral is sent yet", done)
        self.officer.fill(draft, {**ADULT, "given_name": "Besnik"}, person=2, only=["person"], together=True)
        self.assertEqual(len(self.sent(draft)), 2)

    def test_nothing_is_changed_or_added_for_somebody_already_sent(self):
        draft = self.group("Arjeta", "Besnik")
        self.officer.answer(draft, 2, "person", given_name="Besnik", family_name="")
        self.officer.send(draft)
        for address in [f"{draft}/1/person", f"{draft}/1/consent", f"{draft}/1/evidence"]:
            self.is_not_asked(address)
        self.officer.post(f"{draft}/1/person", {"given_name": "Somebody", "then": "save"})
        self.officer.answer(draft, "all", "beginning", how_it_started="Told afterwards.")
        self.officer.fill(draft, {**ADULT, "given_name": "Besnik"}, person=2, only=["person"], together=True)
        first, second = self.sent(draft)
        copy = words(self.officer.get(f"{draft}/copy").text)
        self.assertIn("Wurzelgnom", copy, "the copy is not what was sent")
        self.assertNotIn("Somebody", copy)

    def test_taking_out_the_last_who_waits_closes_the_draft(self):
        draft = self.group("Arjeta", "Besnik")
        self.officer.answer(draft, 2, "person", given_name="Besnik", family_name="")
        self.officer.send(draft)
        self.officer.post(f"{draft}/people", {"remove": "2", "sure": "yes"})
        mate = self.station.officer("vice_two")
        self.assertNotEqual(mate.get(draft).status, 200, "the team still has what was sent")
        for end in ["", "/done", "/copy", "/check"]:
            self.assertNotIn("Wurzelgnom", mate.get(draft + end).text)

    def test_one_who_is_left_alone_keeps_what_was_theirs_and_can_change_it(self):
        draft = self.group("Arjeta", "Besnik")
        self.officer.answer(draft, 1, "beginning", how_it_started="Her own way.")
        self.officer.post(f"{draft}/people", {"remove": "2", "sure": "yes"})
        self.assertIn("Her own way.", self.officer.get(f"{draft}/all/beginning").text)
        self.officer.answer(draft, "all", "beginning", how_it_started="Put right.")
        page = self.officer.get(f"{draft}/check").text
        self.assertIn("Put right.", page)
        self.assertNotIn("Her own way.", page)

    def test_one_of_a_group_for_whom_nothing_can_be_sent_does_not_keep_the_others(self):
        draft = self.group("Arjeta", "Besnik")
        self.officer.answer(draft, "all", "your-details", **{
            key: value for key, value in {**ADULT, "nation": "S"}.items()
            if key.startswith("referr") or key == "nation"})
        self.officer.answer(draft, 2, "consent", consents_to_referral="no")
        self.officer.send(draft)
        self.assertEqual(len(self.officer.references(draft)), 1)

    def test_nobody_of_whom_something_is_known_is_taken_out_without_being_asked_for_again(self):
        draft = self.group("Arjeta", "Besnik")
        asked = self.officer.post(f"{draft}/people", {"remove": "1"})
        self.assertIn("Take this person out?", words(asked.text))
        self.assertIn("Arjeta", words(self.officer.get(f"{draft}/people").text))
        forms = self.officer.get(f"{draft}/people").text.split("<form")
        [typed] = [form for form in forms if 'name="operation"' in form]
        self.assertNotIn('name="remove"', typed, "Enter in a field takes somebody out")
        self.officer.post(f"{draft}/people", {"remove": "1", "sure": "yes"})
        self.assertNotIn("Arjeta", words(self.officer.get(f"{draft}/people").text))

    def test_what_was_said_of_one_person_is_not_said_of_the_next(self):
        draft = self.officer.fill(self.officer.begin(), ADULT)
        self.officer.post(f"{draft}/people", {"then": "add"})
        for page in ["person", "consent", "contact"]:
            self.assertNotIn("Vantreight", self.officer.get(f"{draft}/2/{page}").text)
        self.assertIn("Vantreight", self.officer.get(f"{draft}/1/person").text)
        self.assertIn("Wurzelgnom", self.officer.get(f"{draft}/all/beginning").text)
        self.is_refused(self.officer.send(draft), "Person 2")
        shown = self.shown(self.officer.references(draft)[0])
        self.assertIn("Vantreight", shown)

    def test_how_they_were_met_is_put_in_and_not_put_over(self):
        draft = self.group("Arjeta", "Besnik")
        mate = self.station.officer("vice_two")
        page = mate.get(f"{draft}/people").text
        shown = re.findall(r'name="(shown-\w+)" value="([^"]*)"', page)
        self.assertEqual(len(shown), 3)
        # Somebody else's page was opened before; it changes nothing that it does not say otherwise.
        self.officer.post(f"{draft}/people", {**dict(shown), "operation": "Marigold", "place": "14 Mill Lane", "then": "go"})
        mate.post(f"{draft}/people", {**dict(shown), "operation": "Tulip", "place": "12 Mill Lane", "then": "go"})
        now = self.officer.get(f"{draft}/people").text
        self.assertIn("Tulip", now)
        self.assertIn("14 Mill Lane", now)
        asked = mate.post(f"{draft}/people", {**dict(shown), "place": "16 Mill Lane", "then": "go"})
        self.is_refused(asked, "Somebody else has written “14 Mill Lane” here meanwhile")
        # Adding somebody from a page without these fields leaves them alone.
        self.officer.post(f"{draft}/people", {"then": "add"})
        self.assertIn("14 Mill Lane", self.officer.get(f"{draft}/people").text)

    def test_a_report_of_an_adult_who_declined_is_not_tied_to_those_met_with_them(self):
        draft = self.group("Arjeta", "Besnik")
        declined = {**ADULT, "consents_to_referral": "no", "refusal_reason": "Afraid"}
        self.officer.fill(draft, declined, person=2, only=["age_and_consent"], together=True)
        self.officer.send(draft)
        references = self.officer.references(draft)
        self.assertEqual(len(references), 2, words(self.officer.get(f"{draft}/check").text)[:800])
        her, his = (self.shown(reference) for reference in references)
        group = r"\b[0-9a-f]{20}\b"
        self.assertRegex(her, group)
        self.assertIn("duty_to_notify", his)
        self.assertNotRegex(his, group)
        self.assertNotIn("Marigold", his)

    def test_nobody_declares_what_they_have_not_read(self):
        draft = self.officer.fill(self.officer.begin(), ADULT)
        version = self.officer.version(draft)
        mate = self.station.officer("vice_two")
        mate.answer(draft, "all", "beginning", how_it_started="Changed by a colleague.")
        for stale in [version, "", "x"]:
            reply = self.officer.post(f"{draft}/check", {"version": stale, "declared": "yes"})
            self.assertEqual(reply.status, 409)
            self.assertIn("changed the draft while you were reading it", words(reply.text))
            self.assertIn("Changed by a colleague.", words(reply.text))
        self.sent(draft)

    def test_how_many_people_there_may_be(self):
        for typed in ["0", "-3", "abc", "1e3", "2.5", "31", "9999999999999999999999"]:
            with self.subTest(typed):
                reply = self.officer.post("/refer", {"journey": "referral", "people": typed})
                self.is_refused(reply, "Enter a number from 1 to 30.")
                self.assertIn(f'value="{typed}"', reply.text)
        for typed, count in [("", 1), ("4 ", 4), (" 2", 2)]:
            with self.subTest(typed):
                draft = self.officer.begin(typed)
                self.assertEqual(self.officer.get(f"{draft}/{count}/age").status, 200)
                self.is_not_asked(f"{draft}/{count + 1}/age")
        draft = self.officer.begin(3)
        for _ in range(40):
            self.officer.post(f"{draft}/people", {"then": "add"})
        self.assertLessEqual(self.officer.get(f"{draft}/people").text.count('name="remove"'), 30)

    def test_a_day_of_meeting_that_is_none_is_said(self):
        draft = self.officer.begin(2)
        real, past = "Enter a real day in numbers", "It cannot be in the future"
        for day, month, year, says in [
                ("31", "2", "2026", real), ("1", "1", "2999", past), ("x", "1", "2026", real), ("5", "nov", "2026", real), ("5", "", "", real)]:
            with self.subTest(day=day, month=month, year=year):
                reply = self.officer.post(f"{draft}/people", {
                    "met-on-day": day, "met-on-month": month, "met-on-year": year, "operation": "Marigold", "then": "go"})
                self.is_refused(reply, says)
                self.assertIn("Marigold", reply.text)


class Afterwards(Refer):
    """What a referrer sees of a case, and what they may still do."""

    def decide(self, reference, record, action, **fields):
        purpose = ["--purpose", "decide"]
        answers = [f"--set={key}={value}" for key, value in fields.items()]
        result = self.place.run("act", reference, f"{record}.{action}", "--as", "decision_maker", *purpose, "--json", *answers)
        self.assertEqual(result.code, 0, result)

    def test_the_outcome_is_told_only_once_the_person_knows_it(self):
        # A negative decision waits for a second person, and is none until then.
        for outcome, known in [("positive", "Potential victim"), ("negative", None)]:
            with self.subTest(outcome):
                reference = self.officer.refer()
                page = f"/referrals/{reference}"
                before = [self.officer.get(one).text for one in (page, f"/cases/{reference}", "/referrals")]
                self.assertIn("Authority that decides Single Competent Authority", words(before[0]))
                self.decide(reference, "reasonable_grounds", "decide", outcome=outcome, **ELEMENTS)
                after = [self.officer.get(one).text for one in (page, f"/cases/{reference}", "/referrals")]
                self.assertEqual(before, after, "it tells that there is a decision")
                shown = self.place.run("show", reference, "--as", "vice_one", "--purpose", "refer", "--json")
                self.assertNotIn(outcome, shown.out)
                if known is None:
                    continue
                today = datetime.date.today().isoformat()
                self.decide(reference, "reasonable_grounds", "tell", person_told_on=today)
                told = self.officer.get(page).text
                self.assertIn(known, words(told))
                for action in ["correct", "withdraw"]:
                    self.assertNotIn(f"/referral/{action}", told)

    def test_a_question_is_answered_and_then_settled(self):
        reference = self.officer.refer(date_of_birth="2014-01-01")
        page = self.officer.get(f"/referrals/{reference}")
        link = re.search(r'href="([^"]*reply_to_question[^"]*)"', page.text)
        self.assertIsNotNone(link, words(page.text))
        form = self.officer.get(html.unescape(link[1]))
        self.assertIn("age_contradiction", form.text)
        reply = self.officer.act(
            reference, "referral", "reply_to_question", question="age_contradiction", question_reply="Born in 1994, I misread it.")
        self.assertEqual(reply.status, 303, words(reply.text)[:400])
        self.assertIn("Born in 1994", self.shown(reference))
        nonsense = self.officer.act(reference, "referral", "reply_to_question", question="no_such", question_reply="x")
        self.assertEqual(nonsense.status, 422)

    def test_corrected_and_withdrawn_before_a_decision_and_not_after(self):
        reference = self.officer.refer()
        page = self.officer.get(f"/referrals/{reference}").text
        for action in ["correct", "withdraw"]:
            self.assertIn(f"/referral/{action}", page)
        corrected = self.officer.act(reference, "referral", "correct", correction_reason="Misheard", family_name="Vantbright")
        self.assertEqual(corrected.status, 303, words(corrected.text)[:400])
        self.assertIn("Vantbright", self.shown(reference))
        self.decide(reference, "reasonable_grounds", "decide", outcome="positive", **ELEMENTS)
        for action, fields in [
            ("correct", {"correction_reason": "Again", "family_name": "Other"}),
            ("withdraw", {"withdrawal_reason": "person-asked", "withdrawal_details": "They asked."}),
        ]:
            with self.subTest(action):
                reply = self.officer.act(reference, "referral", action, **fields)
                self.assertIn(reply.status, (404, 409, 422), words(reply.text)[:300])
        self.assertNotIn("Other", self.shown(reference).replace("Other professionals", "").replace("Other potential", ""))
        withdrawn = self.officer.refer()
        reply = self.officer.act(
            withdrawn, "referral", "withdraw", withdrawal_reason="person-asked", withdrawal_details="They asked.")
        self.assertEqual(reply.status, 303, words(reply.text)[:400])

    def test_what_is_learnt_later_is_told_unasked_also_after_the_decision(self):
        reference = self.officer.refer()
        self.decide(reference, "reasonable_grounds", "decide", outcome="positive", **ELEMENTS)
        page = self.officer.get(f"/referrals/{reference}").text
        self.assertIn("/information_request/tell", page)
        empty = self.officer.act(reference, "information_request", "tell", information="")
        self.assertEqual(empty.status, 422)
        reply = self.officer.act(reference, "information_request", "tell", information="A second witness has come forward")
        self.assertEqual(reply.status, 303, words(reply.text)[:400])
        self.assertIn("A second witness has come forward", self.shown(reference))
        self.assertNotIn("Potential victim", words(self.officer.get(f"/referrals/{reference}").text))
        for name in ["kent_officer", "police_investigator"]:
            self.assertNotIn(reply.status, [self.station.officer(name).get(f"/cases/{reference}/information_request/tell").status])

    def test_after_somebody_withdrew_a_report_is_thought_of_where_there_is_a_duty(self):
        for nation, says in [("E", True), ("S", False)]:
            reference = self.officer.refer(nation=nation)
            self.officer.act(reference, "referral", "withdraw", withdrawal_reason="person-asked", withdrawal_details="They asked.")
            page = self.officer.get(f"/referrals/{reference}").text
            self.assertNotIn("/information_request/tell", page)
            text = words(page)
            self.assertEqual("Whoever is bound by the duty to notify then considers a report" in text, says, text)

    def test_nobody_else_follows_it(self):
        reference = self.officer.refer()
        for name in ["kent_officer", "administrator", "support_worker", "police_investigator"]:
            with self.subTest(name):
                other = self.station.officer(name)
                there, absent = (other.get(f"/referrals/{one}") for one in (reference, ABSENT))
                self.assertEqual((there.status, there.text.replace(reference, ABSENT)), (absent.status, absent.text))
                self.assertNotIn(reference, other.get("/referrals").text)

    def test_a_draft_is_not_hung_on_a_case_of_somebody_else(self):
        reference = self.officer.refer()
        other = self.station.officer("kent_officer")
        answers = []
        for case in [reference, ABSENT]:
            draft = other.fill(other.begin(case=case), {**ADULT, "family_name": "Intruder"})
            answers.append((other.send(draft), draft))
        (there, one), (absent, two) = answers
        self.assertEqual(there.status, absent.status)
        self.assertNotIn("Intruder", self.shown(reference))

    def test_whoever_comes_back_to_a_case_comes_alone(self):
        draft = self.officer.begin(people=3, case=self.officer.refer())
        self.officer.post(f"{draft}/people", {"then": "add"})
        for number in [2, 3]:
            self.is_not_asked(f"{draft}/{number}/name")
            self.is_not_asked(f"{draft}/{number}/person")
        self.assertNotIn("Another person was met", words(self.officer.get(draft).text))

    def test_an_own_case_that_has_a_referral_takes_no_second(self):
        reference = self.officer.refer()
        draft = self.officer.fill(self.officer.begin(case=reference), {**ADULT, "family_name": "Second"})
        reply = self.officer.send(draft)
        self.assertIn(reply.status, (404, 409, 422), reply.location)
        self.assertNotIn("Second", self.shown(reference))


class Walker:
    """Goes from page to page as the pages lead, and counts those it is shown."""

    def __init__(self, officer):
        self.officer, self.loads, self.path = officer, 0, ""

    def load(self, path):
        while True:
            page = self.officer.get(path)
            if page.status != 303:
                break
            path = page.location
        self.path, self.page, self.loads = path.split("?")[0], page, self.loads + 1

    def submit(self, path, fields):
        hidden = re.findall(r'name="(seen|version)" value="([^"]*)"', self.page.text)
        reply = self.officer.post(path, [*hidden, *fields])
        assert reply.status == 303, (path, reply.status, words(reply.text)[:400])
        self.load(reply.location)

    def walk(self, people):
        """From the first page to the reference; answers how many pages were shown."""
        self.load("/refer")
        self.submit("/refer", [("journey", "referral"), ("people", len(people))])
        for _ in range(300):
            if self.path.endswith("/check"):
                break
            if self.path.endswith("/people"):
                self.submit(self.path, [("then", "go")])
                continue
            who = self.path.split("/")[3]
            answers = people[int(who) - 1] if who.isdigit() else people[0]
            here = controls(self.page.text)
            form = [(name, value) for name, value in sent_as(answers) if name in here]
            self.submit(self.path, [*form, ("then", "go")])
        self.submit(self.path, [("declared", "yes")])
        return self.loads


class Effort(Refer):
    """With every answer at hand it takes fewer pages than the national form."""

    def test_one_adult_takes_fewer_pages_than_the_national_form(self):
        ours = Walker(self.officer).walk([ADULT])
        theirs = len(NATIONAL_PAGES) + len(NATIONAL_FRAME)
        self.assertLess(ours, theirs)

    def test_four_people_take_less_than_twice_what_one_takes(self):
        one = Walker(self.officer).walk([ADULT])
        walker = Walker(self.officer)
        four = walker.walk([{**ADULT, "given_name": name} for name in ["Arjeta", "Besnik", "Ciprian", "Drita"]])
        self.assertEqual(len(set(re.findall(r'href="/referrals/([0-9A-Z-]+)"', walker.page.text))), 4)
        self.assertLess(four, 2 * one, f"{four} pages for four, {one} for one")


if __name__ == "__main__":
    unittest.main()
