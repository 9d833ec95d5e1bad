"""The whole way of a referral: with a mouse, by keyboard, without a script, on a narrow screen, and in other languages."""

import re
import sys
import unittest

from playwright.sync_api import expect

from journey import ADULT, JourneyTest, errors

MOST_LOADS = 48
MOST_LOADS_OF_FOUR = 72
MOST_KEYS = 150  # on one page
WORDS = """() => {
  const shown = part => part.getClientRects().length > 0;
  const own = part => [...part.childNodes].filter(each => each.nodeType === 3).map(each => each.data.trim()).join(" ").trim();
  const parts = [...document.querySelectorAll("header *, nav *, main *, footer *")];
  const isMeant = part => shown(part) && !part.closest("[lang]:not(html)") && part.tagName !== "TEXTAREA";
  return [...new Set(parts.filter(isMeant).map(own))].filter(text => /[a-z]{2}/i.test(text));
}"""
"""What a page says, apart from what is in another language on purpose."""

ALIKE = re.compile(
    r"^(FirmGround|Demo( first responder)?|Kent( Police)?|Canterbury|Tirana|Mira|Test|Mira Test|(☐ )?Post|JPG.*|"
    r"Single Competent Authority|.*@.*|.*\d{4}\.?|([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3})?(: Mira Test)?)$")
"""Names, dates and what else is the same in both languages."""


class Ways(JourneyTest):
    def test_an_adult_in_few_page_loads(self):
        page = self.responder()
        page.loads = 0
        self.begin(page)
        self.walk(page, ADULT)
        self.send(page)
        print(f"  an adult, alone: {page.loads} page loads", file=sys.stderr)
        self.assertLessEqual(page.loads, MOST_LOADS)
        self.assertRegex(self.reference(page), r"^[0-9A-Z-]{11,}$")

    def test_four_people_in_few_page_loads(self):
        page = self.responder()
        before = self.references(page)
        page.loads = 0
        self.begin(page, people=4)
        self.walk(page, ADULT)
        self.send(page)
        print(f"  four adults met together: {page.loads} page loads", file=sys.stderr)
        self.assertLessEqual(page.loads, MOST_LOADS_OF_FOUR)
        expect(page.locator("main")).to_contain_text("4 referrals sent")
        self.assertEqual(len(self.references(page) - before), 4)

    def test_without_a_script(self):
        page = self.responder(java_script_enabled=False)
        page.goto("/refer")
        page.get_by_label("How many people").fill("1")
        page.locator("button.govuk-button--start").click()
        for _ in range(60):
            if page.url.endswith("/check"):
                break
            before = page.url
            form = page.locator("main form:has([name=then])")
            for field in form.locator("input:not([type=hidden]), textarea").all():
                name, kind = field.get_attribute("name"), field.get_attribute("type")
                if name not in ADULT:
                    continue
                expect(field).to_be_visible()
                if kind not in ("radio", "checkbox"):
                    field.fill(ADULT[name])
                elif field.get_attribute("value") == ADULT[name]:
                    field.check()
            button = form.locator("button[name=then][value=go]")
            self.assertEqual(button.count(), 1, f"{page.url}: {page.locator('main').inner_text()[:600]}")
            button.click()
            page.wait_for_load_state()
            if "check=" in page.url:
                page.get_by_role("link", name=re.compile("go on")).click()
            self.assertNotEqual(page.url, before, page.locator("main").inner_text()[:600])
        page.locator("[name=declared]").check()
        page.get_by_role("button", name="Submit the referral").click()
        expect(page).to_have_url(re.compile("/done$"))
        expect(page.locator("main")).to_contain_text("Your reference")

    def test_no_page_scrolls_sideways(self):
        for width, height in [(320, 640), (320, 256)]:
            page = self.responder(viewport={"width": width, "height": height})
            found = []

            def measure(page):
                reached = page.evaluate("document.documentElement.scrollWidth")
                if reached > width:
                    found.append((page.url, reached))

            base = self.begin(page)
            measure(page)
            self.walk(page, ADULT, visit=measure)
            for path in ["", "/people", "/hand", "/delete", "/1/whole", "/check"]:
                page.goto(base + path)
                measure(page)
            self.send(page)
            measure(page)
            for path in [base + "/copy", "/referrals", "/referrals/" + self.reference(page), "/refer", "/refer/sheet",
                         "/explanation", "/explanation/ar"]:
                page.goto(path)
                measure(page)
            self.assertEqual(found, [])


