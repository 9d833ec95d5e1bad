"""Who may work here: organisations and accounts are kept, people come in by invitation, and go out for good."""

import datetime
import re
import time
import unittest

import yaml

import support
from support import (
    ORGANISATIONS, PASSWORD, PREPARED, REPOSITORY, ROLES, STAFF, Kept, LedgerTest, Node, add_account, register,
)
from visitor import STEP, App, plain, secret_on

COLUMNS = "sign_in,name,role,organisation,unit,areas,starts_on,ends_on"
OTHER = "quite another password"
INVITATION = re.compile(r"/invitation/[A-Za-z0-9_-]{43}")


def setUpModule():
    if support.SERVER:
        raise unittest.SkipTest("Tests/AccessTests does this on PostgreSQL")


def day(distance):
    """A day so far from today; never the neighbouring one, so that midnight makes no difference."""
    return (datetime.date.today() + datetime.timedelta(days=distance)).isoformat()


def roles():
    """The rulebook's roles that people may have, and the kinds of organisation that each belongs to: any when there are none."""
    found = yaml.safe_load((REPOSITORY / "Rulebooks/uk/roles.yaml").read_text())["roles"]
    return {role: line.get("organisations", []) for role, line in found.items() if not line.get("system")}


def kinds():
    rows = (REPOSITORY / "Rulebooks/uk/codes/organisation_kinds.csv").read_text().splitlines()[1:]
    return [row.split(",")[0] for row in rows]


def with_every_kind(place):
    """An organisation of each kind, called after it."""
    PREPARED.copy_to(place)
    for kind in kinds():
        registered = register(place, "a-" + kind, kinds=[kind])
        assert registered.code == 0, registered


EVERY_KIND = Kept(with_every_kind)


class People(LedgerTest):
    def accounts(self):
        return {line["sign_in"]: line for line in self.succeeds(self.place.run("account", "list", "--json")).json}

    def load(self, *rows, header=COLUMNS, options=(), code=0):
        """Answers what became of each row, by its line."""
        table = "\n".join([header, *rows]) + "\n"
        result = self.place.run("account", "load", "-", "--json", *options, stdin=table)
        self.assertEqual((result.code, result.err), (code, ""), result)
        return {line["line"]: line for line in result.json}

    def changes_nothing(self, result=None):
        before, self.before = self.before, self.place.dump()
        changed = [table for table in before if before[table] != self.before[table]]
        self.assertEqual(changed, [], result)

    def setUp(self):
        super().setUp()
        self.before = self.place.dump()


