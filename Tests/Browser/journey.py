"""The way of a first responder through the questions of a referral, in a browser."""

import re
import time
import urllib.parse

from playwright.sync_api import expect

from support import BrowserTest, PASSWORD
from visitor import App

ADULT = {
    "referrer_given_name": "Ann", "referrer_family_name": "Hill", "referrer_role": "Constable", "nation": "E",
    "referring_organisation": "Kent Police", "referrer_email": "ann.hill@kent.example", "referrer_phone": "01632 960 111",
    "referrer_alternative_email": "team@kent.example", "referrer_reference": "OP-1",
    "under_18": "no", "under_18_when_exploited": "no",
    "explained_language": "Albanian", "explained_how": "in-person-interpreter", "explained_by": "Ann Hill", "understood": "yes",
    "consents_to_referral": "yes", "wants_support": "yes", "phone_answer": "yes", "phone": "07700 900111",
    "will_work_with_authorities": "yes", "also_agrees_to": "research",
    "given_name": "Mira", "family_name": "Test",
    "date_of_birth-day": "27", "date_of_birth-month": "3", "date_of_birth-year": "1990",
    "gender": "female", "nationality": "Albanian", "needs_interpreter": "yes", "language": "Albanian",
    "needs_communication_help": "no", "has_children": "no", "home_office_reference_known": "no",
    "birthplace": "Tirana", "family": "Two sisters", "education": "Until fourteen", "employment_history": "None",
    "still_in_situation": "no", "how_they_left": "She ran", "exploitation_forced_work": "yes", "more_than_one_situation": "no",
    "exploitation_dates": "2019 to 2024", "how_it_started": "An advertisement", "taken_somewhere": "no",
    "what_they_had_to_do": "Clean", "living_conditions": "One room for six", "how_they_were_treated": "Shouted at",
    "last_contact": "over-a-year-ago", "reported_before": "no", "why_not_reported_before": "fear",
    "exploited_where": "uk", "uk_place_1": "Canterbury", "current_town": "Canterbury", "current_county": "Kent",
    "exploiter_details": "A man called Tom", "exploiters_location_known": "no", "other_victims": "no",
    "future_exploitation_concerns": "no", "crime_reference_known": "no", "saw_indicators": "yes",
    "indicators_seen": "Never alone", "interview_details": "At the station, alone", "professional_insight": "She was afraid",
    "credibility_concerns": "no", "other_professionals": "no", "decision_contact": "potential-victim",
    "contact_channels": "email", "contact_email": "mira@example.org", "email_is_safe": "yes",
}
"""An answer to every question that an adult is asked who agrees, was exploited in the UK and is safe now."""

MOST_PAGES = 120


FILL_IN = """async ({ start, answers, until, most }) => {
  const read = async (answer) => [answer.url, new DOMParser().parseFromString(await answer.text(), "text/html")];
  let [url, page] = await read(await fetch(location.href));
  for (let count = 0; count < most && !new URL(url).pathname.endsWith(until); count += 1) {
    const form = page.querySelector("main form:has([name=then])"), sent = new FormData();
    const skip = page.querySelector("main .govuk-notification-banner a");
    if (url.includes("check=") && skip) {
      [url, page] = await read(await fetch(skip.getAttribute("href")));
      continue;
    }
    for (const each of form.elements) {
      const value = answers[each.name];
      if (each.type === "hidden") sent.append(each.name, each.value);
      else if (value === undefined) continue;
      else if (!["radio", "checkbox"].includes(each.type) || each.value === value) sent.append(each.name, value);
    }
    sent.append("then", "go");
    const isPlain = form.enctype !== "multipart/form-data";
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body: isPlain ? new URLSearchParams(sent) : sent });
    if (!answer.ok) throw new Error(`${answer.status} at ${url} ${[...sent.keys()]}`);
    [url, page] = await read(answer);
  }
  return new URL(url).pathname.endsWith(until) ? url : null;
}"""


