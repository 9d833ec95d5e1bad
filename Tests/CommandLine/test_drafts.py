"""Drafts of referrals: in the hands of a team and of nobody else, sealed, gone in time, and whole whatever is done to them."""

import base64
import concurrent.futures
import email
import email.policy
import html
import http.client
import re
import shutil
import socket
import tempfile
import time
import unittest
import zlib

import support
from test_refer import ABSENT, ADULT, COUNCIL, PAGES, Refer, Station, controls, sent_as, words

from clamd import Daemon, test_string  # found because support says where

EVIL = '"><img src=x onerror=alert(1)>\'</textarea><script>alert(2)</script>{{7*7}}'
MARKUP = ["<img src=x", "<script>alert", "</textarea><script"]
# Words that stand nowhere but in drafts.
SECRETS = {
    "given_name": "Xanthippe", "family_name": "Quackenbush", "how_it_started": "Zweihundert Plumquats",
    "current_town": "Grobsville", "contact_email": "xanthippe@quackenbush.example", "phone": "07700 900987",
    "referrer_reference": "Kumquat-77",
}
PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj
xref
0 4
0000000000 65535 f 
0000000009 00000 n 
0000000054 00000 n 
0000000105 00000 n 
trailer<</Size 4/Root 1 0 R>>
startxref
161
%%EOF
"""
MOST = 25 * 1_000_000


def png(padding=0):
    """A picture of one point; `padding` bytes of text that nobody sees make it larger."""
    def chunk(kind, content):
        return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")
    text = chunk(b"tEXt", b"Comment\0" + b"x" * padding) if padding else b""
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\0\0\0\1\0\0\0\1\x08\0\0\0\0") + text
            + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b""))


def multipart(parts):
    """Name, file name or None, content: a body and its type."""
    boundary = "----firmground7b1f"
    body = b""
    for name, file, content in parts:
        disposition = f'form-data; name="{name}"' + (f'; filename="{file}"' if file is not None else "")
        kind = "\r\nContent-Type: application/octet-stream" if file is not None else ""
        body += f"--{boundary}\r\nContent-Disposition: {disposition}{kind}\r\n\r\n".encode() + content + b"\r\n"
    return body + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


def hidden_on(page):
    """What travels unseen with the forms of a page, but for the token."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.split("<main", 1)[1])
    return [(name, html.unescape(value)) for name, value in found if name != "csrf"]


class Answer:
    def __init__(self, reply):
        self.status, self.location = reply.status, reply.getheader("Location") or ""
        self.text = reply.read().decode(errors="replace")


def upload(officer, draft, *files, person=1, csrf=None, first=True, cut=None):
    """Sends files, name and content, as the page does; `cut` closes the connection after so many bytes."""
    token = ("csrf", None, (officer.csrf if csrf is None else csrf).encode())
    parts = [("file", name, content) for name, content in files]
    body, kind = multipart([token, *parts] if first else [*parts, token])
    browser = officer.browser
    connection = http.client.HTTPConnection(browser.host, browser.port, timeout=60)
    headers = {"Content-Type": kind, "Content-Length": str(len(body)), "Cookie": browser.session}
    try:
        connection.putrequest("POST", f"{draft}/{person}/files")
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        if cut is not None:
            connection.send(body[:cut])
            connection.sock.shutdown(socket.SHUT_RDWR)
            return None
        try:
            connection.send(body)
        except (BrokenPipeError, ConnectionResetError):
            pass  # answered before everything was read
        return Answer(connection.getresponse())
    finally:
        connection.close()


def setUpModule():
    if support.SERVER:
        raise unittest.SkipTest("the pages are the same on PostgreSQL")


class Drafts(Refer):
    def setUp(self):
        super().setUp()
        self.mate, self.gangs, self.kent = (self.station.officer(name) for name in ["vice_two", "gangs_one", "kent_officer"])

    def opens(self, officer, draft):
        return officer.get(draft).status in (200, 303)

    def number(self, draft):
        """As the table has it."""
        symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
        letters = draft.rsplit("/", 1)[1].replace("-", "")[:10]
        return sum(symbols.index(letter) << (45 - 5 * place) for place, letter in enumerate(letters))

    def count(self, what):
        return self.place.rows(f"SELECT COUNT(*) FROM {what}")[0][0]

    def is_gone_for(self, reader, address, draft):
        """Not there, or leads to the references of what was sent: never to an answer."""
        reply = reader.get(address)
        self.assertTrue(reply.status == 404 or reply.location == f"{draft}/done" or reply.status == 200, reply.location)
        shown = reply.text + (reader.get(reply.location).text if reply.location else "")
        for word in ["Vantreight", "Wurzelgnom"]:
            self.assertNotIn(word, shown)

    def today(self):
        """As the ledger counts days, found by a draft begun today."""
        return self.place.rows("SELECT MAX(begun_on) FROM draft")[0][0]


