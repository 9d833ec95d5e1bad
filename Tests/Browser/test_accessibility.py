"""What axe finds on the pages: nothing that WCAG 2.2 AA forbids, on a wide screen and on a narrow one.

Its advice beyond WCAG (“best-practice”) is printed and fails nothing.
"""

import re
import sys
import unittest

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from journey import ADULT, JourneyTest, errors

AXE = Axe()
FORBIDDEN = {"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"}
OPTIONS = {"runOnly": {"type": "tag", "values": sorted(FORBIDDEN) + ["best-practice"]}, "resultTypes": ["violations"]}
WIDTHS = [1280, 320]
BEFORE_SIGN_IN = ["/sign-in", "/explanation", "/explanation/en", "/explanation/ar", "/explanation/cy?for=child&nation=S",
                  "/rulebook", "/glossary", "/who-sees-what", "/no-such-page", "/invitation/none"]
FOR_EVERYBODY = ["/", "/account", "/sign-in/set-up", "/rulebook", "/glossary", "/who-sees-what", "/why-not", "/emergency"]
"""Pages of each account beside those for everybody; a role that may not open one is answered with a page that says so."""
OF_ROLES = {
    "decision.maker": ["/search"],
    "decision.manager": ["/search"],
    "support.worker": ["/search"],
    "support.manager": [],
    "child.guardian": [],
    "police.investigator": [],
    "data.guardian": ["/looks"],
    "administrator": ["/people", "/people/new", "/people/load", "/organisations", "/organisations/new"],
    "analyst": [],
    "commissioner": [],
}


class AccessibilityTest(JourneyTest):
    advice = {}

    def look(self, page, name=None):
        """Lets axe look at the page as it stands, at each width."""
        place = name or re.sub(r"/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}", "/…", page.url.removeprefix(self.demo.address))
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            with self.subTest(place, width=width):
                self.assertLessEqual(page.evaluate("document.documentElement.scrollWidth"), width, "it scrolls sideways")
                found = AXE.run(page, options=OPTIONS).response["violations"]
                forbidden = [each for each in found if FORBIDDEN & set(each["tags"])]
                for each in found:
                    if each not in forbidden:
                        self.advice.setdefault(f"{each['id']}: {each['help']}", []).append(f"{place} at {width}")
                self.assertEqual([], [f"{each['id']}: {each['help']}: " + " | ".join(
                    node["html"][:200] for node in each["nodes"][:3]) for each in forbidden])
        page.set_viewport_size({"width": 1280, "height": 800})

    @classmethod
    def tearDownClass(cls):
        for advice, places in cls.advice.items():
            print(f"  axe advises, {len(places)} times, {advice}; first on {places[0]}", file=sys.stderr)

    def window(self, **options):
        """Pages that are refused are looked at too: an answer that says so is no fault here."""
        context = self.chromium.new_context(base_url=self.demo.address, **options)
        self.addCleanup(context.close)
        context.set_default_timeout(15_000)
        return context.new_page()


class OfAReferral(AccessibilityTest):
    def test_every_page_of_the_way_and_its_errors(self):
        page = self.responder()
        page.goto("/refer")
        self.look(page)
        base = self.begin(page)

        def both(page):
            self.look(page)
            typed = page.url
            page.goto(typed)
            self.go(page)
            if page.url == typed and errors(page).count():
                self.look(page, re.sub(".*/", "", typed) + " with what is wrong")
            page.goto(typed)
            self.answer(page, ADULT)

        self.walk(page, ADULT, visit=both)
        for path in ["", "/people", "/hand", "/delete", "/1/whole", "/check"]:
            page.goto(base + path)
            self.look(page)
        self.press(page, page.locator("main form button").last)
        self.look(page, "check with what is wrong")
        self.send(page)
        self.look(page)
        for path in [base + "/copy", "/referrals", "/referrals/" + self.reference(page), "/refer/sheet"]:
            page.goto(path)
            self.look(page)

    def test_what_only_some_are_asked(self):
        for answers, until in [
            ({"under_18": "yes"}, "/1/council"),
            ({"consents_to_referral": "no"}, "/1/refusal"),
            ({"exploited_where": "overseas"}, "/all/overseas-places"),
            ({"decision_contact": "someone-else"}, "/1/other-contact"),
        ]:
            page = self.responder()
            base = self.begin(page)
            self.fill_in(page, base, {**ADULT, **answers}, until=until)
            self.look(page)
            self.go(page)
            self.look(page, until + " sent empty")
        page = self.responder()
        base = self.begin(page)
        self.fill_in(page, base, {**ADULT, "nation": "S"}, until="/1/consent")
        self.answer(page, {"consents_to_referral": "no"})
        self.go(page)
        page.goto(base + "/1/end")
        self.look(page)

    def test_several_people(self):
        page = self.responder()
        base = self.begin(page, people=2)
        self.look(page)
        page.get_by_role("button", name="Add another person").click()
        self.go(page)
        self.fill_in(page, base, ADULT, until="/1/person")
        self.look(page)
        self.go(page)
        self.look(page, "person with what is wrong")
        for path in ["", "/all/still", "/check"]:
            page.goto(base + path)
            self.look(page)


