#!/usr/bin/env python3
"""Signs in through a server's own form and prints the session as settings for the load scripts.

    sign_in.py --base http://127.0.0.1:8000 --page /sign-in/ --field username=ada --field password=… \
               --csrf-field csrfmiddlewaretoken --then /cases/ABC/ > session.settings

Hidden fields of the form go back as they came. Where the site asks for a second step and shows the secret of an authenticator
app to set up, the first code goes into the field named by `--code-field`. `--then` is a page that needs a session: it proves
that signing in worked, and the token named by `--csrf-field` is read from it.
"""
import argparse
import pathlib
import sys
import urllib.error
import urllib.parse
import urllib.request
from html.parser import HTMLParser
from http.cookiejar import CookieJar

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Tests/Servers"))

from visitor import App, secret_on  # noqa: E402


class Forms(HTMLParser):
    """Every form of a page: its action and the names and values of its fields."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.found.append({"action": attrs.get("action") or "", "fields": {}, "hidden": {}})
        elif tag in ("input", "select", "textarea", "button") and self.found and attrs.get("name"):
            self.found[-1]["fields"][attrs["name"]] = attrs.get("value") or ""
            if tag == "input" and attrs.get("type") == "hidden":
                self.found[-1]["hidden"][attrs["name"]] = attrs.get("value") or ""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", required=True)
    parser.add_argument("--page", required=True)
    parser.add_argument("--field", action="append", required=True, metavar="NAME=VALUE")
    parser.add_argument("--then", required=True)
    parser.add_argument("--csrf-field", default="")
    parser.add_argument("--code-field", default="")
    args = parser.parse_args()

    jar = CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

    def fetch(path, data=None):
        url = urllib.parse.urljoin(args.base, path)
        body = urllib.parse.urlencode(data).encode() if data is not None else None
        request = urllib.request.Request(url, data=body, headers={"Referer": url})
        with browser.open(request, timeout=30) as answer:
            return answer.geturl(), answer.read().decode()

    given = dict(field.split("=", 1) for field in args.field)
    try:
        url, page = fetch(args.page)
        form = next((f for f in Forms(page).found if set(given) <= set(f["fields"])), None)
        if form is None:
            sys.exit(f"{args.page} has no form with the fields {', '.join(given)}.")
        url, page = fetch(urllib.parse.urljoin(url, form["action"]), {**form["hidden"], **given})
        if args.code_field:
            form = next((f for f in Forms(page).found if args.code_field in f["fields"]), None)
            if form is None:
                sys.exit(f"{url} asks for no code in a field {args.code_field}.")
            code = App(secret_on(page)).next_code()
            fetch(urllib.parse.urljoin(url, form["action"]), {**form["hidden"], args.code_field: code})
        url, page = fetch(args.then)
    except urllib.error.URLError as error:
        sys.exit(f"Could not sign in at {args.base}{args.page}: {error}")
    if urllib.parse.urlsplit(url).path != urllib.parse.urlsplit(args.then).path:
        sys.exit(f"Signing in did not work: {args.then} led to {url}.")

    print("cookie=" + "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar))
    if args.csrf_field:
        token = next((f["fields"][args.csrf_field] for f in Forms(page).found if args.csrf_field in f["fields"]), None)
        if not token:
            sys.exit(f"{args.then} has no field {args.csrf_field}.")
        print("csrf=" + token)


if __name__ == "__main__":
    main()