class Hands(Drafts):
    """Who has a draft, and who cannot tell that there is one."""

    OTHERS = ["gangs_one", "kent_officer", "administrator", "decision_maker", "data_guardian", "police_investigator"]

    def addresses(self, draft):
        ends = "/people /check /done /copy /hand /delete /1/end /1/whole /1/name /all/beginning".split()
        return [draft, *(draft + end for end in ends)]

    def posts(self, draft):
        return [
            (f"{draft}/people", {"then": "add"}), (f"{draft}/check", {"declared": "yes"}),
            (f"{draft}/hand", {"to": "everybody"}), (f"{draft}/delete", {}), (f"{draft}/1/whole", {"then": "save"}),
            (f"{draft}/1/name", {"given_name": "Stolen", "then": "save"}), (f"{draft}/1/files/remove", {"file": ABSENT}),
        ]

    def test_nobody_outside_the_team_can_tell_that_there_is_one(self):
        draft = self.officer.fill(self.officer.begin(), ADULT)
        name = draft.rsplit("/", 1)[1]
        for account in self.OTHERS:
            other = self.station.officer(account)
            for address, fields in [*((one, None) for one in self.addresses(draft)), *self.posts(draft)]:
                with self.subTest(account=account, address=address.replace(name, "…"), posts=fields is not None):
                    there, absent = (
                        other.get(one) if fields is None else other.post(one, fields)
                        for one in (address, address.replace(name, ABSENT)))
                    self.assertEqual(there.status, absent.status)
                    self.assertEqual(there.text.replace(name, ABSENT), absent.text)
                    self.assertNotIn("Vantreight", there.text)
            self.assertEqual(*(upload(other, one, ("a.png", png())).status for one in (draft, f"/refer/{ABSENT}")))
            self.assertNotIn(name, other.get("/refer").text)
        self.assertIn("Vantreight", self.officer.get(f"{draft}/check").text)
        self.assertNotIn("a.png", self.officer.get(f"{draft}/1/evidence").text)

    def test_the_team_has_it_and_works_on_it(self):
        draft = self.officer.begin()
        self.assertTrue(self.opens(self.mate, draft))
        self.mate.answer(draft, 1, "name", given_name="Mira", family_name="Both")
        self.assertIn("Mira", self.officer.get(f"{draft}/1/name").text)
        self.assertIn(draft, self.listed(self.mate))

    def test_what_a_colleague_puts_right_is_not_remembered_as_their_own(self):
        draft = self.officer.fill(self.officer.begin(), {**ADULT, "referrer_given_name": "Ottoline"}, only=["you"])
        about = {field: ADULT[field] for field in PAGES[0][2] if field in ADULT}
        self.mate.answer(draft, "all", "your-details", **{**about, "referrer_given_name": "Ottoline", "nation": "W"})
        self.assertNotIn("Ottoline", self.mate.get(f"{self.mate.begin()}/all/your-details").text)
        self.assertIn("Ottoline", self.officer.get(f"{self.officer.begin()}/all/your-details").text)

    def test_signed_out_it_is_nobodys(self):
        draft = self.officer.begin()
        stranger = self.station.node.visitor()
        for address in self.addresses(draft):
            reply = stranger.ask("GET", address)
            self.assertEqual((reply.status, reply.location.split("?")[0]), (303, "/sign-in"))

    def test_handed_over_it_is_theirs_and_no_longer_ours(self):
        draft = self.officer.begin()
        handed = self.officer.post(f"{draft}/hand", {"to": "person", "person": "gangs_one"})
        self.assertEqual(handed.status, 303)
        self.assertTrue(self.opens(self.gangs, draft))
        self.assertFalse(self.opens(self.officer, draft))
        self.assertFalse(self.opens(self.mate, draft))

    def test_it_is_handed_to_nobody_elsewhere_or_of_another_role(self):
        draft = self.officer.begin()
        answers = set()
        for name in [
            "kent_officer", "decision_maker", "police_investigator", "nobody_at_all", "", "vice_two\r\nX: y", "' OR 1=1 --",
        ]:
            reply = self.officer.post(f"{draft}/hand", {"to": "person", "person": name})
            self.assertEqual(reply.status, 422, name)
            answers.add(words(reply.text))
        self.assertEqual(len(answers), 1, "it tells who works elsewhere")
        self.assertFalse(self.opens(self.kent, draft))

    def test_everybody_of_the_organisation_and_nobody_else(self):
        draft = self.officer.begin()
        self.officer.post(f"{draft}/hand", {"to": "everybody"})
        self.assertTrue(self.opens(self.gangs, draft))
        self.assertFalse(self.opens(self.kent, draft))

    def test_every_draft_of_a_team_can_be_found_however_many_there_are(self):
        drafts = {self.gangs.begin() for _ in range(205)}
        self.assertEqual(len(drafts - self.listed(self.gangs)), 0, "drafts that nobody finds again")

    def listed(self, officer):
        """The drafts on all pages of the first list that goes on."""
        page, found = "/refer", set()
        for _ in range(40):
            text = officer.get(page).text
            found |= set(re.findall(r'href="(/refer/[0-9A-Z-]{13})"', text))
            further = re.search(r'href="(/refer\?[^"]*)"[^>]*rel="next"|rel="next"[^>]*href="(/refer\?[^"]*)"', text)
            if not further:
                break
            page = html.unescape(further[1] or further[2])
        return found

    def test_what_was_sent_is_found_by_the_sender_and_by_the_team_and_by_nobody_else(self):
        draft = self.officer.fill(self.officer.begin(), {**ADULT, "given_name": "Oriel", "family_name": "Penhallow"})
        self.assertEqual(self.officer.send(draft).status, 303)
        self.assertIn(f"{draft}/done", self.officer.get("/refer").text)
        self.assertNotIn(draft, self.mate.get("/refer").text)
        for one in (self.officer, self.mate):
            page, found = "/refer/sent", ""
            while page:
                found += one.get(page).text
                further = re.search(r'href="(/refer/sent\?[^"]*)"', found.rsplit("<main", 1)[-1])
                page = html.unescape(further[1]) if further else ""
            self.assertIn(f'<a class="govuk-link" href="{draft}/done"><bdi>Oriel Penhallow</bdi></a>', found)
        self.assertNotIn("Oriel", self.kent.get("/refer/sent").text)
        self.assertNotIn("Oriel", self.gangs.get("/refer/sent").text)
        self.assertEqual(self.station.officer("decision_maker").get("/refer/sent").status, 403)

    def test_every_link_leads_somewhere_in_both_languages(self):
        draft = self.officer.fill(self.officer.begin(), ADULT)
        group = self.officer.begin(2)
        self.officer.fill(group, ADULT)
        for language in ["cy", "en"]:
            self.officer.get(f"/language/{language}?back=/refer")
            waiting, seen = ["/refer", draft, group, f"{draft}/check", f"{group}/check", f"{draft}/1/whole"], set()
            while waiting:
                address = waiting.pop()
                seen.add(address)
                page = self.officer.get(address)
                self.assertIn(page.status, (200, 303), f"{address} in {language}")
                if page.status == 303:
                    continue
                for link in re.findall(r'href="(/(?:refer|explanation)[^"#]*)', page.text):
                    link = html.unescape(link)
                    if link not in seen and (not link.startswith("/refer/") or link.startswith((draft, group))):
                        seen.add(link)
                        waiting.append(link)

    def test_what_no_page_asks_is_not_taken(self):
        draft = self.officer.fill(self.officer.begin(), {**ADULT, **COUNCIL, "under_18": "yes", "date_of_birth": "2012-03-27"})
        for page, fields in [
            ("name", {"treated_as": "adult", "authority": "sca", "consents_to_referral": "yes", "given_name": "Quillon",
                      "family_name": "Vantreight"}),
            ("consent", {"consents_to_referral": "yes"}), ("evidence", {"evidence_files": ABSENT, "evidence_description": "x"}),
        ]:
            self.assertIn(self.officer.answer(draft, 1, page, **fields).status, (200, 303, 404, 422))
        [reference] = self.sent(draft)
        shown = self.shown(reference)
        self.assertIn("Child", shown)
        self.assertNotIn("agree to be referred", shown)

    def test_one_answer_given_twice_breaks_nothing(self):
        draft = self.officer.begin()
        for fields in [
            [("given_name", "A"), ("given_name", "B")], [("then", "go"), ("then", "later")], [("family_name[]", "x")] * 400,
        ]:
            reply = self.officer.post(f"{draft}/1/name", [*fields, ("then", "save")])
            self.assertIn(reply.status, (200, 303, 400, 409, 422))
        self.assertEqual(self.officer.get(f"{draft}/check").status, 200)

    def test_a_draft_is_no_case(self):
        draft = self.officer.begin()
        name = draft.rsplit("/", 1)[1]
        for path in ["/cases/{}", "/referrals/{}", "/cases/{}/referral/correct"]:
            there, absent = (self.officer.get(path.format(one)) for one in (name, ABSENT))
            self.assertEqual((there.status, there.text.replace(name, ABSENT)), (404, absent.text))
        attached = self.officer.fill(self.officer.begin(case=name), ADULT)
        self.assertIn(self.officer.send(attached).status, (404, 409, 422))

    def test_ids_cannot_be_guessed(self):
        numbers = sorted(self.number(self.officer.begin()) for _ in range(20))
        self.assertEqual(len(set(numbers)), 20)
        self.assertGreater(numbers[-1] - numbers[0], 1 << 44)
        self.assertGreater(min(b - a for a, b in zip(numbers, numbers[1:])), 1 << 20)

    def test_deleted_its_answers_are_gone_at_once(self):
        draft = self.officer.fill(self.officer.begin(), ADULT)
        self.assertEqual(upload(self.officer, draft, ("a.png", png())).status, 303)
        before = self.place.rows(f"SELECT length(body), length(line) FROM draft WHERE id = {self.number(draft)}")[0]
        self.assertEqual(self.officer.post(f"{draft}/delete").status, 303)
        for officer in [self.officer, self.mate]:
            self.assertFalse(self.opens(officer, draft))
            self.assertNotIn(draft.rsplit("/", 1)[1], officer.get("/refer").text)
        after = self.place.rows(f"SELECT length(body), length(line) FROM draft WHERE id = {self.number(draft)}")[0]
        self.assertTrue(all(size < 40 for size in after), after)
        self.assertGreater(before[0], 1_000)
        self.assertEqual(self.count(f"draft_visit WHERE draft = {self.number(draft)}"), 0)

    def test_odd_addresses_are_not_found_and_nothing_breaks(self):
        draft = self.officer.begin()
        for address in [
            "/refer/x", "/refer/%00", "/refer/" + "9" * 500, f"{draft}/0/name", f"{draft}/-1/name", f"{draft}/2/name",
            f"{draft}/{2**63}/name", f"{draft}/all/name", f"{draft}/1/nothing", f"{draft}/1/%2e%2e/name", f"{draft}/all/whole",
            f"{draft}/%F0%9F%98%80/name",
        ]:
            with self.subTest(address[-30:]):
                self.assertIn(self.officer.get(address).status, (400, 404))


