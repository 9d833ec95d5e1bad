"""Somebody who signs in on the pages: a browser that keeps its cookies, and the app on their phone that shows codes.

Only the standard library, and nothing of the tests, so that whoever drives a server may use it.
"""

import base64
import hashlib
import hmac
import html
import http.client
import re
import struct
import threading
import time
import urllib.parse

STEP = 30
FORM = "application/x-www-form-urlencoded"


class App:
    """An authenticator app (RFC 6238): SHA-1, thirty seconds, six digits.

    The server takes the code of the step before and after as well, and each of them once: `next_code` answers one that was not
    used yet, and waits where there is none. Several threads may share an app.
    """

    def __init__(self, secret):
        letters = secret.replace(" ", "").upper()
        self.key = base64.b32decode(letters + "=" * (-len(letters) % 8))
        self.used = 0
        self.lock = threading.Lock()

    def code(self, step):
        digest = hmac.new(self.key, struct.pack(">Q", step), hashlib.sha1).digest()
        number = struct.unpack_from(">I", digest, digest[-1] & 15)[0] & 0x7FFFFFFF
        return f"{number % 1_000_000:06}"

    def code_now(self):
        """What the app shows, used or not."""
        return self.code(int(time.time()) // STEP)

    def next_code(self):
        """A code that is good and was not used; waits for it if need be."""
        with self.lock:
            # The first and last second of a step are left to the server: its clock is asked a moment later.
            step = max(self.used + 1, (int(time.time()) + 1) // STEP - 1)
            while step > int(time.time() - 1) // STEP + 1:
                time.sleep(0.2)
            self.used = step
            return self.code(step)


class NotSignedIn(Exception):
    """A step of signing in was refused; `page` is what was answered."""

    def __init__(self, step, status, page):
        super().__init__(f"{step} was answered with {status}: {plain(page)}")
        self.status, self.page = status, page


class Reply:
    def __init__(self, answer):
        self.status = answer.status
        self.headers = answer.headers
        self.location = answer.getheader("Location") or ""
        self.text = answer.read().decode(errors="replace")


class Visitor:
    """One browser at one server. `apps` remembers the app of each sign-in name, and may be shared between visitors."""

    def __init__(self, port, apps=None, host="127.0.0.1", timeout=60):
        self.host, self.port, self.timeout = host, port, timeout
        self.apps = {} if apps is None else apps
        self.cookies = {}

    def ask(self, method, path, fields=None, headers=None):
        """One request on a connection of its own; the cookies of the answer are kept."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=self.timeout)
        sent = dict(headers or {})
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = None
        if fields is not None:
            sent["Content-Type"] = FORM
            body = urllib.parse.urlencode(fields)
        try:
            connection.request(method, path, body, sent)
            reply = Reply(connection.getresponse())
        finally:
            connection.close()
        for line in reply.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";", 1)[0].partition("=")
            if value:
                self.cookies[name] = value
            else:
                self.cookies.pop(name, None)
        return reply

    def get(self, path):
        return self.ask("GET", path)

    def submit(self, path, action=None, **fields):
        """Sends the form of a page that goes to `action`, with what is hidden in it as it came."""
        page = self.get(path)
        found = form(page.text, action or path)
        if found is None:
            raise NotSignedIn(f"{path}, which has no form,", page.status, page.text)
        return self.ask("POST", action or path, {**found, **{name.replace("_", "-"): value for name, value in fields.items()}})

    def enter(self, name, password):
        """The first step; answers the reply, which leads to the second."""
        return self.submit("/sign-in", name=name, password=password)

    def sign_in(self, name, password):
        """Both steps, setting up an app where there is none."""
        self.cookies.pop("session", None)
        first = self.enter(name, password)
        if first.status != 303:
            raise NotSignedIn("The password", first.status, first.text)
        return self.go_on(name, first)

    def accept(self, invitation, name, password):
        """Takes an invitation up, and sets up an app."""
        first = self.submit(invitation, password=password, password_again=password)
        if first.status != 303:
            raise NotSignedIn("The invitation", first.status, first.text)
        return self.go_on(name, first)

    def go_on(self, name, first):
        """The second step."""
        where = first.location.split("?")[0]
        if where == "/sign-in/set-up":
            page = self.get(where)
            self.apps[name] = App(secret_on(page.text))
            second = self.submit(where, code=self.apps[name].next_code())
            good = second.status == 200
        else:
            second = self.submit(where, code=self.apps[name].next_code())
            good = second.status == 303 and not second.location.startswith("/sign-in")
        if not good:
            raise NotSignedIn("The second step", second.status, second.text)
        return self

    @property
    def session(self):
        """The cookie of the session, as a header has it."""
        return "session=" + self.cookies.get("session", "")

    def token(self, path="/"):
        """What goes with every form of this session."""
        page = self.get(path)
        found = re.search(r'name="csrf" value="([^"]+)"', page.text)
        if not found:
            raise NotSignedIn(path, page.status, page.text)
        return html.unescape(found.group(1))


def form(page, action):
    """The hidden fields of the form of a page that goes to `action`; `None` when there is none."""
    for attributes, inside in re.findall(r"<form\b([^>]*)>(.*?)</form>", page, re.DOTALL):
        if html.unescape((re.search(r'action="([^"]*)"', attributes) or [None, ""])[1]) != action:
            continue
        fields = {}
        for tag in re.findall(r"<input\b[^>]*>", inside):
            named = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
            if named.get("type") == "hidden" and "name" in named:
                fields[html.unescape(named["name"])] = html.unescape(named.get("value", ""))
        return fields
    return None


def secret_on(page):
    """The secret that the page to set up an app shows as text."""
    found = re.search(r'class="[^"]*\bfg-code\b[^"]*"[^>]*>([A-Za-z2-7 ]+)<', page)
    if not found:
        raise NotSignedIn("A page that should show a secret", 200, page)
    return found.group(1)


def plain(page):
    """The words of a page's main part."""
    main = page.split("<main", 1)[-1].split("</main", 1)[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", "<" + main)).strip()[:500]
