"""Serves a demonstration and drives the Chromium that is installed.

The program is looked for in FIRMGROUND_BINARY, then in .build/release beside the sources; the browser in FIRMGROUND_CHROMIUM, then
where Debian has it.
"""

import http.client
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest

from playwright.sync_api import expect, sync_playwright

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "Tests/Servers"))

from postgres import free_port  # noqa: E402
from visitor import Visitor  # noqa: E402

PROGRAM = os.environ.get("FIRMGROUND_BINARY", str(REPOSITORY / ".build/release/firmground"))
CHROMIUM = os.environ.get("FIRMGROUND_CHROMIUM", "/usr/bin/chromium")
PASSWORD = "three unlikely words"
PATIENCE = 15_000  # milliseconds


class Demo:
    """Invented cases and an account for each role, at an address where passkeys work."""

    def __init__(self, cases=6):
        self.folder = tempfile.TemporaryDirectory(prefix="firmground-browser-")
        self.port = free_port()
        self.address = f"http://localhost:{self.port}"
        variables = {key: value for key, value in os.environ.items() if not key.startswith("FIRMGROUND_")}
        self.log = open(pathlib.Path(self.folder.name) / "log", "w+b")
        self.process = subprocess.Popen(
            [PROGRAM, "demo", "--host", "localhost", "--port", str(self.port), "--cases", str(cases), "--password", PASSWORD,
             "--data", str(pathlib.Path(self.folder.name) / "data")],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, cwd=REPOSITORY, env=variables)
        end = time.monotonic() + 60
        while not self.is_live():
            if self.process.poll() is not None or time.monotonic() > end:
                self.log.seek(0)
                words = self.log.read().decode()
                self.stop()
                raise AssertionError(words)
            time.sleep(0.05)

    def is_live(self):
        connection = http.client.HTTPConnection("localhost", self.port, timeout=5)
        try:
            connection.request("GET", "/health/live")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()
        self.folder.cleanup()


class BrowserTest(unittest.TestCase):
    """A demonstration and a browser for a class; a window of its own, with nothing kept, for each test."""

    @classmethod
    def setUpClass(cls):
        cls.demo = Demo()
        cls.addClassCleanup(cls.demo.stop)
        playwright = sync_playwright().start()
        cls.addClassCleanup(playwright.stop)
        cls.chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        cls.addClassCleanup(cls.chromium.close)

    def window(self, **options):
        """Answers a page. The test fails when a script on it does, or the browser refuses to load or run something."""
        context = self.chromium.new_context(base_url=self.demo.address, **options)
        self.addCleanup(context.close)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        faults = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(f"{said.text} {said.location['url']}") if is_fault(said) else None)
        self.addCleanup(lambda: self.assertEqual(faults, []))
        return page

    def enter(self, page, name):
        """The first step of signing in."""
        page.goto("/sign-in")
        page.get_by_label("Sign-in name").fill(name)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page).to_have_url(re.compile(r"/sign-in/second"))

    def show_code(self, page):
        """The second step, with the code that a demonstration shows."""
        code = re.search(r"the code is (\d{6})", page.locator("main").inner_text()).group(1)
        page.get_by_label("Code from your authenticator app").fill(code)
        page.get_by_role("button", name="Continue").click()

    def sign_in(self, page, name):
        self.enter(page, name)
        self.show_code(page)
        expect(page).to_have_url(self.demo.address + "/")

    def sign_out(self, page):
        page.goto("/")
        page.get_by_role("button", name="Sign out").click()
        expect(page).to_have_url(re.compile(r"/sign-in$"))

    def authenticator(self, page, **options):
        """A device that makes passkeys, as the developers of the browser have it."""
        devtools = page.context.new_cdp_session(page)
        devtools.send("WebAuthn.enable")
        made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
            "isUserVerified": True, "automaticPresenceSimulation": True, **options,
        }})
        return Authenticator(devtools, made["authenticatorId"])


def is_fault(said):
    """Whether the console tells of something wrong. An answer with 422 is told there too, and is none; nor is an icon missed."""
    return said.type == "error" and "status of 422" not in said.text and not said.location["url"].endswith("/favicon.ico")


class Authenticator:
    def __init__(self, devtools, number):
        self.devtools, self.number = devtools, number

    @property
    def credentials(self):
        return self.devtools.send("WebAuthn.getCredentials", {"authenticatorId": self.number})["credentials"]

    def verify_user(self, is_verified):
        """Whether whoever holds the device shows from now on that it is them."""
        self.devtools.send("WebAuthn.setUserVerified", {"authenticatorId": self.number, "isUserVerified": is_verified})


class Served:
    """A server that runs while it is needed, and visitors without a browser."""

    free_port = staticmethod(free_port)

    def __init__(self, command, port):
        self.port = port
        variables = {key: value for key, value in os.environ.items() if not key.startswith("FIRMGROUND_")}
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=REPOSITORY, env=variables)

    def __enter__(self):
        end = time.monotonic() + 60
        while True:
            try:
                if self.visitor().ask("GET", "/health/live").status == 200:
                    return self
            except OSError:
                pass
            if self.process.poll() is not None or time.monotonic() > end:
                self.__exit__()
                raise AssertionError("the server did not come up")
            time.sleep(0.05)

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(30)
        self.process.stderr.close()

    def visitor(self):
        return Visitor(self.port)
