"""Asks a running server, as somebody without access, for a case that is there and for one that is not, ten thousand times each in
turns, and shows that the two cannot be told apart by how long the answer takes (Mann–Whitney, two-sided, p > 0.01).

Usage: timing.py BINARY [PAIRS]

Honest chance fails one run in a hundred, so a run that fails is repeated once with fresh requests.
"""

import http.client
import math
import random
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

PASSWORD = "stone under the river"
THREADS = 24


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def signed_in(port, name):
    """The cookie of a session, by password and by the code that the demonstration shows."""
    cookies = {}

    def ask(method, path, fields=None):
        connection = http.client.HTTPConnection("127.0.0.1", port)
        headers = {"Cookie": "; ".join(f"{key}={value}" for key, value in cookies.items())}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, urllib.parse.urlencode(fields) if fields is not None else None, headers)
        answer = connection.getresponse()
        for header, value in answer.getheaders():
            if header.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                cookies[key] = rest.split(";")[0]
        return answer.read().decode()

    def token(page):
        return re.search(r'name="csrf" value="([^"]*)"', page)[1]

    page = ask("GET", "/sign-in")
    ask("POST", "/sign-in", {"csrf": token(page), "name": name, "password": PASSWORD})
    page = ask("GET", "/sign-in/second")
    form = page[page.index('action="/sign-in/second"'):]
    code = re.search(r"the code is (\d{6})", page)[1]
    ask("POST", "/sign-in/second", {"csrf": token(form), "code": code})
    return f"session={cookies['session']}"


def wait_for(port):
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port)
            connection.request("GET", "/health/live")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not come up")


def p_value(left, right):
    """The two-sided p of Mann and Whitney's U, by the normal approximation with the correction for ties."""
    merged = sorted([(value, 0) for value in left] + [(value, 1) for value in right])
    ranks, ties, place = 0.0, 0.0, 0
    while place < len(merged):
        end = place
        while end < len(merged) and merged[end][0] == merged[place][0]:
            end += 1
        rank = (place + 1 + end) / 2
        ranks += rank * sum(1 for one in merged[place:end] if one[1] == 0)
        ties += (end - place) ** 3 - (end - place)
        place = end
    n, m = len(left), len(right)
    u = ranks - n * (n + 1) / 2
    spread = math.sqrt(n * m / 12 * ((n + m + 1) - ties / ((n + m) * (n + m - 1))))
    z = (u - n * m / 2) / spread
    return math.erfc(abs(z) / math.sqrt(2))


def measure(port, cookie, present, absent, pairs):
    """Milliseconds for each request, those for the case that is there first."""
    times = {present: [], absent: []}
    bodies = set()
    lock = threading.Lock()

    def ask(count):
        connection = http.client.HTTPConnection("127.0.0.1", port)
        own = {present: [], absent: []}
        seen = set()
        for _ in range(count):
            for reference in random.sample([present, absent], 2):
                start = time.perf_counter()
                connection.request("GET", f"/cases/{reference}", headers={"Cookie": cookie})
                answer = connection.getresponse()
                body = answer.read()
                own[reference].append((time.perf_counter() - start) * 1000)
                seen.add((answer.status, body))
        with lock:
            bodies.update(seen)
            for reference, values in own.items():
                times[reference] += values

    threads = [threading.Thread(target=ask, args=(pairs // THREADS + 1,)) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(bodies) == 1, f"{len(bodies)} different answers"
    return times[present], times[absent]


def main():
    binary, pairs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        server = subprocess.Popen(
            [binary, "demo", "--data", folder, "--cases", "60", "--password", PASSWORD, "--port", str(port)],
            stdout=subprocess.PIPE, text=True)
        try:
            wait_for(port)
            cookie = signed_in(port, "police.investigator")
            listed = subprocess.run(
                [binary, "worklist", "--as", "decision.maker", "--data", folder, "--keys", f"{folder}/keys/firmground.keys"],
                capture_output=True, text=True, check=True).stdout
            present = next(word for word in listed.split() if word.count("-") == 2 and len(word) == 13)
            absent = absent_reference(present)
            for attempt in range(2):
                here, gone = measure(port, cookie, present, absent, pairs)
                p = p_value(here, gone)
                middle = [sorted(values)[len(values) // 2] for values in (here, gone)]
                print(f"{len(here)} pairs, medians {middle[0]:.3f} ms and {middle[1]:.3f} ms, p = {p:.3f}")
                if p > 0.01:
                    return 0
            print("A case that is there and one that is not can be told apart by the time of the answer.")
            return 1
        finally:
            server.terminate()
            server.wait(20)


def absent_reference(present):
    """A reference of the right form that no case has."""
    symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    number = 0
    for letter in present.replace("-", "")[:10]:
        number = number * 32 + symbols.index(letter)
    number = (number + 37 * 12_345_678) % 2**50
    while number % 37 >= 32:
        number += 1
    text = "".join(symbols[number >> (45 - 5 * place) & 31] for place in range(10)) + symbols[number % 37]
    return f"{text[:4]}-{text[4:8]}-{text[8:]}"


if __name__ == "__main__":
    sys.exit(main())