class Adding(People):
    def test_accounts_are_listed_with_the_posts_that_people_hold(self):
        accounts = self.accounts()
        self.assertEqual(sorted(accounts), sorted(ROLES))
        for role, organisation in ROLES.items():
            self.assertEqual(accounts[role], {
                "sign_in": role, "name": f"A {role}", "active": True,
                "posts": [{"role": role, "organisation": organisation, "unit": None, "held": True}],
            })
        table = self.succeeds(self.place.run("account", "list")).out
        self.assertIn("Decision maker, Single Competent Authority", table)

    def test_organisations_are_listed_with_what_they_are_on_cases(self):
        found = {line["id"]: line for line in self.succeeds(self.place.run("organisation", "list", "--json")).json}
        self.assertEqual(sorted(found), sorted(organisation for organisation, *_ in ORGANISATIONS))
        self.assertEqual(found["met-police"], {
            "id": "met-police", "name": "Metropolitan Police Service", "kinds": ["police-force", "first-responder"],
            "on_cases": ["first_responder_organisation:metropolitan-police-service", "police_force:metropolitan"], "open": True,
        })
        self.assertIn("Harbour Support", self.succeeds(self.place.run("organisation", "list")).out)

    def test_a_bad_organisation_is_not_registered(self):
        for arguments in [
            ("sca", "Another", ["competent-authority"]), ("new", "New", ["circus"]), ("new", "New", ["health"], {"colour": "blue"}),
            ("new", "New", ["police-force"], {"police_force_code": "atlantis"}), ("new", "New", ["subcontractor"], None, "nobody"),
        ]:
            with self.subTest(arguments):
                self.is_plain_refusal(register(self.place, *arguments))
        self.changes_nothing()

    def test_a_subcontractor_is_registered_with_whom_it_works_for(self):
        self.succeeds(register(self.place, "north-star", "North Star", ["subcontractor"], None, "harbour"))
        self.succeeds(add_account(self.place, "star", "support_worker", "north-star", "--unit", "north"))
        [post] = self.accounts()["star"]["posts"]
        self.assertEqual((post["organisation"], post["unit"]), ("north-star", "north"))
        self.is_whole(0, staff=STAFF + 3)

    def test_a_sign_in_name_is_given_once_whatever_its_case_and_for_good(self):
        self.succeeds(add_account(self.place, "Ada.Jones@example.org", "decision_maker", "sca"))
        taken = self.place.dump()
        for name in ["ada.jones@example.org", "ADA.JONES@EXAMPLE.ORG", "Ada.Jones@example.org", " ada.jones@example.org "]:
            for options in [[], ["--invite"]]:
                with self.subTest(name, options=options):
                    self.is_plain_refusal_after_asking(add_account(self.place, name, "analyst", "operations", *options))
        self.assertEqual(self.place.dump(), taken)
        self.succeeds(self.place.run("account", "end", "ADA.jones@example.org", "--reason", "Has left."))
        ended = self.place.dump()
        self.is_plain_refusal_after_asking(add_account(self.place, "Ada.jones@example.org", "decision_maker", "sca"))
        self.assertEqual(self.place.dump(), ended)

    def is_plain_refusal_after_asking(self, result, *words):
        """As a plain refusal, but for the line that asks for a password."""
        lines = [line for line in result.err.splitlines(keepends=True) if not line.startswith("Password (")]
        result.err = "".join(lines)
        self.is_plain_refusal(result, *words)

    def test_two_who_add_one_name_at_once_add_it_once(self):
        add = ["account", "add", "--role", "analyst", "--name", "Twin", "--organisation", "operations", "--invite"]
        results = self.at_once([*add, "twin"], [*add, "Twin"], [*add, "TWIN"])
        self.assertEqual(sorted(result.code for result in results), [0, 1, 1], results)
        for result in results:
            if result.code:
                self.is_plain_refusal(result, "sign-in name")
        self.assertEqual(len(self.accounts()), len(ROLES) + 1)
        self.assertEqual(len(self.accounts()["twin"]["posts"]), 1)
        self.is_whole(0, staff=STAFF + 2)

    def test_a_bad_account_is_not_added_and_leaves_nothing_behind(self):
        long = "x" * 120
        for name, role, organisation, *options in [
            ("new", "wizard", "sca"), ("new", "intake", "sca"), ("new", "operator", "operations"), ("new", "decision_maker", "nowhere"),
            ("new", "decision_maker", "harbour"), ("new", "analyst", "operations", "--area", "XXX"),
            ("new", "analyst", "operations", "--area", "KEN", "XXX"), ("new", "analyst", "operations", "--unit", long),
            ("x" * 300, "analyst", "operations"), ("", "analyst", "operations"), ("analyst", "analyst", "operations"),
            ("new", "analyst", "operations", "--until", day(-400)),
        ]:
            for more in [[], ["--invite"]]:
                with self.subTest(name=name[:20], role=role, organisation=organisation, options=[*options, *more]):
                    result = add_account(self.place, name, role, organisation, *options, *more)
                    self.is_plain_refusal_after_asking(result)
                    self.changes_nothing(result)

    def test_a_password_that_is_too_weak_is_not_taken(self):
        for password in ["short", "", "aaaaaaaaaaaaaaa"]:
            with self.subTest(password):
                result = add_account(self.place, "new", "analyst", "operations", password=password)
                self.is_plain_refusal_after_asking(result)
        self.changes_nothing()

    def test_an_account_works_from_its_first_day_to_its_last(self):
        self.load(
            f"past,P,decision_maker,sca,,,{day(-60)},{day(-2)}", f"now,N,decision_maker,sca,,,{day(-60)},{day(2)}",
            f"future,F,decision_maker,sca,,,{day(2)},{day(60)}", code=1)
        self.succeeds(add_account(self.place, "until", "decision_maker", "sca", "--until", day(2)))
        self.assertEqual(
            {name: self.accounts()[name]["active"] for name in ["now", "future", "until"]},
            {"now": True, "future": False, "until": True})
        self.assertNotIn("past", self.accounts(), "nobody is added for days that are over")
        for name in ["now", "until"]:
            self.succeeds(self.place.run("worklist", "--as", name))
        self.is_plain_refusal(self.place.run("worklist", "--as", "future"), "works today")
        self.place.change("UPDATE account SET ends_on = ends_on - 10 WHERE sign_in = 'until'")
        self.is_plain_refusal(self.place.run("worklist", "--as", "until"), "works today")

    def test_somebody_who_is_not_there_is_neither_invited_nor_ended(self):
        for command in [["invite", "nobody"], ["end", "nobody", "--reason", "Gone."]]:
            self.is_plain_refusal(self.place.run("account", *command), "nobody")
        self.changes_nothing()


