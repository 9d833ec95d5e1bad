"""Runs the program as a person would, in folders that go away. Standard library only.

The program is looked for in FIRMGROUND_BINARY, then in .build/release beside the sources.
"""

import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile
import unittest

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("FIRMGROUND_BINARY", str(REPOSITORY / ".build/release/firmground"))
SAMPLES = REPOSITORY / "Tests/ExchangeTests/Fixtures/referrals"
ANSWERS = SAMPLES / "answers.ndjson"
MESSAGES = SAMPLES / "casework.ndjson"
PASSWORD = "three unlikely words"
ROLES = [
    "first_responder", "decision_maker", "decision_manager", "support_worker", "police_investigator", "analyst",
    "commissioner", "immigration_officer", "administrator",
]


class Result:
    """What a run left: exit code, both outputs as text."""

    def __init__(self, process):
        self.code = process.returncode
        self.out = process.stdout.decode()
        self.err = process.stderr.decode()

    @property
    def json(self):
        return json.loads(self.out)

    def __repr__(self):
        return f"exit {self.code}\n--- out\n{self.out[-2000:]}\n--- err\n{self.err[-2000:]}"


def run(*arguments, stdin=b"", cwd=None, environment=None, **others):
    variables = {key: value for key, value in os.environ.items() if not key.startswith("FIRMGROUND_")}
    variables.update(environment or {})
    process = subprocess.run(
        [PROGRAM, *map(str, arguments)], input=stdin if isinstance(stdin, bytes) else stdin.encode(),
        capture_output=True, cwd=cwd or REPOSITORY, env=variables, timeout=120, **others)
    return Result(process)


def lines(path):
    return path.read_bytes().splitlines(keepends=True)


class Place:
    """A data folder of its own."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.data = self.folder / "data"

    @property
    def database(self):
        return self.data / "firmground.sqlite"

    @property
    def keys(self):
        return self.data / "keys/firmground.keys"

    def run(self, *arguments, **others):
        return run(*arguments, "--data", self.data, **others)

    def referrals(self, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else b"".join(content))
        return path

    def rows(self, sql):
        connection = sqlite3.connect(self.database)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def change(self, sql):
        connection = sqlite3.connect(self.database)
        with connection:
            connection.execute(sql)
        connection.close()

    def settle(self):
        """Moves everything out of the write-ahead log, so that the database file holds all."""
        connection = sqlite3.connect(self.database)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()

    def dump(self):
        """Every row of every table."""
        tables = [name for (name,) in self.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {name: sorted(map(repr, self.rows(f"SELECT * FROM {name}"))) for name in tables}


class Prepared:
    """A ledger with an account for each role, made once and copied for every test."""

    folder = None

    @classmethod
    def copy_to(cls, folder):
        if cls.folder is None:
            cls.folder = tempfile.TemporaryDirectory(prefix="firmground-prepared-")
            place = Place(cls.folder.name)
            made = place.run("init")
            assert made.code == 0, made
            for role in ROLES:
                added = place.run("account", "add", role, "--role", role, "--name", f"A {role}", stdin=PASSWORD + "\n")
                assert added.code == 0, added
            place.settle()
        shutil.copytree(pathlib.Path(cls.folder.name) / "data", folder / "data")


class LedgerTest(unittest.TestCase):
    """A test with a folder of its own and, unless it says otherwise, a prepared ledger in it."""

    prepared = True

    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="firmground-test-")
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)
        self.place = Place(self.folder)
        if self.prepared:
            Prepared.copy_to(self.folder)

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
        for inner in ["Error", "error:", "GRDB", "Swift", "Optional(", "nil", "Fatal", "did not expect"]:
            self.assertNotIn(inner, text, result)
        for word in words:
            self.assertIn(word, text, result)

    def is_whole(self, entries, place=None):
        result = (place or self.place).run("verify", "--json")
        self.assertEqual(result.code, 0, result)
        self.assertEqual(result.json, {"entries": entries, "ok": True, "first_fault": None})

    def take(self, *files, code=0, place=None, options=()):
        """Imports and answers the tally."""
        result = (place or self.place).run("import", "referrals", *files, "--json", *options)
        self.assertEqual(result.code, code, result)
        return result.json