class Time(Drafts):
    """Warned on the 21st day, gone after the 28th; a copy of what was sent is for the sender, for a day."""

    def set(self, draft, **columns):
        self.place.change(*(
            f"UPDATE draft SET {column} = {value} WHERE id = {self.number(draft)}" for column, value in columns.items()))

    def test_the_days_are_those_of_the_rules(self):
        draft = self.officer.begin()
        [(begun, warns, ends)] = self.place.rows(
            f"SELECT begun_on, warns_on, ends_on FROM draft WHERE id = {self.number(draft)}")
        self.assertEqual((warns - begun, ends - begun), (21, 28))

    def test_the_team_is_warned_and_can_open_it_to_the_last_day(self):
        draft = self.officer.begin()
        self.assertNotIn("goes for good after", words(self.mate.get(draft).text))
        self.set(draft, warns_on=self.today(), ends_on=self.today())
        self.assertIn("goes for good after", words(self.mate.get(draft).text))
        self.assertIn("Goes soon", words(self.mate.get("/refer").text))

    def test_after_its_last_day_it_is_gone_with_its_files(self):
        station = Station()
        self.addCleanup(station.close)
        officer = station.officer("vice_one")
        draft = officer.fill(officer.begin(), ADULT)
        upload(officer, draft, ("a.png", png()))
        today = station.place.rows("SELECT begun_on FROM draft")[0][0]
        station.place.change(f"UPDATE draft SET ends_on = {today - 1}, saved_at = saved_at - 1000000")
        for address in [draft, f"{draft}/1/name", f"{draft}/check", f"{draft}/1/evidence"]:
            self.assertEqual(officer.get(address).status, 404)
        self.assertEqual(officer.send(draft).status, 404)
        self.is_swept(station)

    def test_deleted_its_files_go_when_nobody_can_be_sending_it_any_more(self):
        station = Station()
        self.addCleanup(station.close)
        officer = station.officer("vice_one")
        draft = officer.begin()
        upload(officer, draft, ("a.png", png()))
        self.assertEqual(officer.post(f"{draft}/delete").status, 303)
        self.assertGreater(station.place.rows("SELECT COUNT(*) FROM attachment_part")[0][0], 0)
        station.place.change("UPDATE draft SET saved_at = saved_at - 1000000")
        self.is_swept(station)

    def is_swept(self, station):
        """The next start of a server leaves nothing of any draft."""
        station.node.stop()
        node = support.Node(station.place)
        self.addCleanup(node.stop)
        end = time.monotonic() + 10
        while station.place.rows("SELECT COUNT(*) FROM draft")[0][0] and time.monotonic() < end:
            time.sleep(0.1)
        for table in ["draft", "attachment", "attachment_part", "draft_visit"]:
            self.assertEqual(station.place.rows(f"SELECT COUNT(*) FROM {table}")[0][0], 0, table)

    def test_the_copy_is_for_the_sender_alone_for_a_day(self):
        draft = self.officer.fill(self.officer.begin(), ADULT)
        self.sent(draft)
        self.assertIn("Vantreight", self.officer.get(f"{draft}/copy").text)
        for other in [self.gangs, self.kent]:
            self.assertEqual(other.get(f"{draft}/copy").status, 404)
            self.assertEqual(other.get(f"{draft}/done").status, 404)
        for end in ["", "/copy", "/done", "/check", "/1/name"]:
            self.is_gone_for(self.mate, draft + end, draft)
        [(ends, begun)] = self.place.rows(f"SELECT ends_on, begun_on FROM draft WHERE id = {self.number(draft)}")
        self.assertEqual(ends - begun, 1)
        for address in [f"{draft}/1/name", f"{draft}/check", f"{draft}/people", f"{draft}/1/evidence", f"{draft}/hand"]:
            self.assertIn(self.officer.get(address).status, (303, 404), address)
        self.set(draft, ends_on=begun - 1)
        self.assertEqual(self.officer.get(f"{draft}/copy").status, 404)

    def test_a_colleague_who_sends_it_is_the_sender(self):
        draft = self.officer.fill(self.officer.begin(), ADULT)
        reply = self.mate.send(draft)
        self.assertEqual(reply.status, 303)
        done = self.mate.get(reply.location)
        self.assertEqual(done.status, 200, "whoever sent it never learns the reference")
        self.assertIn("/referrals/", done.text)
        self.is_gone_for(self.officer, f"{draft}/copy", draft)

    def test_there_is_no_copy_before_anything_was_sent(self):
        draft = self.officer.fill(self.officer.begin(), ADULT)
        self.assertNotEqual(self.officer.get(f"{draft}/copy").status, 200)


