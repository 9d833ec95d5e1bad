"""Runs the program as a person would, in places that go away.

The program is looked for in FIRMGROUND_BINARY, then in .build/release beside the sources. Ledgers are made with SQLite, or, when
FIRMGROUND_TEST_DATABASE names an empty PostgreSQL database (postgresql://…) that its role owns, each in a schema of its own there.
That needs a package beyond the standard library, and so do those tests that read the rulebook themselves.
"""

import atexit
import contextlib
import functools
import json
import os
import pathlib
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest
import uuid

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "Tests/Servers"))

from postgres import free_port  # noqa: E402
from visitor import Visitor  # noqa: E402

PROGRAM = os.environ.get("FIRMGROUND_BINARY", str(REPOSITORY / ".build/release/firmground"))
SERVER = os.environ.get("FIRMGROUND_TEST_DATABASE")
ENGINE = "postgres" if SERVER else "sqlite"
SAMPLES = REPOSITORY / "Tests/ExchangeTests/Fixtures/referrals"
ANSWERS = SAMPLES / "answers.ndjson"
MESSAGES = SAMPLES / "casework.ndjson"
PASSWORD = "three unlikely words"
# Short name, name, kinds, codes: what the prepared ledger has.
ORGANISATIONS = [
    ("sca", "Single Competent Authority", ["competent-authority"], {"authority_code": "sca"}),
    ("harbour", "Harbour Support", ["support-provider"], {}),
    ("met-police", "Metropolitan Police Service", ["police-force", "first-responder"],
     {"police_force_code": "metropolitan", "first_responder_code": "metropolitan-police-service"}),
    ("commissioner", "Independent Anti-Slavery Commissioner", ["commissioner"], {}),
    ("enforcement", "Immigration Enforcement", ["immigration-enforcement"], {}),
    ("operations", "Operations", ["operator"], {}),
]
# One account for each of these roles, called like the role, and where they work.
ROLES = {
    "first_responder": "met-police", "decision_maker": "sca", "decision_manager": "sca", "support_worker": "harbour",
    "support_manager": "harbour", "police_investigator": "met-police", "police_manager": "met-police",
    "analyst": "operations", "commissioner": "commissioner", "data_guardian": "operations",
    "immigration_officer": "enforcement", "administrator": "operations",
}
# What they are in the ledger: an entry for each organisation, and for each person one that they joined and one for their post.
STAFF_DOSSIERS = len(ORGANISATIONS) + len(ROLES)
STAFF = len(ORGANISATIONS) + 2 * len(ROLES)
ELEMENTS = {
    "definition_applied": "trafficking", "act_found": "yes", "acts": "recruitment", "means_found": "yes", "purpose_found": "yes",
    "reasons": "What was looked at, and why.",
}
# What belongs to one place and moment, and is not copied.
OF_ITS_PLACE = ["setting", "migration", "session", "attempt", "slip"]


def files_only(why):
    """Leaves a test or a class out on PostgreSQL: it is about the database file."""
    return unittest.skipIf(SERVER, why)


server_only = unittest.skipUnless(SERVER, "FIRMGROUND_TEST_DATABASE names no PostgreSQL database")


# Running the program


class Result:
    """What a run left: exit code, both outputs as text."""

    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out.decode(), err.decode()

    @property
    def json(self):
        return json.loads(self.out)

    def __repr__(self):
        return f"exit {self.code}\n--- out\n{self.out[-2000:]}\n--- err\n{self.err[-2000:]}"


def invocation(arguments, cwd=None, environment=None, **others):
    """How the program is called: with no setting but those given here."""
    variables = {key: value for key, value in os.environ.items() if not key.startswith("FIRMGROUND_")}
    variables.update(environment or {})
    return {"args": [PROGRAM, *map(str, arguments)], "cwd": cwd or REPOSITORY, "env": variables, **others}


