"""Thirty-two people who decide cases at once, and a journal of every answer they got.

An action counts as acknowledged when the page that follows it was named in the answer. That is written to the journal, outside
the reach of the fault, before the caller does anything else. What got no such answer is noted too: it may or may not have been
recorded, and sending it again with the same key must leave it recorded once.
"""

import collections
import concurrent.futures
import http.client
import os
import threading
import time
import urllib.parse
import uuid

from command import FaultFound, require, some, wait_for
from ledger import PASSWORD, PEOPLE, RECORD
from visitor import NotSignedIn, Visitor, plain

CALLERS = 32
KNOWN = 5  # acknowledged actions that are sent again after each fault
ANSWERS = [
    ("definition_applied", "trafficking"), ("act_found", "yes"), ("acts", "recruitment"), ("means_found", "yes"),
    ("means", "deception"), ("purpose_found", "yes"), ("purposes", "labour"), ("outcome", "positive"),
    ("reasons", "The account is credible and fits what was found"),
]
DONE_BEFORE = "done=5"  # what the next page says: this had been recorded already
NOTHING = "nothing was recorded"  # what some refusals promise
ENOUGH = "The cases ran out: this test needs more of them."
FORM = "application/x-www-form-urlencoded"

# A key counts for the person who sent it first, so whoever sends it again is the same.
Action = collections.namedtuple("Action", "reference key person")
# `status` is a number, or the name of what went wrong before there was one; times are those of the monotonic clock.
Answer = collections.namedtuple("Answer", "action status location text began ended")


class Session:
    """Somebody signed in: a cookie and the token that goes with every form. Who has an invitation takes it up first."""

    def __init__(self, server, number=0):
        ledger, self.name = server.ledger, f"dm{number % PEOPLE}"
        visitor = Visitor(server.port, ledger.apps)
        invitation = ledger.invitations.pop(self.name, None)
        try:
            if invitation:
                visitor.accept(invitation, self.name, PASSWORD)
            else:
                visitor.sign_in(self.name, PASSWORD)
            self.cookie, self.csrf = visitor.session, visitor.token()
        except NotSignedIn as error:
            raise FaultFound(f"{self.name} could not sign in. {error}") from None

    @property
    def headers(self):
        return {"Cookie": self.cookie}


class Reply:
    def __init__(self, answer):
        self.status = answer.status
        self.location = answer.getheader("Location") or ""
        self.text = answer.read().decode(errors="replace")


class Caller:
    """One connection that is kept, and made anew when it was lost."""

    def __init__(self, port, timeout=60):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)

    def ask(self, method, path, body=None, headers=None):
        headers = {**(headers or {}), **({"Content-Type": FORM} if body is not None else {})}
        try:
            self.connection.request(method, path, body, headers)
            return Reply(self.connection.getresponse())
        except BaseException:
            self.connection.close()
            raise

    def decide(self, action, session):
        """Sends the decision form of a case and answers what came of it, whatever that was."""
        fields = [("csrf", session.csrf), ("request-key", action.key), ("expected-version", "1"), *ANSWERS]
        path = f"/cases/{action.reference}/{RECORD}/decide"
        began = time.monotonic()
        try:
            reply = self.ask("POST", path, urllib.parse.urlencode(fields), session.headers)
        except (OSError, http.client.HTTPException) as error:
            return Answer(action, type(error).__name__, "", "", began, time.monotonic())
        return Answer(action, reply.status, reply.location, plain(reply.text), began, time.monotonic())

    def close(self):
        self.connection.close()


def is_acknowledged(answer):
    return answer.status == 303 and answer.location.startswith(f"/cases/{answer.action.reference}") and "done=" in answer.location


class Journal:
    """A file of acknowledged actions, one a line, flushed before the caller goes on; read back from the file to judge."""

    def __init__(self, path):
        self.path = path
        self.file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def note(self, action):
        os.write(self.file, f"{action.reference}\t{action.key}\t{action.person}\t{time.time():.3f}\n".encode())

    def acknowledged(self):
        return [Action(*line.split("\t")[:3]) for line in self.path.read_text().splitlines()]

    def close(self):
        os.close(self.file)