class RolesAndOrganisations(People):
    prepared = EVERY_KIND

    def test_a_role_belongs_to_its_kinds_of_organisation(self):
        rows, expected = [], []
        for role, homes in roles().items():
            for kind in kinds():
                rows.append(f"{role}-{kind},Somebody,{role},a-{kind},,,,")
                expected.append((role, kind, not homes or kind in homes))
        self.assertGreater(len(rows), 200)
        found = self.load(*rows, options=["--trial"], code=1)
        for line, (role, kind, fits) in enumerate(expected, start=2):
            with self.subTest(role=role, organisation=kind):
                fault = found[line]["fault"]
                if fits:
                    self.assertIsNone(fault)
                else:
                    self.assertIn("is a role in", fault or "")
        self.changes_nothing()


class Loading(People):
    def test_rows_that_cannot_be_taken_are_told_by_line_and_harm_no_other(self):
        rows = {
            2: ("good1,Good One,decision_maker,sca,,,,", None),
            3: ("bad1,Bad,decision_maker,nowhere,,,,", "nowhere"),
            4: ("bad2,Bad,support_worker,sca,,,,", "is a role in"),
            5: ("bad3,Bad,wizard,sca,,,,", "is not a role"),
            6: ("bad4,Bad,operator,operations,,,,", "is not a role"),
            7: ("bad5,Bad,analyst,operations,,KEN|XXX,,", "XXX"),
            8: ("bad6,Bad,analyst,operations,,,tomorrow,", "starts_on"),
            9: ("bad7,Bad,analyst,operations,,,,31/12/2026", "ends_on"),
            10: (f"bad8,Bad,analyst,operations,,,{day(40)},{day(20)}", "day"),
            11: (f"bad9,Bad,analyst,operations,,,,{day(-20)}", "day"),
            12: (",Nobody,analyst,operations,,,,", "sign_in"),
            13: ("bad10,,analyst,operations,,,,", "name"),
            14: ("bad11,Bad,,operations,,,,", "role"),
            15: ("bad12,Bad,analyst,,,,,", "organisation"),
            16: ("analyst,Bad,analyst,operations,,,,", "already"),
            17: ("ANALYST,Bad,analyst,operations,,,,", "already"),
            18: ("good1,Again,analyst,operations,,,,", "good1"),
            19: ("GOOD1,Again,analyst,operations,,,,", "GOOD1"),
            20: (f"bad13,Bad,analyst,operations,{'u' * 120},,,", "100"),
            21: (f"{'s' * 300},Bad,analyst,operations,,,,", "200"),
            22: ("good2,Good Two,support_worker,harbour,north,KEN|ASF,,", None),
        }
        for options in [["--trial"], []]:
            found = self.load(*[row for row, _ in rows.values()], options=options, code=1)
            self.assertEqual(sorted(found), sorted(rows))
            for line, (row, word) in rows.items():
                with self.subTest(row=row[:40], options=options):
                    fault, invitation = found[line]["fault"], found[line]["invitation"]
                    if word:
                        self.assertIn(word, fault or "")
                        self.assertRegex(fault, r"\.$")
                        self.assertIsNone(invitation)
                    else:
                        self.assertIsNone(fault)
                        self.assertEqual(invitation is None, bool(options))
            if options:
                self.changes_nothing()
        self.assertEqual(sorted(self.accounts()), sorted([*ROLES, "good1", "good2"]))
        self.is_whole(0, staff=STAFF + 4)

    def test_faults_are_told_to_people_by_their_lines(self):
        path = self.folder / "people.csv"
        path.write_text(f"{COLUMNS}\ngood,Good,analyst,operations,,,,\nbad,Bad,wizard,sca,,,,\nworse,Bad,analyst,nowhere,,,,\n")
        trial = self.place.run("account", "load", path, "--trial")
        self.assertEqual((trial.code, trial.out), (1, "good  could be added\n"), trial)
        self.assertRegex(trial.err, r"\ALine 3: .*\.\nLine 4: .*\.\n2 rows were not added\..*\n\Z")
        result = self.place.run("account", "load", path)
        self.assertEqual(result.code, 1, result)
        self.assertRegex(result.out, rf"\Agood  {INVITATION.pattern}\n\Z")
        self.assertEqual(result.err, trial.err)

    def test_a_mended_file_is_loaded_again_and_who_is_there_stays_as_they_are(self):
        rows = ["one,One,analyst,operations,,,,", "two,Two,wizard,operations,,,,"]
        self.load(*rows, code=1)
        rows[1] = rows[1].replace("wizard", "analyst")
        found = self.load(rows[0].replace("One", "Changed"), rows[1], code=1)
        self.assertIn("already", found[2]["fault"])
        self.assertIsNone(found[3]["fault"])
        self.assertEqual(self.accounts()["one"]["name"], "One")

    def test_a_file_as_spreadsheets_write_it_is_read(self):
        content = (
            "\ufeffOrganisation,Role, Name ,Sign_in\r\n"
            "sca,decision_maker,\"Jones, Ada \"\"AJ\"\"\",ada\r\n"
            "\r\n"
            ",,,\r\n"
            "sca,decision_maker,\"Two\nlines\",two\r\n")
        path = self.folder / "people.csv"
        path.write_bytes(content.encode())
        found = self.succeeds(self.place.run("account", "load", path, "--json")).json
        self.assertEqual([line["sign_in"] for line in found], ["ada", "two"])
        self.assertEqual(self.accounts()["ada"]["name"], 'Jones, Ada "AJ"')

    def test_a_table_without_its_columns_is_refused_plainly(self):
        for header in ["sign_in,name,role", COLUMNS + ",colour", "", "sign_in;name;role;organisation"]:
            with self.subTest(header):
                self.is_plain_refusal(self.place.run("account", "load", "-", stdin=header + "\n"), "column")
        self.is_plain_refusal(self.place.run("account", "load", "-", stdin=b"\xff\xfe\x00"), "UTF-8")
        self.is_plain_refusal(self.place.run("account", "load", self.folder / "none.csv"), "none.csv")
        self.changes_nothing()

    def test_everybody_loaded_comes_in_by_the_invitation(self):
        found = self.load("ada,Ada Jones,decision_maker,sca,,,,", "ben,Ben Gill,support_worker,harbour,north,,,")
        node = self.node()
        for line, name in [(2, "ada"), (3, "ben")]:
            browser = node.visitor().accept(found[line]["invitation"], name, OTHER)
            self.assertEqual(browser.get("/").status, 200)
            self.assertEqual(node.sign_in(name, OTHER).get("/").status, 200)