def run(*arguments, stdin=b"", **others):
    process = subprocess.run(
        input=stdin if isinstance(stdin, bytes) else stdin.encode(), capture_output=True, timeout=120,
        **invocation(arguments, **others))
    return Result(process.returncode, process.stdout, process.stderr)


def finished(process):
    """Waits for a process that `LedgerTest.start` started."""
    out, err = process.communicate(timeout=120)
    return Result(process.returncode, out, err)


def lines(path):
    return path.read_bytes().splitlines(keepends=True)


def many(rounds):
    """The sample referrals that often, each time as other people's: 300 lines a round."""
    referrals = []
    for number in range(rounds):
        for line in lines(ANSWERS):
            referral = json.loads(line)
            referral["externalID"] = f"{number}-" + referral["externalID"]
            referrals.append(json.dumps(referral).encode() + b"\n")
    return referrals


# Places for a ledger


class Place:
    """Where a ledger may be, with a folder of its own for its keys, and a way past the program to what it wrote."""

    environment = {}

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.data = self.folder / "data"

    @property
    def keys(self):
        return self.data / "keys/firmground.keys"

    def called(self, arguments, environment=None, **others):
        return {
            "arguments": [*arguments, "--data", self.data], "environment": {**self.environment, **(environment or {})}, **others,
        }

    def run(self, *arguments, **others):
        called = self.called(arguments, **others)
        return run(*called.pop("arguments"), **called)

    def referrals(self, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else b"".join(content))
        return path

    def dump(self):
        """Every row of every table."""
        return {name: sorted(map(repr, self.rows(f"SELECT * FROM {name}"))) for name in self.tables()}

    def ledger(self):
        """Every row that belongs to the ledger, wherever it is kept."""
        return {name: rows for name, rows in self.dump().items() if name not in OF_ITS_PLACE}

    def remove(self):
        pass


class FilePlace(Place):
    """A data folder with an SQLite file."""

    engine = "sqlite"

    @property
    def database(self):
        return self.data / "firmground.sqlite"

    @property
    def address(self):
        """How `copy` names it."""
        return self.data

    @property
    def shown(self):
        """How the program names it."""
        return str(self.database)

    def take_over(self, other):
        """Becomes a copy of a ledger that nobody uses."""
        other.settle()
        shutil.copytree(other.data, self.data)

    def empty(self):
        """Leaves a database without anything in it, and the keys."""
        for left in self.data.glob("firmground.sqlite*"):
            left.unlink()
        self.database.touch()

    def tables(self):
        if not self.database.exists():
            return []
        return [name for (name,) in self.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]

    def rows(self, sql):
        connection = sqlite3.connect(self.database)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def change(self, *statements):
        connection = sqlite3.connect(self.database)
        with connection:
            for sql in statements:
                connection.execute(sql)
        connection.close()

    def literal(self, content):
        """Bytes as SQL writes them here."""
        return f"X'{content.hex()}'"

    def settle(self):
        """Moves everything out of the write-ahead log, so that the database file holds all."""
        connection = sqlite3.connect(self.database)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()

    @contextlib.contextmanager
    def held(self):
        """As long as it lasts nobody else can write."""
        with contextlib.closing(sqlite3.connect(self.database, isolation_level=None)) as connection:
            connection.executescript("CREATE TABLE held (x); DROP TABLE held")  # so that there is a log, as when somebody writes
            connection.execute("BEGIN IMMEDIATE")
            yield


