"""The scripts of Assets on pages of their own: suggestions, forms that keep what was typed, and the end of a session."""

import re
import unittest
import urllib.parse

from playwright.sync_api import expect

from pages.stage import FORCES, ScriptTest

OFFLINE = "There is no connection. What you typed is still on this page."
TAKEN, SIGN_IN = re.compile(r"/taken$"), re.compile(r"/sign-in$")


class Suggestions(ScriptTest):
    def field(self, page, label="Police force"):
        return page.locator("input").and_(page.get_by_label(label, exact=True))

    def status(self, page):
        return page.get_by_role("status").first

    def typed(self, page, text="po"):
        self.field(page).press_sequentially(text)
        expect(page.get_by_role("option").first).to_be_visible()
        return self.field(page)

    def active(self, page):
        """The text of the option that the field says is reached."""
        reached = self.field(page).get_attribute("aria-activedescendant")
        return page.locator(f"#{reached} .fg-suggest__label").inner_text() if reached else None

    def test_the_field_becomes_a_combobox_that_names_its_list(self):
        page = self.window("/suggest")
        field = self.typed(page)
        for name, value in [("role", "combobox"), ("aria-expanded", "true"), ("aria-autocomplete", "list"),
                            ("aria-describedby", "force-hint"), ("list", None), ("autocomplete", "off")]:
            self.assertEqual(field.get_attribute(name), value, name)
        expect(page.get_by_role("listbox", name="Police force")).to_have_id(field.get_attribute("aria-controls"))
        expect(page.get_by_role("option")).to_have_count(4)
        expect(page.get_by_role("option").first).to_have_text("Greater Manchester Police known as GMP")
        expect(field).to_be_focused()

    def test_the_number_of_results_is_said(self):
        page = self.window("/suggest")
        self.typed(page)
        expect(self.status(page)).to_have_text("4 forces")
        for text, said in [("gw", "One force"), ("zz", "No force"), ("", "")]:
            self.field(page).fill(text)
            expect(self.status(page)).to_have_text(said)
        expect(self.field(page)).to_have_attribute("aria-expanded", "false")
        self.field(page, "Town").fill("gwent")
        expect(page.get_by_role("status").nth(1)).to_have_text("1 result")

    def test_arrows_go_round_and_enter_takes_without_sending_the_form(self):
        page = self.window("/suggest")
        field = self.typed(page)
        for key, reached in [("ArrowDown", "Greater Manchester Police"), ("ArrowDown", "Gwent Police"), ("ArrowUp",
                             "Greater Manchester Police"), ("ArrowUp", "Police Scotland"), ("ArrowDown", "Greater Manchester Police")]:
            field.press(key)
            self.assertEqual(self.active(page), reached)
        expect(page.locator("[aria-selected=true]")).to_have_count(1)
        expect(field).to_have_value("po")
        field.press("Enter")
        expect(field).to_have_value("Greater Manchester Police")
        expect(page.get_by_role("listbox")).to_have_count(0)
        expect(page).to_have_url(re.compile("/suggest$"))
        field.press("Enter")
        expect(page).to_have_url(re.compile(r"/taken\?force=Greater\+Manchester\+Police"))

    def test_home_and_end_return_to_the_text(self):
        page = self.window("/suggest")
        field = self.typed(page)
        for key, place in [("Home", 0), ("End", 2)]:
            field.press("ArrowDown")
            field.press(key)
            self.assertIsNone(self.active(page))
            self.assertEqual(field.evaluate("field => field.selectionStart"), place)
        expect(page.get_by_role("listbox")).to_be_visible()

    def test_escape_closes_and_an_arrow_opens_again(self):
        page = self.window("/suggest")
        field = self.typed(page)
        field.press("ArrowDown")
        field.press("Escape")
        expect(page.get_by_role("listbox")).to_have_count(0)
        expect(field).to_have_value("po")
        self.assertIsNone(self.active(page))
        field.press("ArrowDown")
        expect(page.get_by_role("listbox")).to_be_visible()
        field.press("Alt+ArrowUp")
        expect(page.get_by_role("listbox")).to_have_count(0)
        field.press("Alt+ArrowDown")
        self.assertIsNone(self.active(page))
        expect(page.get_by_role("listbox")).to_be_visible()

    def test_tab_keeps_what_is_typed(self):
        page = self.window("/suggest")
        field = self.typed(page)
        field.press("ArrowDown")
        field.press("Tab")
        expect(field).to_have_value("po")
        expect(page.get_by_role("listbox")).to_have_count(0)
        expect(self.field(page, "Town")).to_be_focused()
        field.press("End")
        self.typed(page, "l")
        page.get_by_role("heading").click()
        expect(page.get_by_role("listbox")).to_have_count(0)
        expect(field).to_have_value("pol")

    def test_a_mouse_and_a_finger_choose(self):
        for options in [{}, {"has_touch": True, "viewport": {"width": 320, "height": 480}}]:
            page = self.window("/suggest", **options)
            field = self.typed(page)
            option = page.get_by_role("option", name="Gwent Police")
            option.tap() if options else option.click()
            expect(field).to_have_value("Gwent Police")
            expect(field).to_be_focused()
            expect(page.get_by_role("listbox")).to_have_count(0)

    def test_it_asks_once_a_pause_and_as_what_was_typed(self):
        page = self.window("/suggest", has_clock=True)
        self.field(page).press_sequentially("p o&")
        page.clock.run_for(149)
        page.clock.run_for(2000)
        expect(self.status(page)).to_have_text("No force")
        self.assertEqual([path for path in self.stage.asked if "q=" in path], ["/suggest/force?q=p%20o%26"])

    def test_without_an_answer_it_is_an_ordinary_field(self):
        for answer in [None, (500,), (200, "taken")]:
            self.stage.clear()
            page = self.window("/suggest")
            field = self.typed(page)
            self.stage.answers["/suggest/force"] = answer
            field.press_sequentially("l")
            expect(page.get_by_role("listbox")).to_have_count(0)
            self.assertIsNone(field.get_attribute("role"))
            self.assertIsNone(field.get_attribute("aria-expanded"))
            expect(self.status(page)).to_have_text("")
            del self.stage.answers["/suggest/force"]
            field.press_sequentially("i")
            expect(page.get_by_role("option")).to_have_count(4)

    def test_a_narrow_screen_needs_no_sideways_scrolling(self):
        page = self.window("/suggest", viewport={"width": 320, "height": 256})
        field = self.typed(page)
        self.assertEqual(page.evaluate("document.documentElement.scrollWidth"), 320)
        for _ in FORCES:
            field.press("ArrowDown")
        expect(page.get_by_role("option", name="Police Scotland")).to_be_in_viewport()


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
