"""Signing in at another provider of sign-ins: a real one, Debian's glewlwyd."""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import urllib.parse

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(REPOSITORY / "Tests/Servers"), str(REPOSITORY / "Tests/Servers/glewlwyd")]

from glewlwyd import Glewlwyd  # noqa: E402
from support import PROGRAM, Served  # noqa: E402


class SignOn(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = cls.enterClassContext(tempfile.TemporaryDirectory(prefix="firmground-sign-on-"))
        cls.data = ["--data", f"{cls.folder}/data", "--keys", f"{cls.folder}/data/keys/firmground.keys"]
        cls.run_program("init")
        cls.run_program(
            "organisation", "add", "sca", "--name", "Single Competent Authority", "--kind", "competent-authority",
            "--code", "authority_code=sca")
        cls.port = Served.free_port()
        redirect = f"http://127.0.0.1:{cls.port}/sign-in/provider/done"
        cls.provider = cls.enterClassContext(Glewlwyd(f"{cls.folder}/provider", redirects=[redirect]))
        facts = cls.provider.facts()
        cls.settings = pathlib.Path(cls.folder) / "sign-on.json"
        cls.settings.write_text(json.dumps({
            "issuer": facts["issuer"], "client_id": facts["client_id"], "client_secret": facts["client_secret"],
            "redirect_uri": redirect, "label": "Sign in with your department", "scopes": ["groups"],
            "account_claim": "preferred_username",
            "roles": [{"group": "firmground-decision-makers", "role": "decision_maker", "organisation": "sca"}],
        }))
        cls.server = cls.enterClassContext(
            Served([PROGRAM, "serve", "--port", str(cls.port), "--sign-on", str(cls.settings), *cls.data], cls.port))

    @classmethod
    def run_program(cls, *arguments):
        subprocess.run([PROGRAM, *arguments, *cls.data], check=True, capture_output=True, text=True)

    def go_to_provider(self, visitor):
        """Follows the button on the page for signing in; answers where the provider sends the browser."""
        page = visitor.ask("GET", "/sign-in")
        self.assertIn("Sign in with your department", page.text)
        beginning = visitor.ask("GET", "/sign-in/provider")
        self.assertEqual(beginning.status, 303)
        return self.provider.sign_in(beginning.location)

    def come_back(self, visitor, address):
        parts = urllib.parse.urlsplit(address)
        return visitor.ask("GET", f"{parts.path}?{parts.query}")

    def test_1_the_first_time_an_account_is_made_and_a_second_factor_is_asked_for(self):
        visitor = self.server.visitor()
        answer = self.come_back(visitor, self.go_to_provider(visitor))
        self.assertEqual((answer.status, answer.location), (303, "/sign-in/set-up"), answer.text)
        listed = subprocess.run([PROGRAM, "account", "list", "--json", *self.data], capture_output=True, text=True, check=True)
        [person] = json.loads(listed.stdout)
        self.assertEqual(person["sign_in"], "anna")
        self.assertEqual(person["posts"][0]["role"], "decision_maker")
        self.assertEqual(visitor.ask("GET", "/").location, "/sign-in/set-up")
        self.assertIn("fg-square", visitor.ask("GET", "/sign-in/set-up").text)

    def test_2_coming_back_twice_with_the_same_answer_or_in_another_browser_opens_nothing(self):
        visitor = self.server.visitor()
        address = self.go_to_provider(visitor)
        stranger = self.server.visitor()
        self.assertEqual(self.come_back(stranger, address).status, 422)
        self.assertEqual(self.come_back(visitor, address).status, 422, "taken by the stranger's try")
        again = self.go_to_provider(visitor)
        self.assertEqual(self.come_back(visitor, again).status, 303)
        self.assertEqual(self.come_back(visitor, again).status, 422)

    def test_3_the_provider_changes_its_key_and_sign_in_goes_on(self):
        self.provider.rotate()
        visitor = self.server.visitor()
        answer = self.come_back(visitor, self.go_to_provider(visitor))
        self.assertEqual(answer.status, 303, answer.text)

    def test_4_an_answer_that_was_tampered_with_is_refused_in_a_sentence(self):
        visitor = self.server.visitor()
        address = re.sub(r"code=[^&]*", "code=guessed", self.go_to_provider(visitor))
        answer = self.come_back(visitor, address)
        self.assertEqual(answer.status, 422)
        self.assertIn("Not signed in", answer.text)
        self.assertNotIn("guessed", answer.text)

    def test_5_whoever_left_is_not_let_in_by_the_provider(self):
        self.run_program("account", "end", "anna", "--reason", "Moved away")
        visitor = self.server.visitor()
        answer = self.come_back(visitor, self.go_to_provider(visitor))
        self.assertEqual(answer.status, 422)
        self.assertIn("does not work today", answer.text)


if __name__ == "__main__":
    unittest.main()