class ServerPlace(Place):
    """A schema in the PostgreSQL database for tests."""

    engine = "postgres"

    def __init__(self, folder):
        super().__init__(folder)
        self.schema = f"test_{uuid.uuid4().hex}"
        self.url = f"{SERVER}{'&' if '?' in SERVER else '?'}options=-csearch_path%3D{self.schema}"
        self.environment = {"FIRMGROUND_DATABASE": self.url}
        server().execute(f"CREATE SCHEMA {self.schema}")

    @property
    def address(self):
        return self.url

    @property
    def shown(self):
        scheme, rest = SERVER.split("?")[0].split("://")
        role, at, host = rest.rpartition("@")
        return f"{scheme}://{role.split(':')[0]}{at}{host}"

    def take_over(self, other):
        shutil.copytree(other.data, self.data)
        self.change(*(
            f"CREATE TABLE {name} (LIKE {other.schema}.{name} INCLUDING ALL); "
            f"INSERT INTO {name} SELECT * FROM {other.schema}.{name}" for name in other.tables()))

    def empty(self):
        self.change(*(f"DROP TABLE {name}" for name in self.tables()))

    def tables(self):
        return [name for (name,) in self.rows("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1")]

    def rows(self, sql):
        with server().transaction():
            server().execute(f"SET LOCAL search_path TO {self.schema}")
            return server().execute(sql).fetchall()

    def change(self, *statements):
        with server().transaction():
            server().execute(f"SET LOCAL search_path TO {self.schema}")
            for sql in statements:
                server().execute(sql)

    def literal(self, content):
        return f"'\\x{content.hex()}'::bytea"

    def settle(self):
        pass

    @contextlib.contextmanager
    def held(self):
        with connect_to_server() as connection, connection.transaction():
            connection.execute(f"SET LOCAL search_path TO {self.schema}")
            connection.execute("SELECT pg_advisory_xact_lock(hashtextextended(coalesce(current_schema(), ''), 7301))")
            yield

    def remove(self):
        server().execute(f"DROP SCHEMA {self.schema} CASCADE")


PLACES = {"sqlite": FilePlace, "postgres": ServerPlace}


@functools.cache
def server():
    """The tests' own connection past the program."""
    connection = connect_to_server()
    atexit.register(connection.close)
    return connection


def connect_to_server():
    import psycopg  # only here, so that nothing needs it without a server

    return psycopg.connect(SERVER, autocommit=True)


class Kept:
    """A ledger that is made once for each engine and copied for every test that wants it."""

    def __init__(self, fill):
        self.fill = fill
        self.made = {}

    def copy_to(self, place):
        """Answers the place it was copied from, in whose folder other files may be."""
        if place.engine not in self.made:
            self.made[place.engine] = self.make(place.engine)
        place.take_over(self.made[place.engine])
        return self.made[place.engine]

    def make(self, engine):
        folder = tempfile.TemporaryDirectory(prefix="firmground-prepared-")
        atexit.register(folder.cleanup)
        place = PLACES[engine](folder.name)
        atexit.register(place.remove)
        self.fill(place)
        return place


# Organisations and accounts


def register(place, organisation, name=None, kinds=(), codes=None, parent=None, options=()):
    """Registers an organisation."""
    codes = [word for field, code in (codes or {}).items() for word in ("--code", f"{field}={code}")]
    parent = ["--parent", parent] if parent else []
    return place.run(
        "organisation", "add", organisation, "--name", name or organisation, "--kind", *kinds, *codes, *parent, *options)


def add_account(place, sign_in, role, organisation, *options, name=None, password=PASSWORD):
    """Adds somebody; with `--invite` among the options they get an invitation and no password."""
    return place.run(
        "account", "add", sign_in, "--role", role, "--name", name or f"A {role}", "--organisation", organisation, *options,
        stdin=password + "\n")


def with_accounts(place):
    """A ledger with organisations and an account for each role."""
    made = place.run("init")
    assert made.code == 0, made
    for organisation in ORGANISATIONS:
        registered = register(place, *organisation)
        assert registered.code == 0, registered
    for role, organisation in ROLES.items():
        added = add_account(place, role, role, organisation)
        assert added.code == 0, added


def take_some(place, start, end):
    """Imports those of the sample referrals, and answers the tally."""
    path = place.referrals(f"{start}-{end}.ndjson", lines(ANSWERS)[start:end])
    taken = place.run("import", "referrals", path, "--json")
    assert taken.code == 0, taken
    return taken.json


PREPARED = Kept(with_accounts)


# The pages


