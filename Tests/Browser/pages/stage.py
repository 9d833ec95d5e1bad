"""Serves these pages, and opens them in the Chromium that is installed.

A small server stands in for the program, so that each answer, and none at all, can be had at will.
"""

import http.server
import json
import pathlib
import threading
import time
import unittest
import urllib.parse

from playwright.sync_api import sync_playwright

from support import CHROMIUM, PATIENCE, REPOSITORY

PAGES = pathlib.Path(__file__).resolve().parent
ASSETS = REPOSITORY / "Assets"
POLICY = ("default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; "
          "base-uri 'none'; frame-ancestors 'none'")
KINDS = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
FORCES = [("Greater Manchester Police", "known as GMP"), ("Gwent Police", None), ("Kent Police", None), ("Police Scotland", None)]


class Stage(http.server.ThreadingHTTPServer):
    """Serves the pages and the scripts, takes forms, and answers each address as `answers` says.

    An answer is a status, optionally with where to go next or the name of a page; `None` cuts the connection.
    """

    daemon_threads = True

    def __init__(self):
        super().__init__(("localhost", 0), Visit)
        self.address = f"http://localhost:{self.server_port}"
        self.answers, self.asked, self.posts = {}, [], []
        self.gate = threading.Event()  # what is posted waits for it
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def clear(self):
        self.answers = {"/sent": (204, "/taken"), "/saved": (204,), "/awake": (204,)}
        self.asked, self.posts = [], []
        self.gate.set()

    def handle_error(self, request, client_address):
        """A browser that hangs up is none."""


class Visit(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        self.server.asked.append(self.path)
        if url.path in self.server.answers:
            return self.answer(self.server.answers[url.path])
        if url.path.startswith("/suggest/"):
            text = urllib.parse.parse_qs(url.query).get("q", [""])[0].lower()
            found = [{"label": label, **({"note": note} if note else {})} for label, note in FORCES if text in label.lower()]
            return self.send(200, json.dumps(found).encode(), "application/json")
        name = url.path.removeprefix("/assets/")
        file = ASSETS / name if name != url.path else PAGES / f"{name.strip('/')}.html"
        if not file.is_file():
            return self.send(404, b"", KINDS[".html"])
        self.send(200, file.read_bytes(), KINDS[file.suffix])

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
        self.server.posts.append((self.path, self.headers, body))
        self.server.gate.wait(20)
        self.answer(self.server.answers[self.path])

    def answer(self, answer):
        if answer is None:
            self.close_connection = True
            return
        status, *more = answer
        if status == 204:
            self.send(204, b"", None, {"X-Next": more[0]} if more else {})
        elif status == 303:
            self.send(303, b"", None, {"Location": more[0]})
        else:
            page = (PAGES / f"{more[0]}.html").read_bytes() if more else b"Sorry"
            self.send(status, page, KINDS[".html"])

    def send(self, status, body, kind, headers=None):
        self.send_response(status)
        for name, value in {"Content-Security-Policy": POLICY, "Cache-Control": "no-store", **(headers or {})}.items():
            self.send_header(name, value)
        if kind:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class ScriptTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stage = Stage()
        cls.addClassCleanup(cls.stage.server_close)
        cls.addClassCleanup(cls.stage.shutdown)
        playwright = sync_playwright().start()
        cls.addClassCleanup(playwright.stop)
        cls.chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        cls.addClassCleanup(cls.chromium.close)

    def setUp(self):
        self.stage.clear()
        self.addCleanup(self.stage.gate.set)

    def window(self, path, has_clock=False, **options):
        """A page, alone in its browser. The test fails when a script does, or the policy for content forbids something."""
        context = self.chromium.new_context(base_url=self.stage.address, **options)
        self.addCleanup(context.close)
        context.set_default_timeout(PATIENCE)
        if has_clock:
            context.clock.install(time="2026-03-02T10:41:00Z")
        return self.tab(context, path)

    def tab(self, context, path):
        page = context.new_page()
        faults = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
        self.addCleanup(lambda: self.assertEqual(faults, []))
        page.goto(path)
        return page

    def eventually(self, page, question):
        """Waits until the answer is true."""
        end = time.monotonic() + PATIENCE / 1000
        while not question():
            self.assertLess(time.monotonic(), end, "it did not come about")
            page.wait_for_timeout(20)

    def assert_nothing_stored(self, page):
        stored = page.evaluate("""async () => [
          localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, (await caches.keys()).length,
          (await navigator.serviceWorker.getRegistrations()).length, document.cookie.length]""")
        self.assertEqual(stored, [0] * 6)
