#!/usr/bin/env python3
"""How long each page of the way of a first responder takes, on a ledger that is there already, and many drafts saved at once.

    journey.py --data DIR [--program FILE] [--rounds 40] [--sent 9] [--drafts 500] [--results FILE]

DIR is what `firmground.sh --keep DIR` leaves. An organisation and an account of a first responder are added there. One caller
asks for every page of an adult's referral and sends it again with the same answers, on one connection; what a request takes that
does nothing (`/health/live`) stands beside it. Then as many drafts as `--drafts` says are saved at once, each by a caller with a
connection of its own. Times are the caller's: they hold the way there and back, and the caller shares the machine.
"""
import argparse
import concurrent.futures
import http.client
import json
import os
import pathlib
import re
import statistics
import sys
import time
import urllib.parse

TESTS = pathlib.Path(__file__).resolve().parent.parent / "Tests"
PROGRAM = TESTS.parent / ".build/release/firmground"
FORM = "application/x-www-form-urlencoded"


class Caller:
    """Somebody signed in, on one connection that stays open."""

    def __init__(self, port, cookie):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookie = cookie

    def ask(self, method, path, fields=None):
        """Status, where it leads, what it says, and how many milliseconds it took."""
        body = None if fields is None else urllib.parse.urlencode(fields)
        headers = {"Cookie": self.cookie} | ({"Content-Type": FORM} if body is not None else {})
        began = time.perf_counter()
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read()
        took = (time.perf_counter() - began) * 1_000
        return answer.status, answer.getheader("Location") or "", text.decode(), took


def median_of(rounds, ask, expected):
    """The median of the times that `ask` takes, after two that are not counted."""
    times = []
    for number in range(rounds + 2):
        status, _, text, took = ask()
        assert status in expected, (status, text[:400])
        if number > 1:
            times.append(took)
    return statistics.median(times)


