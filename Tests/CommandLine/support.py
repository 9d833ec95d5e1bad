"""Runs the program as a person would, in places that go away.

The program is looked for in FIRMGROUND_BINARY, then in .build/release beside the sources. Ledgers are made with SQLite, or, when
FIRMGROUND_TEST_DATABASE names an empty PostgreSQL database (postgresql://…) that its role owns, each in a schema of its own there.
Only that needs a package beyond the standard library.
"""

import atexit
import contextlib
import functools
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile
import time
import unittest
import uuid

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("FIRMGROUND_BINARY", str(REPOSITORY / ".build/release/firmground"))
SERVER = os.environ.get("FIRMGROUND_TEST_DATABASE")
ENGINE = "postgres" if SERVER else "sqlite"
SAMPLES = REPOSITORY / "Tests/ExchangeTests/Fixtures/referrals"
ANSWERS = SAMPLES / "answers.ndjson"
MESSAGES = SAMPLES / "casework.ndjson"
PASSWORD = "three unlikely words"
ROLES = [
    "first_responder", "decision_maker", "decision_manager", "support_worker", "police_investigator", "analyst",
    "commissioner", "immigration_officer", "administrator",
]
ELEMENTS = {
    "definition_applied": "trafficking", "act_found": "yes", "acts": "recruitment", "means_found": "yes", "purpose_found": "yes",
    "reasons": "What was looked at, and why.",
}
# What belongs to one place and moment, and is not copied.
OF_ITS_PLACE = ["setting", "migration", "session", "attempt"]


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


def with_accounts(place):
    """A ledger with an account for each role."""
    made = place.run("init")
    assert made.code == 0, made
    for role in ROLES:
        added = place.run("account", "add", role, "--role", role, "--name", f"A {role}", stdin=PASSWORD + "\n")
        assert added.code == 0, added


def take_some(place, start, end):
    """Imports those of the sample referrals, and answers the tally."""
    path = place.referrals(f"{start}-{end}.ndjson", lines(ANSWERS)[start:end])
    taken = place.run("import", "referrals", path, "--json")
    assert taken.code == 0, taken
    return taken.json


PREPARED = Kept(with_accounts)


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
        for word in words:
            self.assertIn(word, text, result)

    def is_whole(self, entries, place=None, options=()):
        result = (place or self.place).run("verify", "--json", *options)
        self.assertEqual(result.code, 0, result)
        self.assertEqual(result.json, {"entries": entries, "ok": True, "first_fault": None})

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
