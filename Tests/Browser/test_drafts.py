"""What must not happen to answers: being lost, being sent twice, being overwritten, staying behind in the browser."""

import contextlib
import pathlib
import re
import sqlite3
import unittest

from playwright.sync_api import expect

from journey import ADULT, JourneyTest, errors

STORED = """async () => [
  localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, (await caches.keys()).length,
  (await navigator.serviceWorker.getRegistrations()).length, document.cookie.length]"""


def submit(page):
    return page.locator("main form button:has-text('Submit')")


class DraftTest(JourneyTest):
    def window(self, **options):
        """A conflict, a lost connection and an ended session are told on the console too, and are no fault here."""
        context = self.chromium.new_context(base_url=self.demo.address, **options)
        self.addCleanup(context.close)
        context.set_default_timeout(15_000)
        page = context.new_page()
        faults = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        self.addCleanup(lambda: self.assertEqual(faults, []))
        return page


class Sending(JourneyTest):
    def test_a_referral_sent_twice_is_one(self):
        page, base = self.prepared()
        before = self.references(page)
        page.goto(base + "/check")
        page.locator("[name=declared]").check()
        submit(page).dblclick(no_wait_after=True)
        expect(page).to_have_url(re.compile("/done$"))
        self.assertEqual(len(self.references(page) - before), 1)

    def test_a_referral_sent_twice_without_a_script_is_one(self):
        page, base = self.prepared()
        before = self.references(page)
        page.goto(base + "/check")
        sent = page.locator("main form").last.evaluate(
            """async form => {
              const content = new URLSearchParams(new FormData(form));
              content.set("declared", "yes");
              const answers = await Promise.all([1, 2, 3].map(() => fetch(form.action, { method: "POST", body: content })));
              return answers.map(each => [each.status, new URL(each.url).pathname.split("/").pop()]);
            }""")
        self.assertEqual(sent, [[200, "done"]] * 3)
        self.assertEqual(len(self.references(page) - before), 1)

    def test_going_back_after_sending_does_not_send_again(self):
        for options in [{}, {"java_script_enabled": False}]:
            with self.subTest(**options):
                window, base = self.prepared()
                page = self.again(window, **options)
                before = self.references(page)
                page.goto(base + "/check")
                page.locator("[name=declared]").check()
                submit(page).click()
                expect(page).to_have_url(re.compile("/done$"))
                page.go_back()
                if submit(page).count():
                    if not page.locator("[name=declared]").is_checked():
                        page.locator("[name=declared]").check()
                    submit(page).click()
                expect(page).to_have_url(re.compile("/done$"))
                self.assertEqual(len(self.references(page) - before), 1)

    def test_a_page_of_a_draft_that_was_sent_says_so(self):
        page, base = self.prepared()
        self.send(page)
        for path in ["", "/check", "/1/name", "/1/whole", "/hand", "/delete", "/people"]:
            page.goto(base + path)
            expect(page).to_have_url(re.compile("/done$"))

    def again(self, window, **options):
        """Another window of the same person, signed in with the same cookies."""
        page = self.window(**options)
        page.context.add_cookies(window.context.cookies())
        return page


class TwoWindows(DraftTest):
    def two(self, path="/1/name"):
        first, second = self.responder(), self.responder()
        base = self.begin(first)
        self.fill_in(first, base, ADULT, until=path)
        second.goto(base + path)
        return first, second

    def test_a_colleague_is_told(self):
        first, second = self.responder(), self.colleague("jo.swift", "Jo Swift")
        base = self.begin(first)
        second.goto(re.sub(".*(?=/refer)", "", first.url))
        expect(second.locator("main")).to_contain_text("Demo first responder has this page open too")
        second.goto(base)
        expect(second.locator("main")).to_contain_text("Demo first responder has this draft open too")
        first.reload()
        expect(first.locator("main")).not_to_contain_text("open too")

    def test_different_answers_do_not_disturb_each_other(self):
        first, second = self.two()
        address = second.url
        for page, name, text in [(first, "given_name", "Mira"), (second, "alias", "Mimi")]:
            page.locator(f"[name={name}]").fill(text)
            page.get_by_role("button", name="Save and come back later").click()
            expect(page).to_have_url(re.compile("saved=1"))
        first.goto(address)
        expect(first.locator("[name=given_name]")).to_have_value("Mira")
        expect(first.locator("[name=alias]")).to_have_value("Mimi")

    def test_the_same_answer_changed_twice_is_shown_twice_and_the_later_decides(self):
        for is_taken in [True, False]:
            first, second = self.two()
            for page, name in [(first, "Mira"), (second, "Miriam")]:
                page.locator("[name=given_name]").fill(name)
                page.locator("[name=family_name]").fill("Test")
                self.go(page)
            expect(second.get_by_role("heading", level=1)).to_have_text(re.compile("Somebody else changed this answer"))
            row = second.locator("tbody tr").filter(has_text="First name")
            expect(row).to_contain_text("Mira")
            expect(row).to_contain_text("Miriam")
            role, name = ("button", "Put mine in") if is_taken else ("link", "Leave it")
            second.get_by_role(role, name=name).click()
            expect(second.locator("main [name='date_of_birth-day']")).to_be_visible()
            second.goto(re.sub(r"/1/.*", "/1/name", second.url))
            expect(second.locator("[name=given_name]")).to_have_value("Miriam" if is_taken else "Mira")