class Load:
    """Callers who each decide case after case until told to stop.

    Impatient ones give up at the first action that is not acknowledged; patient ones send it again, with its key, until it is.
    """

    def __init__(self, server, sessions, cases, journal, is_patient=False, timeout=60):
        self.server, self.sessions, self.cases, self.journal = server, sessions, cases, journal
        self.is_patient, self.timeout = is_patient, timeout
        self.is_over = self.ran_dry = False
        self.acknowledged = 0
        self.answers = []
        self.open = {}
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self.work, args=(session,), daemon=True) for session in sessions]

    def start(self):
        for thread in self.threads:
            thread.start()
        return self

    def stop(self):
        self.is_over = True
        for thread in self.threads:
            thread.join(self.timeout + 10)
            require(not thread.is_alive(), "A caller still waits for an answer.")
        require(not self.ran_dry, ENOUGH)
        self.refuse_strange()
        return self

    def go_on(self, count=1, seconds=20, sentence="Nothing was acknowledged"):
        """Waits until that many more are acknowledged; answers how long it took."""
        wanted, began = self.acknowledged + count, time.monotonic()
        wait_for(lambda: self.acknowledged >= wanted or self.ran_dry or not self.server.is_running(), seconds, sentence)
        require(not self.ran_dry, ENOUGH)
        self.server.must_run()
        return time.monotonic() - began

    def __enter__(self):
        return self.start()

    def __exit__(self, kind, *_):
        """After a failure nobody waits for the callers; they end with what they are doing."""
        self.is_over = True
        if kind is None:
            self.stop()

    @property
    def unanswered(self):
        """What was sent and never acknowledged."""
        return list(self.open.values())

    def next_action(self, session):
        with self.lock:
            if not self.cases:
                self.ran_dry = True
                return None
            action = Action(self.cases.pop(), str(uuid.uuid4()), session.name)
            self.open[action.key] = action
            return action

    def work(self, session):
        caller = Caller(self.server.port, self.timeout)
        while not self.is_over and (action := self.next_action(session)):
            while not self.attempt(caller, action, session):
                if self.is_over or not self.is_patient:
                    return caller.close()
                time.sleep(0.05)
        caller.close()

    def attempt(self, caller, action, session):
        answer = caller.decide(action, session)
        if is_acknowledged(answer):
            self.journal.note(action)
            with self.lock:
                self.acknowledged += 1
                del self.open[action.key]
        with self.lock:
            self.answers.append(answer)
        return is_acknowledged(answer)

    def refuse_strange(self):
        """An answer must be an acknowledgement, a refusal for want of a service (503), or none at all."""
        strange = [
            f"{answer.action.reference} {answer.status} {answer.location} {answer.text}" for answer in self.answers
            if isinstance(answer.status, int) and answer.status != 503 and not is_acknowledged(answer)]
        require(not strange, f"{len(strange)} answers were neither done nor refused with 503: {some(strange, 2)}")

    def refuse_untrue(self):
        """Who was told that nothing was recorded, and never anything else, must not hear later that it had been."""
        promised, done, untrue = {}, set(), []
        for answer in self.answers:
            key = answer.action.key
            if not is_acknowledged(answer):
                promised[key] = promised.get(key, True) and NOTHING in answer.text
            elif key not in done:
                done.add(key)
                if answer.location.endswith(DONE_BEFORE) and promised.get(key):
                    untrue.append(answer.action.reference)
        count = f"{len(untrue)} actions were recorded although their callers were told that nothing was"
        require(not untrue, f"{count}: {some(untrue)}")

    def repeated_meanwhile(self):
        """How many actions patient callers had to send more than once, and how many of them turned out to have been recorded."""
        failed = {answer.action.key for answer in self.answers if not is_acknowledged(answer)}
        done = [answer for answer in self.answers if is_acknowledged(answer) and answer.action.key in failed]
        return len(done), sum(answer.location.endswith(DONE_BEFORE) for answer in done)

    def send_again(self, actions):
        """Sends actions once more with their keys; answers how many turned out to have been recorded before."""
        caller, before = Caller(self.server.port, self.timeout), 0
        people = {session.name: session for session in self.sessions}
        for action in actions:
            answer = caller.decide(action, people[action.person])
            self.answers.append(answer)
            said = f"{answer.status} {answer.location} {answer.text}"
            require(is_acknowledged(answer), f"{action.reference}, sent again with its key, was answered with {said}")
            self.journal.note(action)
            self.open.pop(action.key, None)
            before += answer.location.endswith(DONE_BEFORE)
        caller.close()
        return before


class Tally:
    """What all rounds of a fault add up to."""

    def __init__(self):
        self.acknowledged = self.repeated = self.recorded_before = 0

    def settle(self, ledger, load):
        """After a fault: nothing acknowledged is lost, nothing is done twice, and the ledger is whole."""
        check_acknowledged(ledger, load.journal)
        unanswered = load.unanswered
        self.acknowledged += load.acknowledged
        repeated, before = load.repeated_meanwhile()
        self.repeated += len(unanswered) + repeated
        self.recorded_before += load.send_again(unanswered) + before
        known = load.journal.acknowledged()[-KNOWN:]
        require(load.send_again(known) == len(known), "An acknowledged action, sent again with its key, was not recognised.")
        load.refuse_untrue()
        check_acknowledged(ledger, load.journal, is_all=True)
        ledger.verify()

    def __str__(self):
        return (f"{self.acknowledged:,} acknowledged, none lost; {self.repeated:,} refused or unanswered and sent again "
                f"({self.recorded_before:,} had been recorded), none done twice; verified")


def check_acknowledged(ledger, journal, is_all=False):
    """Each acknowledged action is there exactly once. With `is_all` there is also nothing besides them."""
    decisions = ledger.decisions()
    acknowledged = {action.reference for action in journal.acknowledged()}
    lost = acknowledged - decisions.keys()
    require(not lost, f"{len(lost)} acknowledged actions are lost: {some(lost)}")
    twice = [reference for reference, count in decisions.items() if count != 1]
    require(not twice, f"{len(twice)} actions were done more than once: {some(twice)}")
    if is_all:
        besides = decisions.keys() - acknowledged
        require(not besides, f"{len(besides)} actions were recorded that nobody was told of: {some(besides)}")


def sign_in_all(server, callers=CALLERS):
    """A session for each caller, each of another person."""
    require(callers <= PEOPLE, "There are not that many people.")
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        return list(pool.map(lambda number: Session(server, number), range(callers)))