class Inviting(People):
    def invite(self, name="analyst"):
        path = self.succeeds(self.place.run("account", "invite", name)).out.strip()
        self.assertRegex(path, rf"\A{INVITATION.pattern}\Z")
        return path

    def test_whoever_is_added_with_an_invitation_has_no_password_until_they_choose_one(self):
        result = self.succeeds(add_account(self.place, "new", "analyst", "operations", "--invite", password="not asked for"))
        self.assertEqual(result.err, "")
        path = result.out.strip()
        self.assertRegex(path, rf"\A{INVITATION.pattern}\Z")
        node = self.node()
        for password in ["", "not asked for", PASSWORD]:
            self.assertEqual(node.visitor().enter("new", password).status, 422)
        node.visitor().accept(path, "new", OTHER)
        self.assertEqual(node.sign_in("new", OTHER).get("/").status, 200)

    def test_an_invitation_is_good_once(self):
        path, node = self.invite(), self.node()
        browser = node.visitor().accept(path, "analyst", OTHER)
        used, unknown = node.visitor().get(path), node.visitor().get("/invitation/" + "A" * 43)
        self.assertEqual((used.status, unknown.status), (404, 404))
        self.assertEqual(plain(used.text), plain(unknown.text))
        token = {"csrf": browser.cookies["form"], "password": PASSWORD, "password-again": PASSWORD}
        self.assertEqual(browser.ask("POST", path, token).status, 404)
        self.assertEqual(browser.get("/").status, 200, "the session lives on")

    def test_a_password_that_will_not_do_leaves_the_invitation_good(self):
        path, node = self.invite(), self.node()
        browser = node.visitor()
        for first, second in [(OTHER, PASSWORD), ("short", "short"), ("", ""), ("aaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaa")]:
            with self.subTest(first):
                answer = browser.submit(path, password=first, password_again=second)
                self.assertEqual(answer.status, 422)
                self.assertNotIn("session", browser.cookies)
        browser.accept(path, "analyst", OTHER)

    def test_a_later_invitation_ends_the_earlier_and_an_old_one_is_not_taken(self):
        earlier, later, node = self.invite(), self.invite(), self.node()
        self.assertEqual([node.visitor().get(path).status for path in (earlier, later)], [404, 200])
        self.place.change(f"UPDATE slip SET expires_at = expires_at - {7 * 86_400_000}")
        self.assertEqual(node.visitor().get(later).status, 404)
        last = self.invite()
        self.place.change(f"UPDATE slip SET expires_at = expires_at - {7 * 86_400_000 - 60_000}")
        self.assertEqual(node.visitor().get(last).status, 200, "a week is not over yet")

    def test_an_invitation_ends_password_second_factor_and_sessions_at_once(self):
        node = self.node()
        browser = node.sign_in("analyst")
        self.assertEqual(browser.get("/").status, 200)
        old = node.apps["analyst"]
        path = self.invite()
        self.assertEqual(browser.get("/").status, 303)
        self.assertEqual(node.visitor().enter("analyst", PASSWORD).status, 422)
        node.visitor().accept(path, "analyst", OTHER)
        self.assertNotEqual(node.apps["analyst"].key, old.key)
        fresh = node.visitor()
        fresh.enter("analyst", OTHER)
        self.assertEqual(fresh.submit("/sign-in/second", code=old.code_now()).status, 422)

    def test_the_secret_of_an_invitation_is_kept_nowhere(self):
        secret = self.invite().rsplit("/", 1)[1]
        self.assertNotIn(secret, repr(self.place.dump()))
        [(slip,)] = self.place.rows("SELECT COUNT(*) FROM slip WHERE kind = 'invitation'")
        self.assertEqual(slip, 1)

    def test_nobody_is_invited_whose_account_has_ended(self):
        path = self.invite()
        self.succeeds(self.place.run("account", "end", "analyst", "--reason", "Has left."))
        self.assertEqual(self.node().visitor().get(path).status, 404)
        self.is_plain_refusal(self.place.run("account", "invite", "analyst"), "analyst")