class Refused(JourneyTest):
    """Answers that are not taken: kept, pointed at, and told in the title."""

    CASES = [
        ("/all/your-details", {"referrer_email": "ann at kent", "referrer_given_name": "Ann"}, "referrer_email"),
        ("/1/birth", {"date_of_birth-day": "31", "date_of_birth-month": "2", "date_of_birth-year": "1990"}, "date_of_birth-day"),
        ("/1/birth", {"date_of_birth-day": "1", "date_of_birth-month": "2", "date_of_birth-year": "2990"}, "date_of_birth-day"),
        ("/1/consent", {}, "consents_to_referral"),
        ("/1/explanation", {"explained_by": "Ann Hill"}, "explained_language"),
        ("/1/name", {"family_name": "Test"}, "given_name"),
        ("/all/still", {"still_in_situation": "no"}, "how_they_left"),
        ("/1/home-office", {}, "home_office_reference_known"),
    ]

    def check(self, page, has_script):
        base = self.begin(page)
        self.fill_in(page, base, ADULT, until="/1/explanation")
        for path, typed, field in self.CASES:
            with self.subTest(path, field=field, has_script=has_script):
                page.goto(base + path)
                for each in page.locator("main form:has([name=then])").get_by_role("textbox").all():
                    each.fill("")
                self.answer(page, typed)
                self.go(page)
                expect(page).to_have_title(re.compile("^Error: "))
                if has_script:
                    expect(errors(page)).to_be_focused()
                for name, value in typed.items():
                    kept = page.locator(f"main [name='{name}']")
                    if kept.first.get_attribute("type") == "radio":
                        expect(page.locator(f"main [name='{name}'][value='{value}']")).to_be_checked()
                    else:
                        expect(kept).to_have_value(value)
                link = errors(page).locator(f"a[href='#{field}']")
                expect(link).to_have_count(1)
                expect(page.locator(f"[id='{field}']")).to_have_count(1)
                if has_script:
                    link.click()
                    expect(page.locator(f"[id='{field}']")).to_be_focused()
                described = page.locator(f"[id='{field}']").evaluate(
                    "each => each.getAttribute('aria-describedby') || each.closest('fieldset')?.getAttribute('aria-describedby')")
                self.assertIn("error", described or "", "the field names what is wrong with it")

    def test_answers_that_are_refused(self):
        self.check(self.responder(), True)

    def test_answers_that_are_refused_without_a_script(self):
        page = self.responder()
        page.context.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
        self.check(page, False)

    def test_sending_without_the_declaration(self):
        page, _ = self.prepared()
        self.press(page, submit(page))
        expect(page).to_have_title(re.compile("^Error: "))
        expect(errors(page)).to_be_focused()
        errors(page).get_by_role("link").click()
        expect(page.locator("[name=declared]")).to_be_focused()