class Forgery(Drafts):
    """No form of another site does anything."""

    def test_every_post_wants_its_token(self):
        draft = self.officer.fill(self.officer.begin(), ADULT)
        before = self.place.rows(f"SELECT version FROM draft WHERE id = {self.number(draft)}")
        posts = [
            ("/refer", {"journey": "referral"}), (f"{draft}/people", {"then": "add"}), (f"{draft}/check", {"declared": "yes"}),
            (f"{draft}/hand", {"to": "everybody"}), (f"{draft}/delete", {}), (f"{draft}/1/whole", {"then": "save"}),
            (f"{draft}/1/name", {"given_name": "Stolen", "then": "save"}), (f"{draft}/1/files/remove", {"file": ABSENT}),
        ]
        for token in ["", "x" * 43, self.mate.csrf]:
            for address, fields in posts:
                with self.subTest(address=address, token=token[:3]):
                    self.assertEqual(self.officer.post(address, fields, csrf=token).status, 403)
            self.assertEqual(upload(self.officer, draft, ("a.png", png()), csrf=token).status, 403)
        self.assertEqual(upload(self.officer, draft, ("a.png", png()), first=False).status, 403, "the token after the file")
        self.assertEqual(self.place.rows(f"SELECT version FROM draft WHERE id = {self.number(draft)}"), before)
        self.assertEqual(self.count(f"attachment WHERE draft = {self.number(draft)}"), 0)

    def test_another_origin_is_refused_with_the_right_token(self):
        draft = self.officer.begin()
        for header in [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}]:
            reply = self.officer.browser.ask("POST", f"{draft}/delete", {"csrf": self.officer.csrf}, headers=header)
            self.assertEqual(reply.status, 403, header)
        self.assertTrue(self.opens(self.officer, draft))

    def test_nothing_is_changed_by_looking(self):
        draft = self.officer.fill(self.officer.begin(), ADULT)
        before = self.place.rows(f"SELECT version FROM draft WHERE id = {self.number(draft)}")
        for address in ["check?declared=yes", "delete?then=go", "people?then=add", "1/name?given_name=X&then=save"]:
            self.assertEqual(self.officer.get(f"{draft}/{address}").status, 200)
        self.assertEqual(self.place.rows(f"SELECT version FROM draft WHERE id = {self.number(draft)}"), before)


