#!/usr/bin/env python3
"""An OpenID provider of one's own for tests: Debian's glewlwyd, in a folder, on 127.0.0.1 only, gone afterwards.

    glewlwyd.py start FOLDER --redirect URL [--redirect URL …] [--algorithm RS256|ES256] [--group NAME …]
    glewlwyd.py rotate FOLDER      gives it another signing key and starts it anew, on the same port
    glewlwyd.py halt FOLDER        stops it and keeps the folder
    glewlwyd.py resume FOLDER      starts it again
    glewlwyd.py sign-in FOLDER ADDRESS
                                   does what a person would do at the authorisation address; prints where they are sent
    glewlwyd.py stop FOLDER        stops it and removes its folder

`start` prints one JSON object: issuer, client_id, client_secret, user, password, groups, port. From another test:

    with Glewlwyd(folder, redirects=["http://127.0.0.1:8080/sign-in/provider"]) as provider:
        provider.facts()["issuer"]; provider.sign_in(address); provider.rotate(); provider.halt(); provider.resume()

In a real browser: fill `#username` and `#password`, press Enter, then the button “Continue”.

Needs `apt-get install glewlwyd openssl`; nothing of the installed service is used or changed. What each step sets up:

1. `server.conf` (libconfig). `port` and `bind_address`: a free port of the loopback interface. `external_url`: how
   browsers reach it, the root of the issuer. `cookie_domain` is 127.0.0.1 and `cookie_secure` 0, for there is no TLS
   here; a real one has 1. `allow_multiple_user_per_session` is off, as in an office with one person a browser.
   `database`: SQLite in the folder. The `*_module_path` lines name where Debian keeps the modules, of which it has no
   `user_middleware`. `static_files_path`: the login page, copied, because Debian has parts of it as links that lead
   out of its folder, which glewlwyd does not follow.
2. The database is made from the schema that the Debian package brings, with a user `admin` whose password is known to
   everybody; the first act is to give them a random one.
3. The module for users keeps what each user has beside a name. `groups` is declared in its `data-format` as a
   property with several values, so that a user can have a list.
4. Scopes. `openid` is there. `groups` is one of ours: asking for it brings the claim. Both need the password, and
   neither lasts longer than the session. No second factor is asked for: `amr` is `["password"]`.
5. The plugin `oidc` is the provider itself. `iss` becomes the issuer, exactly as written. `jwt-type` with
   `jwt-key-size` chooses RS256 or ES256, `key` and `cert` are the private and the public key (PEM); `kid` is the
   key's thumbprint. `auth-type-code-enabled` with all other flows off leaves the authorisation code flow.
   `pkce-allowed` with `pkce-required` demands a code challenge, and `pkce-method-plain-allowed` off leaves S256.
   `claims` puts the user's `groups` and the account's name, as `preferred_username`, into the ID token; `name-claim`
   and `email-claim` do the same for name and e-mail. `session-management-allowed` brings `end_session_endpoint`.
   `oauth-as-iss-id` adds `iss` to the redirect (RFC 9207).
6. The user `anna` with a password, two groups and the scopes.
7. The client `firmground`: confidential, with a secret sent as `client_secret_basic`, the redirect addresses given
   and the authorisation code flow alone.
8. Anna's consent to the scopes is given once, so that the page asking for it does not come up.

Two departures of glewlwyd 2.7.5 from OpenID Connect Core 1.0, section 3.1.2.1, to know of in tests: it refuses
`max_age=0` as invalid (1 works), and it takes `auth_time` from the session cookie of whoever calls the token
endpoint, so that a relying party, which has none, always gets 0.
"""

import argparse
import gzip
import http.cookiejar
import json
import os
import pathlib
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

from glewlwyd_parameters import KEY_TYPES, SCOPES, configuration, copy_pages, plugin, signing_key

SCHEMA = pathlib.Path("/usr/share/doc/glewlwyd/database/init.sqlite3.sql.gz")
USER, CLIENT, PLUGIN = "anna", "firmground", "oidc"
GROUPS = ["firmground-decision-makers", "everybody"]
FIRST_PASSWORD = "password"


class GlewlwydError(Exception):
    """Something about the provider, in one sentence."""