class Kept(DraftTest):
    """The connection is lost, or the session has ended, while somebody types."""

    def typed(self, **options):
        page = self.responder(**options)
        base = self.begin(page)
        self.fill_in(page, base, ADULT, until="/all/exploiters")
        page.locator("[name=exploiter_details]").fill("A man called Tom")
        return page, base

    def assert_nothing_stored(self, page):
        self.assertEqual(page.evaluate(STORED), [0] * 6)

    def assert_saved(self, page, base):
        page.goto(base + "/all/exploiters")
        expect(page.locator("[name=exploiter_details]")).to_have_value("A man called Tom")

    def end_session(self):
        """Every session has been out of use for too long. The browsers do not know."""
        self.signed_in.clear()
        file = pathlib.Path(self.demo.folder.name) / "data/firmground.sqlite"
        with contextlib.closing(sqlite3.connect(file, timeout=20)) as database:
            database.execute("UPDATE session SET seen_at = seen_at - 1801000")
            database.commit()

    def test_without_a_connection_it_is_held_and_sent_once_there_is_one(self):
        page, base = self.typed()
        page.context.set_offline(True)
        self.go_nowhere(page)
        expect(page.locator(".fg-keep")).to_contain_text("There is no connection")
        expect(page.locator("[name=exploiter_details]")).to_have_value("A man called Tom")
        self.assert_nothing_stored(page)
        page.context.set_offline(False)
        expect(page).to_have_url(re.compile("/all/exploiters-place"))
        self.assert_nothing_stored(page)
        self.assert_saved(page, base)

    def go_nowhere(self, page):
        page.locator("main button[name=then][value=go]").click(no_wait_after=True)

    def test_all_questions_on_one_page_save_themselves_and_hold_through_a_lost_connection(self):
        page, base = self.typed()
        page.goto(base + "/1/whole")
        page.locator("[name=given_name]").fill("Mira")
        expect(page.locator(".fg-keep-status")).to_have_text(re.compile("^Saved at "))
        page.context.set_offline(True)
        page.locator("[name=family_name]").fill("Test")
        expect(page.locator(".fg-keep")).to_contain_text("There is no connection")
        self.assert_nothing_stored(page)
        page.context.set_offline(False)
        expect(page.locator(".fg-keep")).to_be_empty()
        page.goto(base + "/1/name")
        expect(page.locator("[name=given_name]")).to_have_value("Mira")
        expect(page.locator("[name=family_name]")).to_have_value("Test")

    def test_an_answer_that_saved_itself_can_be_taken_back(self):
        page, base = self.typed()
        page.goto(base + "/1/whole")
        saved = lambda: page.expect_response(lambda answer: answer.url.endswith("/1/whole") and answer.request.method == "POST")
        with saved():
            page.locator("[name=given_name]").fill("Mira")
        with saved():
            page.locator("[name=given_name]").fill("")
        page.goto(base + "/1/name")
        expect(page.locator("[name=given_name]")).to_have_value("")

    def test_the_end_of_a_session_is_told_before_and_can_be_put_off(self):
        page = self.responder()
        base = self.begin(page)
        page.clock.install()
        page.goto(base)
        page.clock.run_for(20 * 60_000)
        dialog = page.get_by_role("dialog")
        expect(dialog).to_have_count(0)
        page.clock.run_for(5 * 60_000 + 2_000)
        expect(dialog).to_be_visible()
        stay = dialog.get_by_role("button", name="Stay signed in")
        expect(stay).to_be_focused()
        with page.expect_response("**/awake") as answer:
            stay.click()
        self.assertEqual(answer.value.status, 204)
        expect(dialog).to_have_count(0)
        page.reload()
        expect(page).to_have_url(base)

    def test_a_form_sent_after_the_session_ended_is_in_the_draft_after_signing_in_beside_it(self):
        page, base = self.typed()
        self.end_session()
        self.go_nowhere(page)
        expect(page.locator(".fg-keep")).to_contain_text("You have been signed out")
        with page.expect_popup() as beside:
            page.locator(".fg-keep").get_by_role("link", name=re.compile("^Sign in")).click()
        self.sign_in_again(beside.value, "first.responder")
        self.assert_saved(beside.value, base)

    def test_a_form_sent_after_the_session_ended_is_in_the_draft_after_signing_in_without_a_script(self):
        window, base = self.typed()
        page = self.window(java_script_enabled=False)
        page.context.add_cookies(window.context.cookies())
        page.goto(base + "/all/exploiters")
        page.locator("[name=exploiter_details]").fill("A man called Tom")
        self.end_session()
        self.go_nowhere(page)
        expect(page).to_have_url(re.compile("/sign-in"))
        self.sign_in_again(page, "first.responder")
        self.assert_saved(page, base)

    def test_what_somebody_typed_is_not_given_to_another_who_signs_in_there(self):
        window, base = self.typed()
        page = self.window(java_script_enabled=False)
        page.context.add_cookies(window.context.cookies())
        page.goto(base + "/all/exploiters")
        page.locator("[name=exploiter_details]").fill("A man called Tom")
        self.end_session()
        self.go_nowhere(page)
        expect(page).to_have_url(re.compile("/sign-in"))
        self.sign_in_again(page, "police.investigator")
        self.assertNotIn("called Tom", page.locator("body").inner_text())


if __name__ == "__main__":
    unittest.main()
