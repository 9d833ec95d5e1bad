"""Forms that keep what was typed through a lost connection, and drafts that save themselves, on pages of their own."""

import re
import unittest
import urllib.parse

from playwright.sync_api import expect

from pages.stage import ScriptTest

OFFLINE = "There is no connection. What you typed is still on this page."
TAKEN = re.compile(r"/taken$")


class Keeping(ScriptTest):
    def typed(self, path="/keep", text="He was told", **options):
        page = self.window(path, **options)
        page.locator("textarea").fill(text)
        return page

    def send(self, page):
        page.locator("form[data-keep] [type=submit]").click()

    def field(self, body, name="account"):
        return urllib.parse.parse_qs(body, strict_parsing=True)[name]

    def banner(self, page):
        return page.locator(".fg-keep")

    def test_a_form_is_sent_as_it_would_be_without_the_script_and_leads_on(self):
        page = self.typed(text="One line\nand another & more")
        self.send(page)
        expect(page).to_have_url(TAKEN)
        [(path, headers, body)] = self.stage.posts
        self.assertEqual((path, headers["X-Keep"]), ("/sent", "1"))
        self.assertTrue(headers["Content-Type"].startswith("application/x-www-form-urlencoded"))
        self.assertEqual(self.field(body), ["One line\r\nand another & more"])
        self.assertEqual(self.field(body, "then"), ["go on"])

    def test_a_form_with_a_file_is_sent_in_parts(self):
        page = self.typed("/draft")
        page.locator("[type=file]").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"in the file"})
        self.send(page)
        expect(page).to_have_url(TAKEN)
        headers, body = [(headers, body) for path, headers, body in self.stage.posts if path == "/sent"][-1]
        self.assertTrue(headers["Content-Type"].startswith("multipart/form-data; boundary="))
        self.assertIn('filename="a.txt"', body)
        self.assertIn("in the file", body)

    def test_it_is_not_sent_twice(self):
        page = self.typed()
        self.stage.gate.clear()
        button = page.get_by_role("button", name="Continue")
        button.dblclick(no_wait_after=True)
        expect(button).to_be_disabled()
        page.locator("form").evaluate("form => { form.requestSubmit(); form.requestSubmit(); }")
        page.wait_for_timeout(200)
        self.stage.gate.set()
        expect(page).to_have_url(TAKEN)
        self.assertEqual(len(self.stage.posts), 1)

    def test_what_is_wrong_is_shown_in_place_and_the_scripts_work_on_it(self):
        page = self.typed()
        self.stage.answers["/sent"] = (422, "wrong")
        self.send(page)
        expect(page.locator(".govuk-error-summary")).to_be_focused()
        expect(page).to_have_title("Error: What happened – Test")
        expect(page).to_have_url(re.compile("/keep$"))
        expect(page.locator("main")).to_have_count(1)
        page.get_by_role("textbox", name="Town").press_sequentially("po")
        expect(page.get_by_role("option")).to_have_count(4)
        page.get_by_label("In their own words").fill("He was told to stay")
        self.stage.answers["/sent"] = (204, "/taken")
        self.send(page)
        expect(page).to_have_url(TAKEN)
        self.assertEqual(self.field(self.stage.posts[-1][2]), ["He was told to stay"])

    def test_a_page_that_is_not_about_errors_takes_the_focus_in_its_main_part(self):
        page = self.typed()
        self.stage.answers["/sent"] = (200, "taken")
        self.send(page)
        expect(page.locator("main")).to_be_focused()
        expect(page).to_have_title("Taken – Test")

    def test_a_redirect_is_followed(self):
        page = self.typed()
        self.stage.answers["/sent"] = (303, "/taken")
        self.send(page)
        expect(page).to_have_url(TAKEN)

    def test_without_a_connection_it_is_kept_and_sent_once_there_is_one(self):
        page = self.typed()
        page.context.set_offline(True)
        self.send(page)
        expect(page.get_by_role("alert")).to_contain_text(OFFLINE)
        expect(page.get_by_role("button", name="Continue")).to_be_enabled()
        expect(page.get_by_role("button", name="Continue")).to_be_focused()
        page.locator("textarea").fill("He was told more")
        self.assert_nothing_stored(page)
        self.assertEqual(self.stage.posts, [])
        page.context.set_offline(False)
        expect(page).to_have_url(TAKEN)
        self.assertEqual([self.field(body) for _, _, body in self.stage.posts], [["He was told more"]])
        self.assert_nothing_stored(page)

    def test_a_fault_is_tried_again_every_five_seconds(self):
        for answer in [None, (500,), (503,)]:
            self.stage.clear()
            page = self.typed(has_clock=True)
            page.clock.pause_at("2026-03-02T11:00:00Z")
            self.stage.answers["/sent"] = answer
            self.send(page)
            expect(self.banner(page)).to_contain_text(OFFLINE)
            page.clock.run_for(4_900)
            self.assertEqual(len(self.stage.posts), 1)
            page.clock.run_for(100)
            self.eventually(page, lambda: len(self.stage.posts) == 2)
            expect(page.get_by_role("button", name="Continue")).to_be_enabled()
            expect(page.get_by_role("alert")).to_have_count(1)
            self.stage.answers["/sent"] = (204, "/taken")
            page.clock.run_for(5_000)
            expect(page).to_have_url(TAKEN)
            self.assertEqual(len(self.stage.posts), 3)

    def test_it_can_be_tried_at_once(self):
        page = self.typed(has_clock=True)
        page.clock.pause_at("2026-03-02T11:00:00Z")
        self.stage.answers["/sent"] = (500,)
        self.send(page)
        again = page.get_by_role("button", name="Try this now")
        again.press("Enter")
        self.eventually(page, lambda: len(self.stage.posts) == 2)
        expect(again).to_be_focused()
        self.stage.answers["/sent"] = (204, "/taken")
        again.press("Enter")
        expect(page).to_have_url(TAKEN)
        self.assertEqual(self.field(self.stage.posts[-1][2], "then"), ["go on"])

    def test_whoever_was_signed_out_signs_in_beside_it(self):
        for answer in [(401,), (303, "/sign-in")]:
            self.stage.clear()
            page = self.typed()
            self.stage.answers["/sent"] = answer
            self.send(page)
            expect(page.get_by_role("alert")).to_contain_text("You have been signed out.")
            with page.expect_popup() as beside:
                page.get_by_role("link", name="Sign in (opens in a new tab)").click()
            expect(beside.value).to_have_url(re.compile("/sign-in$"))
            expect(page.locator("textarea")).to_have_value("He was told")
            self.stage.answers["/sent"] = (204, "/taken")
            self.send(page)
            expect(page).to_have_url(TAKEN)

    def test_what_is_refused_stays_and_is_not_tried_again_by_itself(self):
        for answer in [(403,), (413,), (200,)]:
            self.stage.clear()
            page = self.typed(has_clock=True)
            self.stage.answers["/sent"] = answer
            self.send(page)
            expect(page.get_by_role("alert")).to_contain_text("This could not be sent.")
            page.clock.run_for(60_000)
            expect(page.locator("textarea")).to_have_value("He was told")
            self.assertEqual(len(self.stage.posts), 1)

    def test_leaving_asks_only_while_something_is_unsaved(self):
        page = self.typed()
        asked = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
        page.get_by_role("link", name="Elsewhere").click(no_wait_after=True)
        self.eventually(page, lambda: asked == ["beforeunload"])
        expect(page.locator("textarea")).to_have_value("He was told")
        page.get_by_role("link", name="Exit this page").click()
        expect(page).to_have_url(TAKEN)
        page.goto("/keep")
        page.locator("textarea").click()
        page.get_by_role("link", name="Elsewhere").click()
        expect(page).to_have_url(TAKEN)
        self.assertEqual(asked, ["beforeunload"])