class Glewlwyd:
    """One provider with its own folder, port, keys and people. What it is set up with lies in `facts.json`."""

    def __init__(self, folder, *, redirects=(), algorithm="RS256", groups=GROUPS):
        self.folder = pathlib.Path(folder).absolute()
        self.groups, self.process = list(groups), None
        self.redirects, self.algorithm = list(redirects), algorithm
        self.database = self.folder / "glewlwyd.db"

    def __enter__(self):
        return self.make()

    def __exit__(self, *_):
        self.remove()

    def facts(self):
        """What `start` prints, with what only this file needs."""
        return json.loads((self.folder / "facts.json").read_text())

    # Making and running

    def make(self):
        if not shutil.which("glewlwyd") or not SCHEMA.exists():
            raise GlewlwydError("glewlwyd is not installed: apt-get install glewlwyd.")
        if self.database.exists():
            raise GlewlwydError(f"{self.folder} holds a provider already: `glewlwyd.py stop {self.folder}` removes it.")
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (self.folder / "none").mkdir()
        copy_pages(self.folder / "pages")
        try:
            port = free_port()
            root = f"http://127.0.0.1:{port}"
            facts = {
                "issuer": f"{root}/api/{PLUGIN}", "client_id": CLIENT, "client_secret": secrets.token_urlsafe(24),
                "user": USER, "password": secrets.token_urlsafe(12), "groups": self.groups, "port": port, "root": root,
                "administrator_password": secrets.token_urlsafe(24), "algorithm": self.algorithm,
            }
            self.write("facts.json", json.dumps(facts, indent=2))
            self.write("server.conf", configuration(port, root, self.folder))
            with sqlite3.connect(self.database) as database:
                database.executescript(gzip.decompress(SCHEMA.read_bytes()).decode())
            database.close()
            self.resume()
            self.furnish(facts)
        except BaseException:
            self.remove()
            raise
        return self

    def write(self, name, text):
        path = self.folder / name
        path.touch(mode=0o600)
        path.write_text(text)

    def resume(self):
        """Starts it; returns when it answers."""
        with open(self.folder / "log", "ab") as log:
            process = subprocess.Popen(
                ["glewlwyd", "--config-file", str(self.folder / "server.conf")], cwd=self.folder,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        self.process = process
        self.write("pid", str(process.pid))
        end = time.monotonic() + 20
        while time.monotonic() < end:
            if process.poll() is not None:
                raise GlewlwydError(f"glewlwyd ended at once; {self.folder / 'log'} tells why.")
            try:
                urllib.request.build_opener(urllib.request.ProxyHandler({})).open(
                    self.facts()["root"] + "/config", timeout=5).close()
                return
            except OSError:
                time.sleep(0.05)
        raise GlewlwydError("glewlwyd did not answer within 20 seconds.")

    def halt(self):
        path = self.folder / "pid"
        if not path.exists():
            return
        process = int(path.read_text())
        path.unlink()
        if not is_ours(process, self.folder):
            return
        os.kill(process, signal.SIGTERM)
        for attempt in range(200):
            # A child that has ended stays in the table until its parent looks.
            if self.process:
                self.process.poll()
            if not is_ours(process, self.folder):
                return
            if attempt == 150:
                os.kill(process, signal.SIGKILL)
            time.sleep(0.05)

    def remove(self):
        self.halt()
        shutil.rmtree(self.folder, ignore_errors=True)

    # Setting up

    def furnish(self, facts):
        administrator = Browser(facts["root"])
        administrator.log_in("admin", FIRST_PASSWORD)
        administrator.request("PUT", "/profile/password", {
            "old_password": FIRST_PASSWORD, "password": facts["administrator_password"]})
        users = administrator.request("GET", "/mod/user/database")
        users["parameters"]["data-format"]["groups"] = {
            "multiple": True, "read": True, "write": True, "profile-read": True, "profile-write": False}
        administrator.request("PUT", "/mod/user/database", users)
        administrator.request("PUT", "/mod/user/database/reset")
        administrator.request("POST", "/scope/", {
            "name": "groups", "display_name": "Groups", "description": "What groups you are in",
            "password_required": True, "password_max_age": 0, "scheme": {}, "scheme_required": {}})
        administrator.request("PUT", "/scope/openid", {
            "display_name": "OpenID", "description": "Who you are", "password_required": True, "password_max_age": 0,
            "scheme": {}, "scheme_required": {}})
        administrator.request("POST", "/mod/plugin/", {
            "module": "oidc", "name": PLUGIN, "display_name": "OpenID Connect", "order_rank": 0, "readonly": False,
            "parameters": plugin(facts["issuer"]) | signing_key(self.algorithm)})
        administrator.request("POST", "/user/", {
            "username": USER, "name": "Anna Example", "email": "anna@example.org", "password": facts["password"],
            "scope": [*SCOPES, "g_profile"], "groups": self.groups, "enabled": True})
        administrator.request("POST", "/client/", {
            "client_id": CLIENT, "name": "FirmGround", "confidential": True, "enabled": True,
            "client_secret": facts["client_secret"], "redirect_uri": self.redirects, "authorization_type": ["code"],
            "token_endpoint_auth_method": ["client_secret_basic"], "scope": []})
        anna = Browser(facts["root"])
        anna.log_in(USER, facts["password"])
        anna.request("PUT", f"/auth/grant/{CLIENT}", {"scope": " ".join(SCOPES)})

    def rotate(self):
        """Another signing key, of which no token and no cache of ours knows; the old one is gone."""
        self.halt()
        with sqlite3.connect(self.database) as database:
            (text,) = database.execute(
                "SELECT gpmi_parameters FROM g_plugin_module_instance WHERE gpmi_name = ?", [PLUGIN]).fetchone()
            changed = json.loads(text) | signing_key(self.facts()["algorithm"])
            database.execute(
                "UPDATE g_plugin_module_instance SET gpmi_parameters = ? WHERE gpmi_name = ?",
                [json.dumps(changed), PLUGIN])
        database.close()
        self.resume()

    # What a person does

    def sign_in(self, address, browser=None):
        """
        What `anna` does at an authorisation address: gives her password, unless the browser is signed in and no fresh
        sign-in is asked for, and presses “Continue”. Answers where the provider sends her then, and goes nowhere.
        """
        facts = self.facts()
        browser = browser or Browser(facts["root"])
        for _ in range(3):
            target = browser.where(address)
            page = urllib.parse.urlsplit(target)
            if page.path != "/login.html":
                return target
            asked = dict(urllib.parse.parse_qsl(page.query))
            if asked.get("prompt") == "login" or not browser.is_signed_in():
                browser.log_in(facts["user"], facts["password"])
            address = asked["callback_url"] + "&g_continue"
        raise GlewlwydError("The provider keeps asking for a sign-in.")


class Browser:
    """Cookies, and what the provider's pages would ask it for."""

    def __init__(self, root):
        self.root = root
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.jar), Stay())

    def request(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            f"{self.root}/api{path}", data, {"Content-Type": "application/json"}, method=method)
        try:
            with self.opener.open(request, timeout=20) as answer:
                text = answer.read()
        except urllib.error.HTTPError as error:
            raise GlewlwydError(f"{method} {path}: {error.code} {error.read().decode(errors='replace')}") from error
        return json.loads(text) if text else None

    def log_in(self, user, password):
        self.request("POST", "/auth", {"username": user, "password": password})

    def is_signed_in(self):
        try:
            return bool(self.request("GET", "/profile_list"))
        except GlewlwydError:
            return False

    def where(self, address):
        """Where a page sends on to, without going there."""
        try:
            with self.opener.open(address, timeout=20) as answer:
                raise GlewlwydError(f"The provider answers {answer.status} and sends nowhere.")
        except urllib.error.HTTPError as error:
            if error.code not in (302, 303) or not error.headers["Location"]:
                raise GlewlwydError(f"The provider answers {error.code} and sends nowhere.") from error
            return urllib.parse.urljoin(address, error.headers["Location"])