class SigningIn(People):
    def test_whoever_has_no_second_factor_sets_one_up_before_anything_else(self):
        node = self.node()
        browser = node.visitor()
        self.assertEqual(browser.enter("decision_maker", PASSWORD).location, "/sign-in/set-up")
        for path in ["/", "/my-work", "/search", "/account", "/cases/0000-0000-000"]:
            answer = browser.get(path)
            self.assertIn((answer.status, answer.location.split("?")[0]), [(303, "/sign-in/set-up"), (404, "")], path)
        secret = secret_on(browser.get("/sign-in/set-up").text)
        self.assertEqual(secret_on(browser.get("/sign-in/set-up").text), secret, "the same while it is set up")
        app = App(secret)
        wrong = f"{(int(app.code_now()) + 1) % 1_000_000:06}"
        for code in [wrong, "", "abcdef"]:
            self.assertEqual(browser.submit("/sign-in/set-up", code=code).status, 422, code)
        shown = browser.submit("/sign-in/set-up", code=app.next_code())
        self.assertEqual(shown.status, 200)
        papers = re.findall(r'fg-code"[^>]*>([^<]+)<', shown.text)
        self.assertGreaterEqual(len(papers), 8)
        self.assertEqual(browser.get("/").status, 200)

        for code, good in [(papers[0], True), (papers[0], False), (papers[1].lower(), True)]:
            again = node.visitor()
            self.assertEqual(again.enter("decision_maker", PASSWORD).location, "/sign-in/second")
            self.assertEqual(again.submit("/sign-in/second", code=code).status, 303 if good else 422, code)

    def test_a_code_is_good_in_its_step_the_one_before_and_the_one_after_and_never_again(self):
        node = self.node()
        app = node.sign_in("decision_maker") and node.apps["decision_maker"]
        # Everything below happens within one step, and after the one that set up the app.
        time.sleep(STEP * (app.used + 2) - time.time() + 1 if time.time() < STEP * (app.used + 2) else 0)
        if time.time() % STEP > STEP - 12:
            time.sleep(STEP - time.time() % STEP + 1)
        step = int(time.time()) // STEP
        for distance, good in [(-2, False), (2, False), (-1, True), (-1, False), (1, True), (0, False), (1, False)]:
            with self.subTest(distance=distance, good=good):
                browser = node.visitor()
                browser.enter("decision_maker", PASSWORD)
                answer = browser.submit("/sign-in/second", code=app.code(step + distance))
                self.assertEqual(answer.status, 303 if good else 422, plain(answer.text))

    def test_wrong_codes_slow_the_next_ones_down(self):
        node = self.node()
        node.sign_in("decision_maker")
        app = node.apps["decision_maker"]
        browser = node.visitor()
        browser.enter("decision_maker", PASSWORD)
        for number in range(6):
            wrong = f"{(int(app.code_now()) + 7 + number) % 1_000_000:06}"
            answer = browser.submit("/sign-in/second", code=wrong)
        self.assertIn("Too many wrong tries", plain(answer.text))
        answer = browser.submit("/sign-in/second", code=app.next_code())
        self.assertIn("Too many wrong tries", plain(answer.text), "the right code must wait too")
        self.assertEqual(browser.get("/").location, "/sign-in/second")