class Node:
    """One `serve`. The apps of those who signed in are kept, so that they may sign in again, at another node too."""

    def __init__(self, place, *options, apps=None, **environment):
        self.port = free_port()
        self.apps = {} if apps is None else apps
        called = place.called(["serve", "--port", self.port, *options], environment=environment)
        self.process = subprocess.Popen(
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **invocation(called.pop("arguments"), **called))
        end = time.monotonic() + 20
        while self.status("/health/live") != 200:
            if self.process.poll() is not None or time.monotonic() > end:
                raise AssertionError(self.process.stderr.read().decode())
            time.sleep(0.02)

    def visitor(self):
        """Somebody who comes with a fresh browser."""
        return Visitor(self.port, self.apps)

    def sign_in(self, name, password=PASSWORD):
        return self.visitor().sign_in(name, password)

    def get(self, path, headers=None):
        return self.visitor().ask("GET", path, headers=headers)

    def status(self, path, headers=None):
        try:
            return self.get(path, headers).status
        except OSError:
            return None

    def figure(self, name):
        """The sum of a figure's lines."""
        page = self.get("/metrics").text
        return sum(float(line.rsplit(" ", 1)[1]) for line in page.splitlines() if re.match(rf"{name}(\{{| )", line))

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(30)
        self.process.stderr.close()


# Tests


class LedgerTest(unittest.TestCase):
    """A test with a folder of its own and, unless it says otherwise, a prepared ledger in it."""

    prepared = PREPARED

    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="firmground-test-")
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)
        self.place = self.place_in(self.folder)
        self.origin = self.prepared and self.prepared.copy_to(self.place)

    def place_in(self, folder, engine=ENGINE):
        """A place for another ledger, gone after the test."""
        place = PLACES[engine](folder)
        self.addCleanup(place.remove)
        return place

    def node(self, *options, **environment):
        """A server on the test's place; whoever signed in at one of a test's nodes has their app at the others."""
        self.apps = getattr(self, "apps", {})
        node = Node(self.place, *options, apps=self.apps, **environment)
        self.addCleanup(node.stop)
        return node

    def start(self, *arguments, place=None, **others):
        """Runs a command on a place, beside the test."""
        called = (place or self.place).called(arguments, **others)
        return self.start_alone(*called.pop("arguments"), **called)

    def start_alone(self, *arguments, **others):
        """Runs a command beside the test; it ends with the test at the latest."""
        process = subprocess.Popen(
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **invocation(arguments, **others))
        self.addCleanup(self.end, process)
        return process

    def at_once(self, *commands):
        """Runs commands that all have read the ledger before any of them may write."""
        with self.place.held():
            processes = [self.start(*command) for command in commands]
            time.sleep(1 + len(commands))
            self.assertEqual({process.poll() for process in processes}, {None}, "one did not wait")
        return [finished(process) for process in processes]

    def end(self, process):
        process.kill()
        process.communicate()

    def succeeds(self, result):
        self.assertEqual(result.code, 0, result)
        return result

    def is_usage_fault(self, result):
        self.assertEqual(result.code, 2, result)
        self.assertTrue(result.err.strip(), result)
        self.assertEqual(result.out, "", result)

    def is_plain_refusal(self, result, *words):
        """Exit 1, and on standard error one short plain text that ends as a sentence and names no inner part."""
        self.assertEqual(result.code, 1, result)
        self.assertEqual(result.out, "", result)
        text = result.err.strip()
        self.assertEqual(len(text.splitlines()), 1, result)
        self.assertRegex(text, r"[.?]$", result)
        for inner in ["Error", "error:", "GRDB", "Swift", "Optional(", "nil", "Fatal", "FATAL", "libpq", "PQ", "did not expect"]:
            self.assertNotIn(inner, text, result)
        # As a word: a temporary folder may have these letters in its name.
        self.assertNotRegex(text, r"\bnil\b", result)
        for word in words:
            self.assertIn(word, text, result)

    def is_whole(self, entries, place=None, options=(), staff=None):
        """`verify` finds that many entries of cases, besides those of the prepared organisations and accounts, if any are there.

        Where a test adds people itself, `staff` is how many entries are not of cases.
        """
        place = place or self.place
        result = place.run("verify", "--json", *options)
        self.assertEqual(result.code, 0, result)
        if staff is None:
            others = place.rows("SELECT COUNT(*) FROM entry JOIN dossier ON dossier.id = dossier WHERE kind <> 'case'")[0][0]
            self.assertIn(others, [0, STAFF], "the entries of organisations and accounts")
            staff = others
        looks = place.rows("SELECT COUNT(*) FROM look")[0][0]
        self.assertEqual(result.json, {"entries": staff + entries, "looks": looks, "ok": True, "first_fault": None})

    def is_not_whole(self, *words, place=None, options=()):
        """`verify` ends with 1 and says why in one sentence, after the line that tells how far it came."""
        result = (place or self.place).run("verify", *options)
        self.assertEqual((result.code, result.out), (1, ""), result)
        sentence = result.err.strip().splitlines()[-1]
        self.assertRegex(sentence, r"\.$", result)
        for word in words:
            self.assertIn(word, sentence, result)

    def take(self, *files, code=0, place=None, options=()):
        """Imports and answers the tally."""
        result = (place or self.place).run("import", "referrals", *files, "--json", *options)
        self.assertEqual(result.code, code, result)
        return result.json

    def take_some(self, start, end, place=None):
        return take_some(place or self.place, start, end)

    def due(self, place=None):
        """The references of the cases that wait for their first decision."""
        result = (place or self.place).run("worklist", "--as", "decision_maker", "--json", "--limit", 1000)
        self.assertEqual(result.code, 0, result)
        return list(dict.fromkeys(item["reference"] for item in result.json["items"]))


