"""The question that opens before a session ends, on pages of its own."""

import re
import unittest

from playwright.sync_api import expect

from pages.stage import ScriptTest

SIGN_IN = re.compile(r"/sign-in$")


class EndOfSession(ScriptTest):
    def open(self, path="/a-case"):
        """A page whose time stands still, just after an answer of the server."""
        page = self.window(path, has_clock=True)
        page.clock.pause_at("2026-03-02T11:00:00Z")
        page.evaluate("document.dispatchEvent(new CustomEvent('fg:contact'))")
        return page

    def opened(self, path="/a-case"):
        page = self.open(path)
        page.locator("main :is(input, textarea)").first.focus()
        page.clock.run_for(1_500_000)
        expect(self.dialog(page)).to_be_visible()
        return page

    def dialog(self, page):
        return page.get_by_role("dialog")

    def stay(self, page):
        return page.get_by_role("button", name="Stay signed in")

    def type_behind(self, page):
        """A change to the form that comes while the question is open."""
        page.locator("textarea").evaluate("""field => {
          field.value = "Ddoe";
          field.dispatchEvent(new Event("input", { bubbles: true }));
        }""")

    def test_it_opens_before_the_end_holds_the_focus_and_gives_it_back(self):
        page = self.open()
        field = page.locator("main input")
        field.focus()
        page.clock.run_for(1_499_000)
        expect(self.dialog(page)).to_have_count(0)
        page.clock.run_for(1_000)
        expect(self.dialog(page)).to_have_accessible_name("Are you still there?")
        expect(self.dialog(page)).to_have_accessible_description("You will be signed out in 5 minutes.")
        expect(self.stay(page)).to_be_focused()
        for _ in range(4):
            page.keyboard.press("Tab")
            expect(field).not_to_be_focused()
        self.stay(page).click()
        expect(self.dialog(page)).to_have_count(0)
        expect(field).to_be_focused()
        self.assertEqual(self.stage.asked.count("/awake"), 1)
        page.clock.run_for(1_499_000)
        expect(self.dialog(page)).to_have_count(0)
        page.clock.run_for(1_000)
        expect(self.dialog(page)).to_be_visible()

    def test_it_counts_down_to_the_eye_and_less_often_to_the_ear(self):
        page = self.opened("/draft")
        left, said = page.locator(".fg-awake__left"), self.dialog(page).get_by_role("status")
        expect(said).to_have_text("")
        page.clock.run_for(180_000)
        expect(left).to_have_text("2 funud")
        expect(said).to_have_text("Byddwch yn cael eich allgofnodi mewn 2 funud.")
        page.clock.run_for(60_000)
        heard = [said.inner_text()]
        for second in range(59, 5, -1):
            page.clock.run_for(1_000)
            self.assertEqual(left.inner_text(), f"{second} eiliad")
            heard.append(said.inner_text())
        sentences = [f"Byddwch yn cael eich allgofnodi mewn {count} eiliad." for count in (60, 40, 20)]
        self.assertEqual(list(dict.fromkeys(heard)), sentences)

    def test_escape_stays(self):
        page = self.opened()
        page.keyboard.press("Escape")
        expect(self.dialog(page)).to_have_count(0)
        self.assertEqual(self.stage.asked.count("/awake"), 1)

    def test_a_failure_to_stay_is_told_and_can_be_tried_again(self):
        page = self.opened()
        self.stage.answers["/awake"] = None
        self.stay(page).click()
        expect(self.dialog(page).get_by_role("alert")).to_have_text("There is no connection. Try again.")
        self.stage.answers["/awake"] = (204,)
        self.stay(page).click()
        expect(self.dialog(page)).to_have_count(0)

    def test_a_session_that_has_ended_leads_to_signing_in(self):
        page = self.opened()
        self.stage.answers["/awake"] = (401,)
        self.stay(page).click()
        expect(page).to_have_url(SIGN_IN)

    def test_nobody_there_means_signed_out_and_so_does_a_device_that_slept(self):
        page = self.opened()
        page.clock.run_for(294_000)
        expect(self.dialog(page)).to_be_visible()
        page.clock.run_for(1_000)
        expect(page).to_have_url(SIGN_IN)
        page = self.open()
        page.clock.fast_forward(7_200_000)
        expect(page).to_have_url(SIGN_IN)

    def test_another_tab_keeps_this_one_awake(self):
        page = self.opened()
        other = self.tab(page.context, "/a-case")
        expect(self.dialog(page)).to_have_count(0)
        page.clock.run_for(1_500_000)
        expect(self.dialog(page)).to_be_visible()
        expect(self.dialog(other)).to_be_visible()
        self.stay(other).click()
        expect(self.dialog(page)).to_have_count(0)

    def test_what_the_server_answers_to_other_scripts_counts(self):
        page = self.open()
        page.clock.run_for(1_000_000)
        page.locator("main input").press_sequentially("po")
        page.clock.run_for(200)
        expect(page.get_by_role("option")).to_have_count(4)
        page.clock.run_for(1_490_000)
        expect(self.dialog(page)).to_have_count(0)

    def test_the_draft_is_saved_before_it_leaves(self):
        page = self.opened("/draft")
        page.clock.run_for(294_000)
        self.type_behind(page)
        page.clock.run_for(1_000)
        expect(page).to_have_url(SIGN_IN)
        [(path, _, body)] = self.stage.posts
        self.assertEqual(path, "/saved")
        self.assertIn("Ddoe", body)

    def test_it_leaves_though_saving_hangs(self):
        page = self.opened("/draft")
        self.stage.gate.clear()
        page.clock.run_for(294_000)
        self.type_behind(page)
        page.clock.run_for(1_000)
        self.eventually(page, lambda: len(self.stage.posts) == 1)
        self.assertNotRegex(page.url, SIGN_IN)
        page.clock.run_for(5_000)
        expect(page).to_have_url(SIGN_IN)


if __name__ == "__main__":
    unittest.main()