class JourneyTest(BrowserTest):
    """Walks by what a page asks, not by a list of pages: a question moved to another page is met there."""

    signed_in = {}

    def setUp(self):
        if type(self).__name__ not in self.signed_in:
            self.signed_in.clear()

    def as_account(self, name, **options):
        """A window of somebody who is signed in. A code is good once: the windows of a class share a session."""
        sessions = JourneyTest.signed_in.setdefault(type(self).__name__, {})
        if name not in sessions:
            page = self.window()
            self.sign_in_again(page, name)
            sessions[name] = page.context.cookies()
        page = self.window(**options)
        page.context.add_cookies(sessions[name])
        return page

    def sign_in_again(self, page, name):
        """Signs in on the page that is open, or at once; waits for the next code where the last was used."""
        if "/sign-in" not in page.url:
            page.goto("/sign-in")
        page.get_by_label(re.compile("^(Sign-in name|Enw mewngofnodi)$")).fill(name)
        page.get_by_label(re.compile("^(Password|Cyfrinair)$")).fill(PASSWORD)
        page.locator("main form button").last.click()
        end = time.monotonic() + 40
        while True:
            page.wait_for_load_state()
            code = page.locator("[name=code]")
            expect(code).to_be_visible()
            code.fill(re.search(r"\b(\d{6})\b", page.locator("main").inner_text()).group(1))
            page.locator("main form:has([name=code]) button").last.click()
            page.wait_for_load_state()
            if "/sign-in/second" not in page.url:
                return
            self.assertLess(time.monotonic(), end, page.locator("main").inner_text())
            page.wait_for_timeout(1_000)

    def colleague(self, name, shown):
        """A window of somebody new who refers for the same organisation."""
        page = self.as_account("administrator")
        page.goto("/people/new")
        page.get_by_label("Sign-in name").fill(name)
        page.get_by_label("Name", exact=True).fill(shown)
        page.get_by_label("Role").select_option("first_responder")
        page.get_by_label("Organisation").select_option(label="Kent Police")
        page.get_by_role("button", name="Add and invite").click()
        invitation = re.search(r"/invitation/[^\s\"<]+", page.content()).group(0)
        page = self.window()
        page.goto(invitation)
        for field in page.locator("main input[type=password]").all():
            field.fill(PASSWORD)
        page.locator("main form button").last.click()
        expect(page).to_have_url(re.compile("/sign-in/set-up"))
        secret = page.locator("main .fg-code").first.text_content()
        page.get_by_label("Six digits that the app shows").fill(App(secret).code_now())
        page.locator("main form:has([name=code]) button").last.click()
        page.get_by_role("link", name="I have them. Continue").click()
        return page

    def responder(self, **options):
        page = self.as_account("first.responder", **options)
        page.loads = 0

        def count(response):
            request = response.request
            page.loads += request.is_navigation_request() and request.resource_type == "document" and response.status < 300

        page.on("response", count)
        return page

    def begin(self, page, people=1):
        """A new draft; answers its address."""
        page.goto("/refer")
        page.locator("[name=people]").fill(str(people))
        page.locator("button.govuk-button--start").click()
        expect(page).to_have_url(re.compile(r"/refer/[^/]+/.+"))
        return re.match(r".*?/refer/[^/?]+", page.url).group(0)

    def go(self, page):
        """Sends the form of the page, and waits for what comes of it: another page, or the same with what is wrong."""
        self.press(page, page.locator("main button[name=then][value=go]"))

    def press(self, page, button):
        page.locator("main > *").first.evaluate("part => { part.dataset.old = ''; }")
        button.click()
        expect(page.locator("main > [data-old]")).to_have_count(0)
        page.wait_for_load_state()

    def answer(self, page, answers):
        """Fills in what the page asks and `answers` tells."""
        form = page.locator("main form:has([name=then]), main form:has([name=declared])").first
        names = form.evaluate("form => [...new Set([...form.elements].map(each => each.name))]")
        for name in names:
            if name not in answers:
                continue
            field = page.locator(f'main [name="{name}"]')
            kind = field.first.evaluate("each => each.type || each.tagName")
            if kind in ("radio", "checkbox"):
                page.locator(f'main [name="{name}"][value="{answers[name]}"]').check()
            elif kind == "select-one":
                field.select_option(answers[name])
            else:
                field.fill(answers[name])
                field.press("Tab")  # closes the suggestions, which lie over what follows

    def walk(self, page, answers, until=r"/check(\?|$)", visit=None):
        """Goes on from page to page until the address is as told. `visit` is called with each page once it is filled in."""
        for _ in range(MOST_PAGES):
            if re.search(until, page.url):
                return
            before = page.url
            self.answer(page, answers)
            if visit:
                visit(page)
            self.go(page)
            if re.search(r"[?&]check=", page.url) and page.url.split("?")[0] == before.split("?")[0]:
                page.get_by_role("link", name=re.compile("go on|ewch ymlaen")).click()
            self.assertNotEqual(page.url, before, page.locator("main").inner_text()[:600])
        raise AssertionError("the way has no end")

    def fill_in(self, page, base, answers, until="/check"):
        """The same without showing the pages: for tests of what comes after. Opens the page it ends on."""
        end = page.evaluate(FILL_IN, {"start": base, "answers": answers, "until": until, "most": MOST_PAGES})
        self.assertTrue(end, "the way has no end")
        page.goto(end)

    def prepared(self, answers=ADULT, **options):
        """A draft of one person with everything answered, at the page on which answers are checked; and its address."""
        page = self.responder(**options)
        base = self.begin(page)
        self.fill_in(page, base, answers)
        return page, base

    def send(self, page):
        page.locator("main [name=declared]").check()
        self.press(page, page.locator("main form button[type=submit], main form button:not([type])").last)
        expect(page).to_have_url(re.compile("/done$"))

    def reference(self, page):
        return re.search(r"/referrals/([^/?]+)", page.locator("main a[href^='/referrals/']").first.get_attribute("href")).group(1)

    def references(self, page):
        """Of all that was sent."""
        page.goto("/referrals")
        links = page.locator("main a[href^='/referrals/']").evaluate_all("links => links.map(each => each.pathname)")
        return {urllib.parse.unquote(link.rsplit("/", 1)[1]) for link in links}


def errors(page):
    return page.locator(".govuk-error-summary")