def decision(reference, *options):
    """The arguments of a first decision on a case."""
    answers = [f"--set={key}={value}" for key, value in {**ELEMENTS, "outcome": "positive"}.items()]
    action = ["act", reference, "reasonable_grounds.decide", "--as", "decision_maker", "--purpose", "decide"]
    return [*action, "--json", *answers, *options]


# Who has to do with a case: each of these answers the result of an action


def place_with(place, reference, organisation, role, account="decision_maker", unit=None, on=None, purpose="decide"):
    """An organisation is asked to take a case on."""
    unit = [f"--set=unit={unit}"] if unit else []
    return act(
        place, reference, "assignment.place", account, purpose, f"--set=role={role}", f"--set=organisation={organisation}", *unit,
        on=on)


def allocate(place, reference, person, role, account, purpose, unit=None, on=None):
    """Within an organisation, a case is given to somebody."""
    unit = [f"--set=unit={unit}"] if unit else []
    return act(
        place, reference, "assignment.allocate", account, purpose, f"--set=role={role}", f"--set=account={person}", *unit, on=on)


def invite(place, reference, organisation, purpose, until, account="decision_maker", own="decide", person=None, on=None):
    """Somebody from elsewhere is asked to join in, for a purpose, until a day."""
    person = [f"--set=account={person}"] if person else []
    return act(
        place, reference, "joint_working.invite", account, own, f"--set=organisation={organisation}",
        f"--set=purpose={purpose}", f"--set=until={until}", "--set=reason=They are needed.", *person, on=on)


def consent(place, reference, about, answer, account="decision_maker", purpose="decide", organisation=None, until=None, on=None):
    """What the person answered when they were asked."""
    organisation = [f"--set=organisation={organisation}"] if organisation else []
    until = [f"--set=until={until}"] if until else []
    return act(
        place, reference, "consent.record", account, purpose, f"--set=purpose={about}", f"--set=answer={answer}",
        "--set=explained_how=in-person", "--set=language=en", "--set=understood=yes", *organisation, *until, on=on)


def act(place, reference, action, account, purpose, *options, on=None):
    on = ["--on", on] if on else []
    return place.run("act", reference, action, "--as", account, "--purpose", purpose, "--json", *on, *options)
