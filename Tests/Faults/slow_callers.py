#!/usr/bin/env python3
"""Callers who are slow, silent or excessive, while an ordinary one works on. The engine makes no difference: SQLite.

    slow_callers.py --program PROGRAM [--connections N]

Headers and bodies that come byte by byte, ten thousand connections on which nothing is said, bodies and headers larger than
allowed. Meanwhile an ordinary caller, on a connection of their own each time, gets every page in under a second, and the memory
of the server stays under a bound.
"""

import collections
import contextlib
import http.client
import resource
import select
import socket
import threading
import time

from command import Arguments, require, run, some
from ledger import SQLiteLedger
from load import Caller, Session
from server import Server

BOUND = 400  # MiB
SLOW = 100  # callers of each slow kind
SILENT = 10_000
ADDRESS = "127.0.0.{}"
A_SOURCE = 2_000  # connections from one address
LARGEST_BODY = 1 << 20
LARGEST_HEADERS = 16 << 10


def raise_limit(wanted):
    """So that many connections can be open at once; the server inherits it."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < wanted:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, wanted))
            return
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    enough = hard == resource.RLIM_INFINITY or hard >= wanted
    require(enough, f"{wanted} files must be open at once, but only {hard} may be: raise `ulimit -n`.")
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


class Ordinary(threading.Thread):
    """Somebody who looks at a case and at the worklist, ten times a second, and takes the time of each page."""

    def __init__(self, server, session, reference):
        super().__init__(daemon=True)
        self.server, self.session, self.reference = server, session, reference
        self.pages, self.slowest, self.wrong = 0, 0, []
        self.phase, self.by_phase = "", collections.defaultdict(float)
        self.is_over = False

    def run(self):
        while not self.is_over:
            for path in ("/", f"/cases/{self.reference}"):
                self.look(path)
                time.sleep(0.05)

    def look(self, path):
        caller, began, phase = Caller(self.server.port, timeout=5), time.monotonic(), self.phase
        try:
            status = caller.ask("GET", path, headers=self.session.headers).status
            if status != 200:
                self.wrong.append(f"{phase}: {path} {status}")
        except (OSError, http.client.HTTPException) as error:
            self.wrong.append(f"{phase}: {path} {type(error).__name__} {error}")
        caller.close()
        took = time.monotonic() - began
        self.pages += 1
        self.by_phase[phase] = max(self.by_phase[phase], took)

    def judge(self):
        self.is_over = True
        self.join(10)
        kinds = some(collections.Counter(self.wrong).items(), 4)
        require(not self.wrong, f"{len(self.wrong)} of an ordinary caller's {self.pages} pages failed: {kinds}")
        late = {phase: f"{took:.2f} s" for phase, took in self.by_phase.items() if took >= 1}
        require(not late, f"An ordinary caller waited a second or more for a page: {late}")


def connect(port, source=1):
    end = socket.socket()
    end.setblocking(False)
    end.bind((ADDRESS.format(source), 0))
    with contextlib.suppress(BlockingIOError):
        end.connect(("127.0.0.1", port))
    return end


def open_silent(port, count):
    """Connections on which nothing is said; a thousand a second, so that the queue of new ones never overflows."""
    ends = []
    for number in range(count):
        ends.append(connect(port, 2 + number // A_SOURCE))
        if number % 10 == 9:
            time.sleep(0.01)
    return ends


def send_what_goes(end, data):
    try:
        return end.send(data)
    except BlockingIOError:
        return 0
    except OSError:
        return None


def trickle(port, seconds):
    """Callers who send their headers, or their body, a byte at a time; answers how many were given up by the server."""
    head = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + b"x" * 4_000
    body = (b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            b"Content-Length: 4000\r\n\r\n")
    callers = [(connect(port), head, 0) for _ in range(SLOW)]
    callers += [(connect(port), body + b"a" * 4_000, len(body)) for _ in range(SLOW)]
    time.sleep(0.2)
    for end, text, at_once in callers:
        send_what_goes(end, text[:at_once])
    sent, end_of_it = 0, time.monotonic() + seconds
    while time.monotonic() < end_of_it:
        for end, text, at_once in callers:
            send_what_goes(end, text[at_once + sent: at_once + sent + 1])
        sent += 1
        time.sleep(0.1)
    given_up = sum(is_closed(end) for end, _, _ in callers)
    for end, _, _ in callers:
        end.close()
    return given_up


def is_closed(end):
    try:
        if not select.select([end], [], [], 0)[0]:
            return False
        return end.recv(1) == b"" or True
    except (OSError, ValueError):
        return True


def excessive(port, request):
    """The status of what a request was answered with; 0 when the connection was closed without an answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as end:
        with contextlib.suppress(OSError):
            end.sendall(request)
        answer = b""
        with contextlib.suppress(OSError):
            while b"\r\n" not in answer and (part := end.recv(4_096)):
                answer += part
    return int(answer.split()[1]) if answer.startswith(b"HTTP/1.1 ") else 0