class Drafts(ScriptTest):
    """A form that is saved while it is filled in, in Welsh."""

    def open(self, text=None):
        page = self.window("/draft", has_clock=True)
        page.clock.pause_at("2026-03-02T11:00:00Z")
        if text:
            self.account(page).press_sequentially(text)
        return page

    def account(self, page):
        return page.get_by_label("Cyfrif")

    def saves(self):
        return [body for path, _, body in self.stage.posts if path == "/saved"]

    def paths(self):
        return [path for path, *_ in self.stage.posts]

    def test_it_is_saved_three_seconds_after_the_last_change(self):
        page = self.open("Ddoe")
        page.clock.run_for(2_900)
        self.account(page).press_sequentially("!")
        page.clock.run_for(2_900)
        self.assertEqual(self.saves(), [])
        page.clock.run_for(100)
        expect(page.locator(".fg-keep-status")).to_have_text("Cadwyd am 11:00")
        expect(page.locator(".fg-keep-status")).to_have_role("status")
        self.assertIn("Ddoe!", self.saves()[0])
        page.clock.run_for(120_000)
        self.assertEqual(len(self.saves()), 1)
        self.assert_nothing_stored(page)
        page.goto("/taken")  # without being asked
        expect(page).to_have_url(TAKEN)

    def test_whoever_never_pauses_is_saved_every_twenty_seconds(self):
        page = self.open()
        for second in range(1, 43):
            self.account(page).press_sequentially("x")
            page.clock.run_for(1_000)
            if second in (20, 42):
                self.eventually(page, lambda: len(self.saves()) == second // 20)
        self.assertEqual(len(self.saves()), 2)

    def test_what_is_typed_during_a_save_is_saved_after_it(self):
        page = self.open("one")
        self.stage.gate.clear()
        page.clock.run_for(3_000)
        self.eventually(page, lambda: len(self.saves()) == 1)
        self.account(page).press_sequentially(" two")
        page.clock.run_for(10_000)
        self.assertEqual(len(self.saves()), 1)
        self.stage.gate.set()
        expect(page.locator(".fg-keep-status")).to_have_text("Cadwyd am 11:00")
        page.clock.run_for(3_000)
        self.eventually(page, lambda: len(self.saves()) == 2)
        self.assertIn("one two", self.saves()[1])

    def test_a_save_that_fails_is_told_and_tried_again(self):
        page = self.open("Ddoe")
        self.stage.answers["/saved"] = None
        page.clock.run_for(3_000)
        expect(page.get_by_role("alert")).to_contain_text("Nid oes cysylltiad.")
        self.stage.answers["/saved"] = (204,)
        page.get_by_role("button", name="Rhoi cynnig arni nawr").click()
        expect(page.locator(".fg-keep-status")).to_have_text("Cadwyd am 11:00")
        expect(page.locator(".fg-keep-status")).to_be_focused()
        expect(page.locator(".fg-keep")).to_be_empty()

    def test_a_draft_never_arrives_after_the_form(self):
        page = self.open("Ddoe")
        self.stage.gate.clear()
        page.clock.run_for(3_000)
        self.eventually(page, lambda: len(self.stage.posts) == 1)
        page.get_by_role("button", name="Parhau").click(no_wait_after=True)
        page.wait_for_timeout(200)
        self.assertEqual(len(self.stage.posts), 1)
        self.stage.gate.set()
        expect(page).to_have_url(TAKEN)
        self.assertEqual(self.paths(), ["/saved", "/sent"])

    def test_a_form_that_waits_to_be_sent_is_not_saved_instead(self):
        page = self.open("Ddoe")
        self.stage.answers["/sent"] = (500,)
        page.get_by_role("button", name="Parhau").click()
        expect(page.get_by_role("alert")).to_contain_text("Nid oes cysylltiad.")
        self.account(page).press_sequentially("!")
        self.stage.answers["/sent"] = (204, "/taken")
        page.clock.run_for(5_000)
        expect(page).to_have_url(TAKEN)
        self.assertEqual(self.paths(), ["/sent", "/sent"])

    def test_files_wait_for_the_form(self):
        page = self.open("Ddoe")
        page.locator("[type=file]").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"in the file"})
        page.clock.run_for(3_000)
        self.eventually(page, lambda: len(self.saves()) == 1)
        self.assertNotIn("in the file", self.saves()[0])

    def test_whoever_was_signed_out_meanwhile_is_told(self):
        page = self.open("Ddoe")
        self.stage.answers["/saved"] = (401,)
        page.clock.run_for(3_000)
        expect(page.get_by_role("alert")).to_contain_text("Rydych wedi allgofnodi.")
        expect(page.get_by_role("link", name="Mewngofnodi")).to_have_attribute("target", "_blank")


if __name__ == "__main__":
    unittest.main()