class OfOthers(AccessibilityTest):
    def test_before_signing_in(self):
        page = self.window()
        for path in BEFORE_SIGN_IN:
            page.goto(path)
            self.look(page)
        page.goto("/sign-in")
        page.locator("main form button").last.click()
        self.look(page, "sign-in with what is wrong")
        self.enter(page, "health.worker")
        self.look(page)
        page.get_by_label("Code from your authenticator app").fill("1")
        page.get_by_role("button", name="Continue").click()
        expect(errors(page)).to_be_visible()
        self.look(page, "second factor with what is wrong")

    def test_pages_of_each_role(self):
        for name, paths in OF_ROLES.items():
            page = self.as_account(name)
            for path in FOR_EVERYBODY + paths:
                page.goto(path)
                self.look(page, f"{path} of {name}")
            self.cases(page, name)
        self.assertTrue(self.has_decided, "no page with a decision was looked at")

    has_decided = False

    def cases(self, page, name):
        """The first case on the worklist, and the forms of the others as far as they were not met before, decisions first."""
        page.goto("/")
        cases = page.locator("main a[href^='/cases/']").evaluate_all("links => links.map(each => each.pathname)")
        cases = list(dict.fromkeys(re.match("/cases/[^/]+", each).group(0) for each in cases))[:8]
        forms = {}
        for place, case in enumerate(cases):
            page.goto(case)
            if place == 0:
                self.look(page, f"case of {name}")
            for link in page.locator("main a[href^='/cases/']").evaluate_all("links => links.map(each => each.pathname)"):
                if re.match(r"/cases/[^/]+/[a-z_]+/[a-z_]+$", link):
                    forms.setdefault(re.sub("/cases/[^/]+", "case", link), link)
        for form in sorted(forms, key=lambda form: ("_grounds/" not in form, form))[:6]:
            self.has_decided |= "_grounds/" in form
            page.goto(forms[form])
            self.look(page, f"{form} of {name}")
            button = page.locator("main form button[type=submit], main form button:not([type])").last
            if button.count() and button.is_visible():
                button.click()
                page.wait_for_load_state()
                self.look(page, f"{form} of {name}, sent empty")
        if cases:
            page.goto(cases[0] + "/sharing")
            self.look(page, f"sharing of {name}")

    def test_search_and_looks_with_something_in_them(self):
        page = self.as_account("decision.maker")
        page.goto("/search")
        page.locator("main form button").last.click()
        self.look(page, "search, sent empty")
        page.goto("/search")
        page.locator("main form input:not([type=hidden])").first.fill("Mira")
        page.locator("main form button").last.click()
        self.look(page, "search with results")
        page = self.as_account("data.guardian")
        page.goto("/looks")
        for link in page.locator("main a[href^='/looks/']").evaluate_all("links => links.map(each => each.pathname)")[:2]:
            page.goto(link)
            self.look(page)
        page = self.as_account("administrator")
        for start in ["/people", "/organisations"]:
            page.goto(start)
            links = page.locator(f"main a[href^='{start}/']").evaluate_all("links => links.map(each => each.pathname)")
            for link in [each for each in links if not each.endswith(("/new", "/load"))][:1]:
                page.goto(link)
                self.look(page)


if __name__ == "__main__":
    unittest.main()