class Keys(JourneyTest):
    """Nothing but the keyboard, as somebody does who sees where the focus is."""

    def focused(self, page):
        return page.evaluate(
            """() => {
              const part = document.activeElement, style = getComputedStyle(part);
              const box = part.matches("input[type=radio], input[type=checkbox]")
                ? getComputedStyle(part.labels[0], "::before") : getComputedStyle(part.firstElementChild || part);
              return { tag: part.tagName, name: part.name || "", type: part.type || "", value: part.value || "",
                checked: part.checked === true, text: part.innerText || "", main: part.closest("main") !== null,
                seen: [style, box].some(each => each.outlineStyle !== "none" || each.boxShadow !== "none") };
            }""")

    def tab(self, page):
        page.keyboard.press("Tab")
        part = self.focused(page)
        if part["main"]:
            self.assertTrue(part["seen"], f"nobody sees that {part} has the focus on {page.url}")
        return part

    def choose(self, page, part, value):
        """In a group of radios the arrows go round, and choose."""
        page.keyboard.press("Space")
        for _ in range(30):
            part = self.focused(page)
            if part["checked"] and part["value"] == value:
                return
            page.keyboard.press("ArrowDown")
        raise AssertionError(f"{value} of {part['name']} cannot be chosen with arrows")

    def answer_by_keys(self, page, answers):
        """Goes through the page once, and ends on its button."""
        for _ in range(MOST_KEYS):
            part = self.tab(page)
            name, value = part["name"], answers.get(part["name"])
            if part["tag"] == "BUTTON" and name == "then" and part["value"] == "go":
                return
            if value is None or not part["main"]:
                continue
            if part["type"] == "radio":
                self.choose(page, part, value)
            elif part["type"] == "checkbox":
                if part["checked"] != (part["value"] == value):
                    page.keyboard.press("Space")
            elif part["value"] != value:
                page.keyboard.press("Control+a")
                page.keyboard.type(value)
        raise AssertionError(f"the button is not reached on {page.url}")

    def press_enter(self, page):
        page.locator("main > *").first.evaluate("part => { part.dataset.old = ''; }")
        page.keyboard.press("Enter")
        expect(page.locator("main > [data-old]")).to_have_count(0)
        page.wait_for_load_state()

    def reach(self, page, words):
        for _ in range(MOST_KEYS * 3):
            part = self.tab(page)
            if re.search(words, part["text"] or part["name"]):
                return
        raise AssertionError(f"{words} is not reached on {page.url}")

    def test_the_whole_way(self):
        page = self.responder()
        page.goto("/")
        self.tab(page)
        self.reach(page, "^Refer$")
        self.press_enter(page)
        self.reach(page, "Start now")
        self.press_enter(page)
        for _ in range(60):
            if page.url.endswith("/check"):
                break
            before = page.url
            self.answer_by_keys(page, ADULT)
            self.press_enter(page)
            if "check=" in page.url:
                self.reach(page, "go on")
                self.press_enter(page)
            self.assertNotEqual(page.url, before, page.locator("main").inner_text()[:600])
        self.reach(page, "^declared$")
        page.keyboard.press("Space")
        self.reach(page, "Submit the referral")
        self.press_enter(page)
        expect(page).to_have_url(re.compile("/done$"))

    def test_the_first_key_offers_to_skip_the_head(self):
        page = self.responder()
        self.begin(page)
        page.keyboard.press("Tab")
        skip = page.get_by_role("link", name="Skip to main content")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        self.assertTrue(self.focused(page)["main"])

    def test_a_mistake_is_reached_and_mended_by_keys(self):
        page = self.responder()
        base = self.begin(page)
        self.fill_in(page, base, ADULT, until="/1/consent")
        self.reach(page, "^Save and continue$")
        self.press_enter(page)
        expect(errors(page)).to_be_focused()
        self.tab(page)
        page.keyboard.press("Enter")
        self.assertEqual(self.focused(page)["name"], "consents_to_referral")
        page.keyboard.press("Space")
        self.reach(page, "^Save and continue$")
        self.press_enter(page)
        expect(page).to_have_url(re.compile("/1/support$"))