def form(length, body):
    return (b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + length + b"\r\n\r\n" + body)


def check_excessive(port):
    """A body over a mebibyte, told beforehand or not, and headers over 16 KiB."""
    much = b"a" * (LARGEST_BODY + 1)
    chunk = b"%x\r\n%s\r\n" % (1 << 16, b"a" * (1 << 16))
    told = excessive(port, form(b"Content-Length: %d" % len(much), much))
    untold = excessive(port, form(b"Transfer-Encoding: chunked", chunk * 20 + b"0\r\n\r\n"))
    promised = excessive(port, form(b"Content-Length: 1000000000000", b"a" * 1_000))
    one = excessive(port, b"GET /sign-in HTTP/1.1\r\nHost: localhost\r\nX-Long: " + b"x" * (LARGEST_HEADERS * 2) + b"\r\n\r\n")
    lines = b"".join(b"X-%d: %s\r\n" % (number, b"y" * 1_000) for number in range(60))
    many = excessive(port, b"GET /sign-in HTTP/1.1\r\nHost: localhost\r\n" + lines + b"\r\n")
    endless = excessive(port, b"GET /" + b"z" * (1 << 20) + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
    for what, status in {"a body too large": told, "a chunked body too large": untold, "a body of a terabyte": promised}.items():
        require(status in (400, 413), f"{what} was answered with {status}, not with 413.")
    for what, status in {"a header of 32 KiB": one, "60 KiB of headers": many, "an address of a mebibyte": endless}.items():
        require(status == 0 or 400 <= status < 500, f"{what} was answered with {status}, not with 4xx.")
    return f"too large a body {told}, {untold}, {promised}; too large a head {one}, {many}, {endless} (0: closed)"


def flood(server, ordinary):
    """Many large bodies at once, none of which is ever finished."""
    head = form(b"Content-Length: %d" % LARGEST_BODY, b"")
    ends = [connect(server.port) for _ in range(SLOW)]
    time.sleep(0.2)
    for end in ends:
        send_what_goes(end, head + b"a" * 500_000)
    time.sleep(1)
    for end in ends:
        end.close()


def harass(server, ordinary, most):
    told = []

    def phase(name, work):
        ordinary.phase = name
        result = work()
        told.append((name, server.megabytes(), ordinary.by_phase[name]))
        require(server.is_running(), f"The server ended during {name}: {server.last_words()}")
        return result

    phase("byte by byte", lambda: trickle(server.port, 5))
    refused = phase("excess", lambda: check_excessive(server.port))
    phase("half bodies", lambda: flood(server, ordinary))

    def stay_silent():
        ends = open_silent(server.port, most)
        time.sleep(3)
        return ends

    ends = phase("silence", stay_silent)
    for end in ends:
        end.close()
    return refused, told


def body(engine, folder, program):
    raise_limit(SILENT + 2_000)
    ledger = SQLiteLedger(program, folder).fill(200)
    with Server(ledger, folder / "server.log") as server:
        ordinary = Ordinary(server, Session(server), ledger.waiting()[0])
        before = server.megabytes()
        ordinary.start()
        refused, told = harass(server, ordinary, SILENT)
        highest = server.megabytes("VmHWM")
        ordinary.judge()
    require(highest < BOUND, f"The server took {highest:.0f} MiB; {BOUND} are allowed.")
    phases = "; ".join(f"{name} {memory:.0f} MiB, slowest page {slowest:.2f} s" for name, memory, slowest in told)
    return (f"{SLOW} callers each of headers and bodies byte by byte, {SILENT:,} silent connections; {refused}; "
            f"{ordinary.pages} ordinary pages; {before:.0f} MiB before, {highest:.0f} MiB at most of {BOUND} ({phases})")


def main():
    arguments = Arguments(__doc__, engines=["sqlite"])
    run("slow callers", arguments, lambda engine, folder: body(engine, folder, arguments.program))


if __name__ == "__main__":
    main()