class Ending(People):
    def test_an_account_that_ends_is_signed_out_and_closed_at_once(self):
        one, two = self.node(), self.node()
        browsers = [one.sign_in("decision_maker"), two.sign_in("decision_maker")]
        half = one.visitor()
        self.assertEqual(half.enter("decision_maker", PASSWORD).location, "/sign-in/second")
        colleague = two.sign_in("decision_manager")
        for browser in browsers:
            self.assertEqual(browser.get("/").status, 200)
        self.succeeds(self.place.run("account", "end", "decision_maker", "--reason", "Has left."))
        for browser in [*browsers, half]:
            self.assertEqual((browser.get("/").status, browser.get("/").location), (303, "/sign-in"))
        self.assertEqual(colleague.get("/").status, 200, "nobody else is signed out")
        refused = one.visitor().enter("decision_maker", PASSWORD)
        unknown = one.visitor().enter("nobody", PASSWORD)
        self.assertEqual((refused.status, unknown.status), (422, 422))
        for command in [
            ["worklist"], ["search", "x"], ["show", "0000-0000-000", "--purpose", "decide"],
            ["act", "new", "referral.submit", "--purpose", "refer"],
        ]:
            with self.subTest(command[0]):
                self.is_plain_refusal(self.place.run(*command, "--as", "decision_maker"), "works today")
        self.assertFalse(self.accounts()["decision_maker"]["active"])
        self.is_whole(0, staff=STAFF + 1)

    def test_why_it_ended_is_kept_and_needed(self):
        self.assertEqual(self.place.run("account", "end", "analyst").code, 2)
        self.is_plain_refusal(self.place.run("account", "end", "analyst", "--reason", ""))
        self.changes_nothing()
        self.succeeds(self.place.run("account", "end", "analyst", "--reason", "Left on Friday."))
        self.is_whole(0, staff=STAFF + 1)


class Demo(LedgerTest):
    prepared = None

    def test_every_account_of_a_demonstration_signs_in_with_the_password_and_the_secret_that_it_prints(self):
        place = self.place_in(self.folder / "demo", "sqlite")
        made = self.succeeds(place.run("demo", "--no-serve", "--cases", 3, "--password", PASSWORD))
        secret = re.search(r"authenticator app: ([A-Z2-7 ]+)\n", made.out).group(1)
        accounts = {line["sign_in"]: line for line in self.succeeds(place.run("account", "list", "--json")).json}
        self.assertEqual(sorted(line["posts"][0]["role"] for line in accounts.values()), sorted(roles()))
        for name in accounts:
            self.assertIn(f"\n{name} ", made.out)
        node = Node(place, apps={name: App(secret) for name in accounts})
        self.addCleanup(node.stop)
        for name in ["decision.maker", "support.worker", "immigration.officer", "administrator"]:
            self.assertEqual(node.sign_in(name).get("/account").status, 200, name)


if __name__ == "__main__":
    unittest.main()