class Stay(urllib.request.HTTPRedirectHandler):
    """Does not follow a redirect."""

    def redirect_request(self, *_):
        return None


# Processes


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_ours(process, folder):
    """Whether the process is the glewlwyd of this folder, and no later one with the same number."""
    try:
        command = pathlib.Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False
    return bytes(folder / "server.conf") in command


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=["start", "rotate", "halt", "resume", "sign-in", "stop"])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("address", nargs="?", help="for sign-in: the authorisation address")
    parser.add_argument("--redirect", action="append", default=[], metavar="URL")
    parser.add_argument("--group", action="append", default=[], metavar="NAME", help="anna's groups, instead of two")
    parser.add_argument("--algorithm", choices=sorted(KEY_TYPES), default="RS256")
    args = parser.parse_args()
    provider = Glewlwyd(
        args.folder, redirects=args.redirect, algorithm=args.algorithm, groups=args.group or GROUPS)
    try:
        if args.action == "start":
            facts = provider.make().facts()
            print(json.dumps({key: facts[key] for key in (
                "issuer", "client_id", "client_secret", "user", "password", "groups", "port")}))
        elif args.action == "sign-in":
            print(provider.sign_in(args.address))
        else:
            {"rotate": provider.rotate, "halt": provider.halt, "resume": provider.resume, "stop": provider.remove}[
                args.action]()
    except GlewlwydError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
