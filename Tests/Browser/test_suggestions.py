"""A field that suggests answers while somebody types, on a page of its own."""

import re
import unittest

from playwright.sync_api import expect

from pages.stage import FORCES, ScriptTest


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
            page.wait_for_timeout(300)
            option.tap() if options else option.click()
            expect(field).to_have_value("Gwent Police")
            expect(field).to_be_focused()
            expect(page.get_by_role("listbox")).to_have_count(0)

    def test_the_button_below_an_open_list_is_reached_at_once(self):
        for size in [{"width": 1280, "height": 900}, {"width": 320, "height": 900}]:
            page = self.window("/suggest", viewport=size)
            self.typed(page)
            self.field(page, "Town").press_sequentially("po")
            expect(page.get_by_role("option").first).to_be_visible()
            page.get_by_role("button", name="Continue").click()
            expect(page).to_have_url(re.compile("/taken"))

    def test_what_comes_up_under_a_finger_is_not_chosen(self):
        page = self.window("/suggest")
        field = self.typed(page)
        page.evaluate("document.querySelector('[role=option]').click()")
        expect(field).to_have_value("po")
        page.wait_for_timeout(300)
        page.get_by_role("option").first.click()
        expect(field).not_to_have_value("po")

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


if __name__ == "__main__":
    unittest.main()