class Typed(Drafts):
    """Whatever is typed is shown as it was typed, and is never markup, a header, or a title."""

    def evil(self):
        """Every answer that is words, as bad as it can be."""
        lists = "explained_language language nationality referring_organisation current_town current_county uk_place_1"
        codes = "explained_how last_contact decision_contact date_of_birth exploited_where gender nation contact_channels"
        coded = {*lists.split(), *codes.split()}
        coded |= {field for field, value in ADULT.items() if value in ("yes", "no") or "@" in value}
        return {field: value if field in coded else EVIL for field, value in ADULT.items()}

    def is_tame(self, reply, where):
        for markup in MARKUP:
            self.assertNotIn(markup, reply.text, where)

    def test_no_answer_becomes_markup_on_any_page(self):
        draft = self.officer.fill(self.officer.begin(2), self.evil())
        self.officer.fill(draft, self.evil(), person=2)
        self.officer.post(f"{draft}/people", {"operation": EVIL, "place": EVIL, "then": "go"})
        upload(self.officer, draft, (EVIL.replace('"', "%22") + ".png", png()))
        for page, task, fields in PAGES:
            who = "all" if task.get("shared") else 1
            self.is_tame(self.officer.get(f"{draft}/{who}/{page}"), page)
        self.assertIn("alert(2)", self.officer.get(f"{draft}/check").text, "it is not shown at all")
        for end in ["", "/check", "/people", "/hand", "/1/person", "/1/evidence"]:
            self.is_tame(self.officer.get(draft + end), end)
        self.is_tame(self.officer.get("/refer"), "list")

    def test_no_refused_answer_becomes_markup(self):
        draft = self.officer.begin(2)
        for page, task, fields in PAGES:
            who = "all" if task.get("shared") else 1
            for field in fields:
                evil = [(field + part, EVIL) for part in ["", "-day", "-month", "-year", "-pick"]]
                self.is_tame(self.officer.post(f"{draft}/{who}/{page}", [*evil, ("then", "go")]), field)
        for address, fields in [
            (f"{draft}/people", {"met-on-day": EVIL, "operation": EVIL, "place": EVIL}),
            (f"{draft}/hand", {"to": "person", "person": EVIL}),
            (f"{draft}/1/files/remove", {"file": EVIL}), ("/refer", {"journey": EVIL, "people": EVIL}),
        ]:
            self.is_tame(self.officer.post(address, fields), address)
        self.is_tame(upload(self.officer, draft, ("<img src=x onerror=alert(1)>.exe", b"MZ")), "upload")
        for address in ["/refer?handed=", f"{draft}?saved=", f"{draft}/1/explanation?language=", "/referrals?done="]:
            self.is_tame(self.officer.get(address + "%22%3E%3Cscript%3Ealert(2)%3C/script%3E"), address)

    def test_two_answers_side_by_side_are_no_markup(self):
        draft = self.officer.begin()
        seen = self.officer.seen(f"{draft}/1/name")
        self.mate.answer(draft, 1, "name", given_name=EVIL)
        reply = self.officer.post(f"{draft}/1/name", [("seen", seen), ("given_name", EVIL + "2"), ("then", "go")])
        self.assertEqual(reply.status, 409)
        self.is_tame(reply, "conflict")

    def test_what_was_sent_is_no_markup_in_the_copy_on_the_status_page_or_in_the_case(self):
        draft = self.officer.fill(self.officer.begin(), self.evil())
        upload(self.officer, draft, ("<img src=x onerror=alert(1)>.png", png()))
        self.officer.answer(draft, 1, "evidence", evidence_description=EVIL)
        [reference] = self.sent(draft)
        for end in ["/copy", "/done"]:
            self.is_tame(self.officer.get(draft + end), end)
        self.is_tame(self.officer.get(f"/referrals/{reference}"), "status")
        maker = self.station.officer("decision_maker")
        for end in ["", "/records/referral"]:
            self.is_tame(maker.get(f"/cases/{reference}{end}"), end)

    def test_no_name_stands_in_a_title_or_an_address(self):
        draft = self.officer.fill(self.officer.begin(), {**ADULT, **SECRETS})
        pages = [draft, f"{draft}/check", f"{draft}/1/name", f"{draft}/people", "/refer"]
        self.sent(draft)
        for address in [*pages, f"{draft}/done", f"{draft}/copy", "/referrals"]:
            page = self.officer.get(address)
            title = re.search(r"<title>(.*?)</title>", page.text)
            for secret in SECRETS.values():
                self.assertNotIn(secret, title[1] if title else "")
                for link in re.findall(r'(?:href|action)="([^"]*)"', page.text):
                    self.assertNotIn(secret.split()[0], link)

    def test_strange_characters_are_kept_or_refused_and_never_break_a_page(self):
        draft = self.officer.begin()
        for name in [
            "\u202eevil", "Zoë ‘Ó’", "名前", "a\u0000b", "\ufeffx", "😀" * 50, "x" * 15_001, "\u200b",
            "%s%n%x", "../../etc", "=1+1",
        ]:
            with self.subTest(name[:10]):
                reply = self.officer.answer(draft, 1, "name", then="go", given_name=name, family_name="X")
                self.assertIn(reply.status, (303, 400, 422), name[:10])
                for page in [f"{draft}/1/name", f"{draft}/check", draft, "/refer"]:
                    self.assertEqual(self.officer.get(page).status, 200, page)

    def test_bytes_that_are_no_text_are_refused(self):
        draft = self.officer.begin()
        connection = http.client.HTTPConnection("127.0.0.1", self.officer.browser.port)
        body = f"csrf={self.officer.csrf}&then=save&given_name=%ff%fe%80&family_name=%ed%a0%80".encode()
        connection.request("POST", f"{draft}/1/name", body, {
            "Content-Type": "application/x-www-form-urlencoded", "Cookie": self.officer.browser.session})
        self.assertIn(connection.getresponse().status, (200, 400, 422))
        connection.close()
        self.assertEqual(self.officer.get(f"{draft}/1/name").status, 200)

    def test_a_letter_has_the_headers_it_should_and_says_nothing_of_the_case(self):
        for typed in [
            "ann@met.example\r\nBcc: all@evil.example", "ann@met.example\nSubject: x", "a@b.example, c@evil.example",
            "ann@met.example\u2028Bcc: x@evil.example", "ann@met.example%0d%0aBcc: y@evil.example",
            "a@b.example\rBcc: z@evil.example",
        ]:
            with self.subTest(typed):
                draft = self.officer.fill(self.officer.begin(), {**ADULT, **SECRETS, "current_town": "Canterbury"})
                self.officer.answer(draft, "all", "your-details", **{
                    field: value for field, value in ADULT.items() if field in PAGES[0][2]} | {"referrer_email": typed})
                self.officer.send(draft)
        sent = self.officer.refer()
        end = time.monotonic() + 15
        while time.monotonic() < end and not any(sent in letter for letter in self.letters()):
            time.sleep(0.2)
        letters = self.letters()
        self.assertTrue([letter for letter in letters if sent in letter], "no letter came")
        for letter in letters:
            for secret in SECRETS.values():
                self.assertNotIn(secret, letter)
        for path in self.station.outbox.glob("*.eml"):
            message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            self.assertEqual(
                set(message.keys()), {"To", "Subject", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"})
            self.assertNotIn("evil.example", " ".join(one.addr_spec for one in message["To"].addresses), path.read_text())

    def letters(self):
        """Each whole, with what its body says."""
        texts = []
        for path in self.station.outbox.glob("*.eml"):
            message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            texts.append(path.read_text() + message.get_content())
        return texts


class Sealed(Drafts):
    """Nothing of a draft can be read in what is stored, logged, or handed on."""

    def test_nothing_of_a_draft_stands_in_the_database_the_log_or_the_outbox(self):
        station = Station()
        self.addCleanup(station.close)
        officer = station.officer("vice_one")
        draft = officer.begin(2)
        for person in (1, 2):
            officer.fill(draft, {**ADULT, **SECRETS, "current_town": "Canterbury"}, person=person)
        officer.answer(draft, "all", "staying", **{
            "current_town": "Grobsville", "current_town-pick": "as-written", "current_county": "Kent"})
        officer.post(f"{draft}/people", {"operation": "Plumquats", "place": "Quackenbush Lane", "then": "go"})
        self.assertEqual(upload(officer, draft, ("Quackenbush passport.png", png(300_000))).status, 303)
        upload(officer, draft, ("Xanthippe.exe", b"MZ Kumquat-77"))
        officer.get(f"{draft}/1/name?given_name=Xanthippe")
        officer.post(f"{draft}/hand", {"to": "person", "person": "Xanthippe"})
        files = [path for path in station.place.data.rglob("*") if path.is_file() and "keys" not in path.parts]
        files += [path for path in station.outbox.rglob("*") if path.is_file()]
        self.assertTrue(any(path.name.endswith("-wal") for path in files))
        contents = {path.name: path.read_bytes() for path in files}
        station.node.process.terminate()
        contents["log"] = station.node.process.stderr.read()
        needles = [*SECRETS.values(), "Plumquats", "Quackenbush", "Xanthippe", "Kumquat", "Grobsville", "x" * 64]
        for name, content in contents.items():
            for needle in needles:
                text = needle.encode()
                for coded in [text, text.lower(), needle.encode("utf-16-le"), base64.b64encode(text)[:-4]]:
                    if len(coded) >= 8:
                        self.assertNotIn(coded, content, f"{needle} in {name}")


class AtOnce(Drafts):
    """Many at the same time lose nothing and make nothing twice."""

    def together(self, work, items):
        with concurrent.futures.ThreadPoolExecutor(len(items)) as pool:
            return list(pool.map(work, items))

    def test_sent_by_many_at_once_it_is_one_case(self):
        for senders, answers in [([self.officer] * 6, {303}), ([self.officer, self.mate] * 3, {303})]:
            draft = self.officer.fill(self.officer.begin(), ADULT)
            before = self.count("dossier")
            statuses = [reply.status for reply in self.together(lambda one: one.send(draft), senders)]
            self.assertEqual(self.count("dossier"), before + 1)
            self.assertEqual({status for status in statuses if status >= 500}, set())
            self.assertEqual(set(statuses), answers, "one of those who sent it was told something else")

    def test_a_group_sent_by_many_at_once_is_one_case_each(self):
        draft = self.officer.begin(3)
        for person in (1, 2, 3):
            self.officer.fill(draft, ADULT, person=person)
            self.officer.fill(draft, ADULT, person=person, only=["person"], together=True)
        before = self.count("dossier")
        self.together(lambda one: one.send(draft), [self.officer] * 5)
        self.assertEqual(self.count("dossier"), before + 3)
        self.assertEqual(len(self.officer.references(draft)), 3)

    def test_fifty_saves_at_once_lose_no_answer(self):
        draft = self.officer.begin(5)
        own = {
            "age": "under_18 under_18_when_exploited", "beginning": "how_it_started", "exploiters": "exploiter_details",
            "interview": "interview_details", "treatment": "what_they_had_to_do living_conditions how_they_were_treated",
            "view": "professional_insight", "person": "given_name family_name birthplace education",
            "journey": "taken_somewhere",
        }
        shared = {
            "exploiters-place": "exploiters_location_known", "kinds": "exploitation_forced_work",
            "situations": "more_than_one_situation", "last-contact": "last_contact", "reports": "reported_before",
            "signs": "saw_indicators indicators_seen",
            "others": "other_victims", "danger": "future_exploitation_concerns", "professionals": "other_professionals",
            "where": "exploited_where",
        }
        jobs = [(f"{draft}/all/{page}", None, fields.split()) for page, fields in shared.items()]
        jobs += [(f"{draft}/{person}/{page}", person, fields.split()) for person in range(1, 6) for page, fields in own.items()]
        self.assertEqual(len(jobs), 50)
        coded = {"under_18", "under_18_when_exploited", "taken_somewhere"}

        def answers(person, fields):
            return {field: ADULT[field] + ("" if person is None or field in coded else f" of {person}") for field in fields}

        seen = {address: self.officer.seen(address) for address, *_ in jobs}

        def save(job):
            form = [("seen", seen[job[0]]), ("then", "save"), *sent_as(answers(*job[1:]))]
            return self.officer.post(job[0], form)

        replies = self.together(save, jobs)
        self.assertEqual({reply.status for reply in replies}, {200})
        lost = []
        for address, person, fields in jobs:
            page = self.officer.get(address).text
            for field, answer in answers(person, fields).items():
                if person is not None and field not in coded:
                    kept = f'value="{answer}"' in page or f">{answer}</textarea>" in page
                else:
                    named = f'name="{field}"[^>]*'
                    kept = re.search(f'{named}checked|{named}value="[^"]|<textarea[^>]*{named}>[^<]', page)
                if not kept:
                    lost.append((address, field))
        self.assertEqual(lost, [])

    def test_the_same_answer_changed_by_two_is_shown_to_the_second_and_not_overwritten(self):
        draft = self.officer.begin()
        seen = self.officer.seen(f"{draft}/all/beginning")
        self.mate.answer(draft, "all", "beginning", how_it_started="As the mate heard it.")
        reply = self.officer.post(f"{draft}/all/beginning", [("seen", seen), ("how_it_started", "Otherwise."), ("then", "go")])
        self.assertEqual(reply.status, 409)
        self.assertIn("As the mate heard it.", words(reply.text))
        self.assertIn("Otherwise.", words(reply.text))
        self.assertIn("As the mate heard it.", self.officer.get(f"{draft}/all/beginning").text)
        again = re.search(r'name="seen" value="([^"]*)"', reply.text)[1]
        put = self.officer.post(f"{draft}/all/beginning", [("seen", again), ("how_it_started", "Otherwise."), ("then", "go")])
        self.assertEqual(put.status, 303)
        self.assertIn("Otherwise.", self.officer.get(f"{draft}/all/beginning").text)

    def test_all_questions_on_one_page_erase_nothing_that_a_colleague_saved_meanwhile(self):
        draft = self.officer.fill(self.officer.begin(), ADULT, only=["you", "age_and_consent"])
        page = self.officer.get(f"{draft}/1/whole").text
        self.mate.answer(draft, "all", "beginning", how_it_started="As the mate heard it.")
        typed = [*hidden_on(page), *sent_as({**ADULT, "how_it_started": ""})]
        for then in ["save", "go"]:
            reply = self.officer.post(f"{draft}/1/whole", [*typed, ("then", then)])
            self.assertLess(reply.status, 500)
            self.assertIn("As the mate heard it.", self.officer.get(f"{draft}/all/beginning").text, f"erased by “{then}”")

    def test_all_questions_on_one_page_can_be_answered_and_sent(self):
        draft = self.officer.begin()
        for _ in range(8):
            page = self.officer.get(f"{draft}/1/whole").text
            here, hidden = controls(page), hidden_on(page)
            answers = [(name, answer) for name, answer in sent_as(ADULT) if name in here]
            reply = self.officer.post(f"{draft}/1/whole", [*hidden, *answers, ("then", "go")])
            if reply.status == 303 and self.officer.send(draft).status == 303:
                break
        self.assertEqual(len(self.officer.references(draft)), 1, words(reply.text)[:500])

    def test_long_accounts_in_another_script_fit_on_one_page(self):
        draft = self.officer.begin()
        story = "Ж" * 14_000
        told = """family education how_it_started what_they_had_to_do living_conditions how_they_were_treated exploiter_details
            indicators_seen interview_details professional_insight how_they_left why_not_reported_before"""
        long = {**ADULT, **{field: story for field in told.split()}}
        self.officer.fill(draft, long)
        hidden = hidden_on(self.officer.get(f"{draft}/1/whole").text)
        reply = self.officer.post(f"{draft}/1/whole", [*hidden, *sent_as(long), ("then", "save")])
        self.assertEqual(reply.status, 200, words(reply.text)[:300])


class Uploads(Drafts):
    """Files: good ones arrive on the case; each that is not is named with the reason, and the draft is kept."""

    def listed(self, draft, person=1):
        page = self.officer.get(f"{draft}/{person}/evidence").text
        return set(re.findall(r'name="file" value="[^"]*">Remove<span class="govuk-visually-hidden"> ([^<]*)<', page))

    def parts_of(self, draft):
        own = f"SELECT id FROM attachment WHERE draft = {self.number(draft)}"
        return self.count(f"attachment_part WHERE attachment IN ({own})")

    def on_case(self, reference):
        return self.count(f"attachment WHERE reference = {self.number('/' + reference)}")

    def test_each_bad_file_is_named_with_the_reason_and_leaves_nothing(self):
        draft = self.officer.fill(self.officer.begin(), ADULT)
        for name, content, sentence in [
            ("empty.pdf", b"", "is empty"), ("large.png", png(MOST + 2_000_000), "larger than 25 MB"),
            ("notes.txt", b"Some words", "is not a JPG"),
            ("program.exe", b"MZ\x90\0" * 50, "is not a JPG"), ("picture.pdf", png(), "holds something else"),
            ("paper.png", PDF, "holds something else"), ("broken.png", png()[:-20], "did not arrive whole"),
            ("page.html", b"<html><script>alert(1)</script>", "is not a JPG"),
            ("drawing.svg", b"<svg xmlns='x'><script/></svg>", "is not a JPG"),
        ]:
            with self.subTest(name):
                reply = upload(self.officer, draft, (name, content))
                self.is_refused(reply, name, sentence, "every file that is listed below are kept")
                self.assertEqual(self.listed(draft), set())
                self.assertEqual(self.parts_of(draft), 0)
        self.assertIn("Vantreight", self.officer.get(f"{draft}/check").text)

    def test_of_several_the_good_ones_are_kept_and_arrive_on_the_case(self):
        draft = self.officer.fill(self.officer.begin(), ADULT)
        reply = upload(self.officer, draft, ("one.png", png()), ("bad.txt", b"x"), ("two.pdf", PDF), ("two.pdf", PDF))
        self.is_refused(reply, "bad.txt")
        self.assertEqual(self.listed(draft), {"one.png", "two.pdf"})
        self.is_refused(self.officer.send(draft))
        self.officer.answer(draft, 1, "evidence", evidence_description="A picture and a paper")
        [reference] = self.sent(draft)
        self.assertEqual(self.on_case(reference), 3)
        self.assertEqual(self.count(f"attachment WHERE draft = {self.number(draft)}"), 0)
        shown = self.shown(reference)
        self.assertIn("A picture and a paper", shown)
        self.assertIn("one.png", words(self.officer.get(f"{draft}/copy").text), "the copy leaves the files out")

    def test_a_large_file_below_the_limit_is_taken(self):
        draft = self.officer.begin()
        self.assertEqual(upload(self.officer, draft, ("large.png", png(MOST - 10_000))).status, 303)
        self.assertEqual(self.listed(draft), {"large.png"})

    def test_cut_off_it_leaves_nothing_and_the_draft_is_kept(self):
        draft = self.officer.fill(self.officer.begin(), ADULT)
        for cut in [50, 400, 200_000, 900_000]:
            upload(self.officer, draft, ("large.png", png(1_000_000)), cut=cut)
        end = time.monotonic() + 40
        while self.parts_of(draft) and time.monotonic() < end:
            time.sleep(0.1)
        self.assertEqual(self.parts_of(draft), 0)
        self.assertEqual(self.listed(draft), set())
        self.assertEqual(upload(self.officer, draft, ("good.png", png())).status, 303)

    def test_a_body_that_is_no_form_is_refused(self):
        draft = self.officer.begin()
        for kind, body in [
            ("multipart/form-data", b"x"), ("multipart/form-data; boundary=", b"--\r\n"), ("text/plain", b"x"),
            ("multipart/form-data; boundary=" + "b" * 300, b"x"),
            ("multipart/form-data; boundary=b", b"--b\r\n" + b"A: " + b"x" * 100_000),
            ("multipart/form-data; boundary=b", b""),
        ]:
            with self.subTest(kind[:40]):
                connection = http.client.HTTPConnection("127.0.0.1", self.officer.browser.port, timeout=30)
                headers = {"Content-Type": kind, "Cookie": self.officer.browser.session}
                connection.request("POST", f"{draft}/1/files", body, headers)
                self.assertIn(connection.getresponse().status, (303, 400, 403, 413, 415, 422))
                connection.close()
        self.assertEqual(self.parts_of(draft), 0)

    def test_a_name_is_only_a_name(self):
        draft = self.officer.begin()
        for typed in ["../../etc/passwd.png", "C:\\Users\\x\\y.png", "a\u202egnp.exe.png", "n" * 400 + ".png", "..png", " .png"]:
            with self.subTest(typed[:20]):
                self.assertIn(upload(self.officer, draft, (typed, png())).status, (303, 422))
        for name in self.listed(draft):
            self.assertNotRegex(name, r"[/\\\u202e\r\n]")
            self.assertLessEqual(len(name.encode()), 255)

    def test_a_file_is_taken_out_again_by_its_own_draft_only(self):
        draft, other = self.officer.begin(), self.officer.begin()
        upload(self.officer, draft, ("one.png", png()))
        [file] = re.findall(r'name="file" value="([^"]*)"', self.officer.get(f"{draft}/1/evidence").text)
        self.assertEqual(self.officer.post(f"{other}/1/files/remove", {"file": file}).status, 404)
        self.assertEqual(self.listed(draft), {"one.png"})
        self.assertEqual(self.officer.post(f"{draft}/1/files/remove", {"file": file}).status, 303)
        self.assertEqual(self.listed(draft), set())

    def test_files_of_an_adult_who_then_declines_do_not_go_with_the_report(self):
        draft = self.officer.fill(self.officer.begin(), ADULT)
        upload(self.officer, draft, ("Vantreight passport.png", png()))
        self.officer.answer(draft, 1, "authorities", will_work_with_authorities="no")
        self.officer.answer(draft, 1, "consent", consents_to_referral="no")
        [reference] = self.sent(draft)
        self.assertEqual(self.on_case(reference), 0)

    def test_a_file_for_somebody_already_sent_is_not_swallowed(self):
        draft = self.officer.begin(2)
        self.officer.fill(draft, ADULT)
        self.officer.fill(draft, ADULT, only=["person"], together=True)
        self.officer.send(draft)
        [reference] = self.officer.references(draft)
        self.assertNotEqual(upload(self.officer, draft, ("late.png", png())).status, 303)

    def test_files_of_one_person_stay_theirs(self):
        draft = self.officer.begin(2)
        for person in (1, 2):
            self.officer.fill(draft, ADULT, person=person)
            self.officer.fill(draft, ADULT, person=person, only=["person"], together=True)
        upload(self.officer, draft, ("hers.png", png()))
        self.assertEqual(self.listed(draft, 2), set())
        self.officer.answer(draft, 1, "evidence", evidence_description="Hers")
        first, second = self.sent(draft)
        self.assertEqual([self.on_case(first), self.on_case(second)], [1, 0])

    def test_the_page_of_a_refused_file_leads_to_its_other_language(self):
        draft = self.officer.begin()
        reply = upload(self.officer, draft, ("notes.txt", b"Some words"))
        back = re.search(r'href="/language/cy\?back=([^"]*)"', reply.text)[1]
        self.assertEqual(self.officer.get(back).status, 200)


@unittest.skipUnless(shutil.which("clamd", path="/usr/bin:/usr/sbin:/usr/local/sbin"), "no clamd is installed")
class Viruses(Drafts):
    def test_an_infected_file_is_not_taken_and_none_while_the_scanner_is_away(self):
        folder = tempfile.mkdtemp(prefix="fgc")
        self.addCleanup(shutil.rmtree, folder, ignore_errors=True)
        daemon = Daemon(f"{folder}/c")
        with daemon:
            station = Station("--clamd", str(daemon.socket))
            self.addCleanup(station.close)
            officer = station.officer("vice_one")
            draft = officer.begin()
            infected = PDF.replace(b"%%EOF", b"%" + test_string() + b"\n%%EOF")
            self.is_refused(upload(officer, draft, ("bad.pdf", infected), ("good.pdf", PDF)), "bad.pdf", "holds a virus")
            page = officer.get(f"{draft}/1/evidence").text
            self.assertIn("good.pdf", page)
            self.assertNotIn("bad.pdf", page)
            self.assertNotIn("not looked through", page)
        self.is_refused(upload(officer, draft, ("late.pdf", PDF)), "late.pdf", "could not be checked")
        page = officer.get(f"{draft}/1/evidence").text
        self.assertNotIn("late.pdf", page)
        self.assertIn("good.pdf", page)


if __name__ == "__main__":
    unittest.main()
