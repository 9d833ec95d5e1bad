"""Signing in with a real browser: by code, by passkey, and without a script."""

import re
import unittest

from playwright.sync_api import expect

from support import BrowserTest

MAKE, USE = "Make a passkey", "Use a passkey"


class Passkeys(BrowserTest):
    def make(self, page):
        page.goto("/sign-in/set-up")
        page.get_by_role("button", name=MAKE).click()

    def factors(self, page):
        """The rows of the table of second factors, without its head."""
        page.goto("/account")
        return page.locator("#factors ~ table, #factors ~ * table").first.locator("tbody tr")

    def test_a_passkey_is_made_used_and_taken_away(self):
        page = self.window()
        device = self.authenticator(page)
        self.sign_in(page, "decision.maker")
        expect(self.factors(page)).to_have_count(1)

        self.make(page)
        expect(page.get_by_role("heading", name="Codes for paper")).to_be_visible()
        page.get_by_role("link", name="I have them. Continue").click()
        [credential] = device.credentials
        self.assertEqual(credential["rpId"], "localhost")
        expect(self.factors(page)).to_have_count(2)

        self.sign_out(page)
        self.enter(page, "decision.maker")
        page.get_by_role("button", name=USE).click()
        expect(page).to_have_url(self.demo.address + "/")
        self.assertGreater(device.credentials[0]["signCount"], credential["signCount"])

        rows = self.factors(page)
        passkey = rows.filter(has_not_text="Authenticator app")
        expect(passkey).to_have_count(1)
        passkey.get_by_role("button", name=re.compile("Remove")).click()
        expect(page).to_have_url(re.compile(r"/account\?done=factor"))
        expect(self.factors(page)).to_have_count(1)
        self.factors(page).get_by_role("button", name=re.compile("Remove")).click()
        expect(page.locator("main")).to_contain_text("only second factor")
        expect(self.factors(page)).to_have_count(1)

        self.sign_out(page)
        self.enter(page, "decision.maker")
        expect(page.get_by_label("Code from your authenticator app")).to_be_visible()
        expect(page.get_by_role("button", name=USE)).to_have_count(0)

    def test_a_passkey_leads_to_the_page_that_was_asked_for(self):
        page = self.window()
        self.authenticator(page)
        self.sign_in(page, "support.manager")
        self.make(page)
        expect(page.get_by_role("heading", name="Codes for paper")).to_be_visible()
        self.sign_out(page)
        page.goto("/account")
        page.get_by_label("Sign-in name").fill("support.manager")
        page.get_by_label("Password", exact=True).fill("three unlikely words")
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("button", name=USE).click()
        expect(page).to_have_url(self.demo.address + "/account")

    def test_the_same_device_makes_no_second_passkey_for_the_same_account(self):
        page = self.window()
        device = self.authenticator(page)
        self.sign_in(page, "police.manager")
        self.make(page)
        expect(page.get_by_role("heading", name="Codes for paper")).to_be_visible()
        self.make(page)
        expect(page.get_by_role("alert").filter(has_text="has a passkey for you already")).to_be_visible()
        self.assertEqual(len(device.credentials), 1)
        expect(self.factors(page)).to_have_count(2)

    def test_a_device_that_does_not_ask_who_holds_it_is_refused_with_a_sentence(self):
        page = self.window()
        device = self.authenticator(page, hasUserVerification=False, isUserVerified=False)
        self.sign_in(page, "support.worker")
        self.make(page)
        fault = page.locator(".fg-passkey__fault")
        expect(fault).to_have_text(re.compile(r"^[A-Z].* use a code\.$", re.IGNORECASE))
        self.assertEqual(device.credentials, [])
        expect(self.factors(page)).to_have_count(1)

    def test_a_browser_that_lets_such_a_device_pass_is_refused_by_the_server(self):
        page = self.window()
        device = self.authenticator(page, hasUserVerification=False, isUserVerified=False)
        self.sign_in(page, "police.investigator")
        page.goto("/sign-in/set-up")
        page.locator("[data-passkey=make]").evaluate(
            """part => {
              const options = JSON.parse(part.dataset.options);
              options.authenticatorSelection.userVerification = "discouraged";
              part.dataset.options = JSON.stringify(options);
            }""")
        page.get_by_role("button", name=MAKE).click()
        expect(page.get_by_role("heading", name="Passkey not taken")).to_be_visible()
        words = page.locator("main p").first.inner_text()
        self.assertRegex(words, r"^[A-Z].*\.$")
        self.assertEqual(len(device.credentials), 1, "the device made one, which is not taken")
        expect(self.factors(page)).to_have_count(1)

    def test_whoever_does_not_show_that_it_is_them_is_not_signed_in_and_may_use_a_code(self):
        page = self.window()
        device = self.authenticator(page)
        self.sign_in(page, "first.responder")
        self.make(page)
        expect(page.get_by_role("heading", name="Codes for paper")).to_be_visible()
        paper = page.locator("main .fg-code").first.inner_text()
        self.sign_out(page)
        device.verify_user(False)
        self.enter(page, "first.responder")
        page.get_by_role("button", name=USE).click()
        expect(page.locator(".fg-passkey__fault")).to_contain_text("use a code")
        page.goto("/")
        expect(page).to_have_url(re.compile("/sign-in/second"))
        page.get_by_label("Code from your authenticator app").fill(paper)
        page.get_by_role("button", name="Continue").click()
        expect(page).to_have_url(self.demo.address + "/")


class WithoutScript(BrowserTest):
    def test_the_code_works(self):
        page = self.window(java_script_enabled=False)
        self.sign_in(page, "decision.maker")
        page.goto("/sign-in/set-up")
        for name in [MAKE, USE]:
            expect(page.get_by_role("button", name=name)).to_have_count(0)
        expect(page.get_by_label("Six digits that the app shows")).to_be_visible()
        self.sign_out(page)

    def test_no_page_loads_a_script_but_those_with_a_passkey(self):
        page = self.window()
        asked = []
        page.on("request", lambda request: asked.append(request.url) if request.resource_type == "script" else None)
        self.sign_in(page, "decision.manager")
        for path in ["/", "/search", "/account"]:
            page.goto(path)
            self.assertEqual(page.locator("script").count(), 0, path)
        self.assertEqual(asked, [])
        page.goto("/sign-in/set-up")
        expect(page.get_by_role("button", name=MAKE)).to_be_visible()
        self.assertEqual(len(asked), 1)

    def test_nothing_comes_from_elsewhere(self):
        page = self.window()
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        self.sign_in(page, "commissioner")
        for path in ["/", "/account", "/sign-in/set-up"]:
            page.goto(path)
        self.assertEqual([url for url in asked if not url.startswith(self.demo.address + "/")], [])


if __name__ == "__main__":
    unittest.main()