def pages_of(caller, csrf, draft, journey, rounds):
    """Every page that is asked, shown and saved."""
    found = []
    for page, task, fields in journey.PAGES:
        address = f"{draft}/{'all' if task.get('shared') else 1}/{page}"
        status, _, text, _ = caller.ask("GET", address)
        if status != 200:
            continue
        own = {field: journey.ADULT[field] for field in fields if field in journey.ADULT}
        found.append((f"{page}, shown", median_of(rounds, lambda: caller.ask("GET", address), [200])))
        seen = re.search(r'name="seen" value="([^"]*)"', text)
        if not seen or not own:
            continue
        # What was seen does not change while the same answers are sent.
        form = [("csrf", csrf), ("seen", seen[1]), ("then", "go"), *journey.sent_as(own)]
        found.append((f"{page}, sent", median_of(rounds // 2, lambda: caller.ask("POST", address, form), [303])))
    for name in ["", "/check", "/1/whole", "/1/explanation", "/1/evidence", "/people", "/hand-over"]:
        status = caller.ask("GET", draft + name)[0]
        if status == 200:
            found.append((name or "task list", median_of(rounds, lambda: caller.ask("GET", draft + name), [200])))
    return found


def saved_at_once(port, cookie, csrf, count, journey):
    """Seconds until `count` drafts, begun before, have each been saved by a caller of their own; and each caller's time."""
    callers = [Caller(port, cookie) for _ in range(count)]
    drafts = []
    for caller in callers:
        _, location, _, _ = caller.ask("POST", "/refer", [("csrf", csrf), ("journey", "referral"), ("people", 1)])
        drafts.append("/".join(location.split("/")[:3]))
    page, task, fields = next(one for one in journey.PAGES if not one[1].get("shared") and "given_name" in one[2])
    own = {field: journey.ADULT[field] for field in fields if field in journey.ADULT}
    forms = []
    for caller, draft in zip(callers, drafts):
        text = caller.ask("GET", f"{draft}/1/{page}")[2]
        seen = re.search(r'name="seen" value="([^"]*)"', text)
        forms.append([("csrf", csrf), ("seen", seen[1] if seen else ""), ("then", "go"), *journey.sent_as(own)])

    def save(number):
        status, _, text, took = callers[number].ask("POST", f"{drafts[number]}/1/{page}", forms[number])
        assert status == 303, (status, text[:300])
        return took

    began = time.perf_counter()
    with concurrent.futures.ThreadPoolExecutor(count) as pool:
        times = sorted(pool.map(save, range(count)))
    return time.perf_counter() - began, times


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, type=pathlib.Path)
    parser.add_argument("--program", default=PROGRAM, type=pathlib.Path)
    parser.add_argument("--rounds", default=40, type=int)
    parser.add_argument("--drafts", default=500, type=int)
    parser.add_argument("--sent", default=9, type=int, help="how many referrals are sent")
    parser.add_argument("--results", default="")
    args = parser.parse_args()
    os.environ["FIRMGROUND_BINARY"] = str(args.program.resolve())
    sys.path[:0] = [str(TESTS / "CommandLine"), str(TESTS / "Servers")]
    import support
    import test_refer as journey

    place = support.FilePlace(args.data.resolve().parent)
    place.data = args.data.resolve()
    journey.register(place, "met-police", "Metropolitan Police Service", ["police-force", "first-responder"],
                     {"police_force_code": "metropolitan", "first_responder_code": "metropolitan-police-service"})
    name = f"responder-{int(time.time())}"
    added = journey.add_account(place, name, "first_responder", "met-police", name="Ann Hill")
    assert added.code == 0, added
    began = time.monotonic()
    node = support.Node(place)
    print(f"{'served after':40} {(time.monotonic() - began) * 1_000:8.0f} ms")
    try:
        officer = journey.Officer(node, name)
        cookie = "; ".join(f"{key}={value}" for key, value in officer.browser.cookies.items())
        caller = Caller(node.port, cookie)
        idle = median_of(200, lambda: caller.ask("GET", "/health/live"), [200])
        print(f"{'a request that does nothing':40} {idle:8.2f} ms")
        began = time.perf_counter()
        first = caller.ask("GET", "/refer")[3]
        print(f"{'first page after the start, with waits':40} {first:8.2f} ms")
        drafts = [officer.fill(officer.begin(), journey.ADULT) for _ in range(args.sent + 2)]
        draft = drafts[0]
        found = [("/refer", median_of(args.rounds, lambda: caller.ask("GET", "/refer"), [200]))]
        found += pages_of(caller, officer.csrf, draft, journey, args.rounds)
        versions = iter([(one, officer.version(one)) for one in drafts])

        def declare():
            one, version = next(versions)
            return caller.ask("POST", f"{one}/check", [("csrf", officer.csrf), ("version", version), ("declared", "yes")])

        found.append(("check, sent", median_of(args.sent, declare, [303])))
        for path in [f"{draft}/done", f"{draft}/copy", "/referrals"]:
            found.append((path.removeprefix(draft), median_of(args.rounds, lambda: caller.ask("GET", path), [200])))
        status = f"/referrals/{officer.references(draft)[0]}"
        found.append(("what became of it", median_of(args.rounds, lambda: caller.ask("GET", status), [200])))
        for page, took in found:
            print(f"{page:40} {took:8.2f} ms")
        times = [took for _, took in found]
        print(f"{'median of ' + str(len(times)) + ' pages':40} {statistics.median(times):8.2f} ms")
        print(f"{'slowest: ' + max(found, key=lambda one: one[1])[0]:40} {max(times):8.2f} ms")
        seconds, each = saved_at_once(node.port, cookie, officer.csrf, args.drafts, journey)
        print(f"{args.drafts} drafts saved at once in {seconds:.2f} s; "
              f"median {statistics.median(each):.0f} ms, slowest {each[-1]:.0f} ms")
        if args.results:
            with open(args.results, "a") as results:
                for what, rate in [("journey_page_ms", statistics.median(times)), ("journey_slowest_ms", max(times)),
                                   ("drafts_at_once_s", seconds)]:
                    results.write(json.dumps({"what": what, "peer": "firmground", "rate": round(rate, 3)}) + "\n")
    finally:
        node.stop()


if __name__ == "__main__":
    main()