class Languages(JourneyTest):
    def welsh(self, page):
        page.goto("/refer")
        page.get_by_role("link", name="Cymraeg").click()
        expect(page.locator("html")).to_have_attribute("lang", "cy")
        expect(page).to_have_url(re.compile("/refer$"))

    def test_every_page_is_welsh(self):
        page, english = self.responder(), self.responder()
        self.welsh(page)
        left = {}

        def compare(page, address=None):
            english.goto(address or page.url)
            said = set(english.evaluate(WORDS))
            for text in page.evaluate(WORDS):
                if text in said and not ALIKE.match(text) and text not in ADULT.values():
                    left.setdefault(text, re.sub(".*/refer/[^/]*", "", page.url))

        compare(page)
        base = self.begin(page)
        compare(page)
        self.walk(page, ADULT, visit=compare)
        for path in ["", "/people", "/hand", "/delete", "/1/whole", "/check"]:
            page.goto(base + path)
            compare(page)
        self.send(page)
        compare(page)
        for path in [base + "/copy", "/referrals", "/referrals/" + self.reference(page), "/refer/sheet", "/explanation",
                     "/explanation/cy"]:
            page.goto(path)
            compare(page)
        self.maxDiff = None
        self.assertEqual(left, {})

    def test_what_is_wrong_is_told_in_welsh(self):
        page = self.responder()
        self.welsh(page)
        base = self.begin(page)
        for path, typed in [("/all/your-details", {"referrer_email": "ann"}), ("/1/birth", {"date_of_birth-day": "31"}),
                            ("/1/age", {}), ("/check", {})]:
            with self.subTest(path):
                page.goto(base + path)
                self.answer(page, typed)
                self.press(page, page.locator("main form button.govuk-button:not(.govuk-button--secondary)").last)
                expect(page).to_have_title(re.compile("^Gwall: "))
                expect(errors(page).get_by_role("heading")).not_to_have_text("There is a problem")
                self.assertNotRegex(errors(page).inner_text(), r"\b(Answer|must be|Enter|the|Read|Choose)\b")

    def test_arabic_is_laid_out_from_right_to_left(self):
        for path, language in [("/explanation/ar", "ar"), ("/explanation/fa", "fa"), ("/explanation/ckb", "ckb")]:
            page = self.window()
            page.goto(path)
            text = page.locator(f"[lang={language}][dir=rtl]")
            expect(text).to_have_count(1)
            paragraph = text.locator("p").first
            self.assertEqual(paragraph.evaluate("part => getComputedStyle(part).direction"), "rtl")
            gap = paragraph.evaluate(
                """part => {
                  const line = document.createRange();
                  line.selectNodeContents(part);
                  const words = line.getClientRects()[0], box = part.getBoundingClientRect();
                  return [box.right - words.right, words.left - box.left];
                }""")
            self.assertLess(gap[0], 60, "the lines begin at the right")
            item = text.locator("li").first
            self.assertGreater(item.evaluate("part => parseFloat(getComputedStyle(part.parentElement).paddingRight)"), 0,
                               "the bullets stand at the right")

    def test_the_explanation_in_a_draft_is_in_the_language_chosen(self):
        page = self.responder()
        base = self.begin(page)
        self.fill_in(page, base, ADULT, until="/1/explanation")
        page.locator("main a[hreflang=ar], main a[lang=ar]").first.click()
        expect(page.locator("article[lang=ar][dir=rtl]")).to_be_visible()
        # What to ask afterwards, in Arabic and in the officer's language.
        questions = page.locator("main li:has(span[lang=ar][dir=rtl])")
        expect(questions).to_have_count(3)
        expect(questions.last).to_contain_text("What happens if you say no")
        expect(page.locator("html")).to_have_attribute("lang", "en")
        expect(page.get_by_role("heading", level=1)).to_have_text("Explain what a referral is")


if __name__ == "__main__":
    unittest.main()
