#!/usr/bin/env python3
"""How long each page of the way of a first responder takes, on a ledger that is there already, and many drafts saved at once.

    journey.py --data DIR [--program FILE] [--rounds 40] [--sent 20] [--drafts 500] [--results FILE]

DIR is what `firmground.sh --keep DIR` leaves. An organisation and an account of a first responder are added there. One caller
asks for every page of an adult's referral and sends it again with the same answers, on one connection; what a request takes that
does nothing (`/health/live`) stands beside it. Then as many drafts as `--drafts` says are saved at once, each by a caller with a
connection of its own.

Two times stand beside each page: the caller's, who shares the machine, with the way there and back; and the server's own, from its
log, which the caller reads.
"""
import argparse
import concurrent.futures
import http.client
import json
import os
import pathlib
import queue
import re
import statistics
import sys
import threading
import time
import urllib.parse

TESTS = pathlib.Path(__file__).resolve().parent.parent / "Tests"
PROGRAM = TESTS.parent / ".build/release/firmground"
LISTED = 25
"""As many drafts as a page lists."""
FORM = "application/x-www-form-urlencoded"


class Log:
    """How long the server says that each request took, as it says so."""

    def __init__(self, stream):
        self.times = queue.SimpleQueue()
        threading.Thread(target=self.read, args=[stream], daemon=True).start()

    def read(self, stream):
        for line in stream:
            if found := re.search(rb"\bus=(\d+)", line):
                self.times.put(int(found[1]) / 1_000)

    def clear(self):
        while not self.times.empty():
            self.times.get()

    def next(self):
        """Milliseconds of the request that was answered last."""
        return self.times.get(timeout=10)


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


class Times:
    """The medians of pages, each after two requests that are not counted."""

    def __init__(self, caller, log):
        self.caller = caller
        self.log = log
        self.found = []

    def add(self, name, rounds, request, expected):
        """`request` answers method, path and fields of the next request."""
        times = []
        for number in range(rounds + 2):
            asked = request()
            if number == 0:
                # Whoever prepared this page has been answered; their lines may still be on the way.
                time.sleep(0.05)
                self.log.clear()
            status, _, text, took = self.caller.ask(*asked)
            assert status == expected, (asked, status, text[:400])
            server = self.log.next()
            if number > 1:
                times.append((took, server))
        callers, servers = zip(*times)
        self.found.append((name, statistics.median(callers), statistics.median(servers)))
        print(f"{name:48} {self.found[-1][1]:8.2f} ms {self.found[-1][2]:8.2f} ms", flush=True)

    def show(self, name, rounds, path):
        self.add(name, rounds, lambda: ("GET", path), 200)


def pages_of(times, csrf, draft, journey, rounds):
    """Every page that is asked, shown and saved."""
    for page, task, fields in journey.PAGES:
        address = f"{draft}/{'all' if task.get('shared') else 1}/{page}"
        status, _, text, _ = times.caller.ask("GET", address)
        if status != 200:
            continue
        own = {field: journey.ADULT[field] for field in fields if field in journey.ADULT}
        times.show(f"{page}, shown", rounds, address)
        seen = re.search(r'name="seen" value="([^"]*)"', text)
        if not seen or not own:
            continue
        # What was seen does not change while the same answers are sent.
        form = [("csrf", csrf), ("seen", seen[1]), ("then", "go"), *journey.sent_as(own)]
        times.add(f"{page}, sent", rounds // 2, lambda: ("POST", address, form), 303)
    for name in ["", "/check", "/1/whole", "/1/explanation", "/1/evidence", "/people", "/hand"]:
        if times.caller.ask("GET", draft + name)[0] == 200:
            times.show(name or "task list", rounds, draft + name)


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
    parser.add_argument("--sent", default=20, type=int, help="how many referrals are sent")
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
    node = support.Node(place, FIRMGROUND_LOG="info")
    log = Log(node.process.stderr)
    print(f"{'served after':48} {(time.monotonic() - began) * 1_000:8.0f} ms")
    try:
        officer = journey.Officer(node, name)
        cookie = "; ".join(f"{key}={value}" for key, value in officer.browser.cookies.items())
        times = Times(Caller(node.port, cookie), log)
        times.show("a request that does nothing", 200, "/health/live")
        times.found.clear()
        first = times.caller.ask("GET", "/refer")[3]
        print(f"{'first page after the start, with waits':48} {first:8.2f} ms")
        drafts = [officer.fill(officer.begin(), journey.ADULT) for _ in range(args.sent + 2 + LISTED)]
        times.show(f"the first page, {LISTED} drafts on it", args.rounds, "/refer")
        pages_of(times, officer.csrf, drafts[-1], journey, args.rounds)
        versions = iter([(one, officer.version(one)) for one in drafts])

        def declare():
            one, version = next(versions)
            return "POST", f"{one}/check", [("csrf", officer.csrf), ("version", version), ("declared", "yes")]

        times.add("check, sent", args.sent, declare, 303)
        times.show(f"the first page, {LISTED} drafts and the last sent", args.rounds, "/refer")
        sent = drafts[0]
        for path in ["/refer/sent", f"{sent}/done", f"{sent}/copy", "/referrals"]:
            times.show(path.removeprefix(sent), args.rounds, path)
        times.show("what became of it", args.rounds, f"/referrals/{officer.references(sent)[0]}")
        callers, servers = ([one[place] for one in times.found] for place in (1, 2))
        middle, most = statistics.median(servers), max(times.found, key=lambda one: one[2])
        print(f"{'median of ' + str(len(servers)) + ' pages':48} {statistics.median(callers):8.2f} ms {middle:8.2f} ms")
        print(f"{'slowest: ' + most[0]:48} {most[1]:8.2f} ms {most[2]:8.2f} ms")
        seconds, each = saved_at_once(node.port, cookie, officer.csrf, args.drafts, journey)
        print(f"{args.drafts} drafts saved at once in {seconds:.2f} s; "
              f"median {statistics.median(each):.0f} ms, slowest {each[-1]:.0f} ms")
        if args.results:
            with open(args.results, "a") as results:
                for what, rate in [("journey_page_ms", middle), ("journey_slowest_ms", most[2]),
                                   ("drafts_at_once_s", seconds)]:
                    results.write(json.dumps({"what": what, "peer": "firmground", "rate": round(rate, 3)}) + "\n")
    finally:
        node.stop()


if __name__ == "__main__":
    main()
