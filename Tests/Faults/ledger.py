"""A ledger to do harm to: in a folder (SQLite) or on a server of our own (PostgreSQL), with cases that wait for a decision.

Reads and changes the database past the program, as somebody who has the database but not the keys could.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys

from command import REPOSITORY, FaultFound, require
from postgres import DATABASE, Cluster

PASSWORD = "three unlikely words"
PEOPLE = 48  # decision makers: as many as sign in at once in any test
SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RECORD = "reasonable_grounds"


def written(number):
    """A reference as people read it, from the number in the database."""
    letters = "".join(SYMBOLS[number >> (45 - 5 * index) & 31] for index in range(10)) + SYMBOLS[number % 37]
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


class Ledger:
    """What both engines have in common. `options` name the ledger on the program's command line."""

    options = []

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.batches = 0
        self.invitations, self.apps = {}, {}

    def run(self, *arguments, stdin="", timeout=600):
        environment = {name: value for name, value in os.environ.items() if not name.startswith("FIRMGROUND_")}
        return subprocess.run(
            [self.program, *map(str, [*arguments, *self.options])], input=stdin, text=True, capture_output=True,
            cwd=REPOSITORY, env=environment, timeout=timeout)

    def succeed(self, *arguments, **others):
        done = self.run(*arguments, **others)
        require(done.returncode == 0, f"`firmground {' '.join(map(str, arguments))}` ended with {done.returncode}: "
                f"{(done.stderr or done.stdout).strip()}")
        return done.stdout

    def fill(self, cases):
        """Makes the ledger with decision makers, who have an invitation each, and that many cases."""
        self.succeed("init")
        self.succeed(
            "organisation", "add", "sca", "--name", "Single Competent Authority", "--kind", "competent-authority", "--code",
            "authority_code=sca")
        rows = [f"dm{number},Decision maker {number},decision_maker,sca" for number in range(PEOPLE)]
        table = "\n".join(["sign_in,name,role,organisation", *rows]) + "\n"
        loaded = json.loads(self.succeed("account", "load", "-", "--json", stdin=table))
        self.invitations = {line["sign_in"]: line["invitation"] for line in loaded}
        self.apps = {}
        self.take(cases)
        return self

    def take(self, cases):
        """Imports that many more referrals."""
        self.batches += 1
        referrals = self.folder / f"referrals-{self.batches}.ndjson"
        with open(referrals, "w") as file:
            subprocess.run(
                [sys.executable, REPOSITORY / "Benchmarks/load/referrals.py", "--count", str(cases), "--seed",
                 str(self.batches)], stdout=file, check=True)
        tally = json.loads(self.succeed("import", "referrals", referrals, "--json"))
        referrals.unlink()
        require(tally["accepted"] == cases, f"The import took {tally['accepted']} of {cases} referrals.")

    def waiting(self):
        """The references of cases that wait for their first decision, in no order of their own."""
        rows = self.rows("SELECT reference FROM dossier WHERE version = 1 AND kind = 'case' ORDER BY head")
        return [written(int(number)) for (number,) in rows]

    def decisions(self):
        """How many entries each case has of the record that the load decides."""
        rows = self.rows(
            "SELECT dossier.reference, COUNT(*) FROM entry JOIN dossier ON dossier.id = entry.dossier "
            f"WHERE entry.record = '{RECORD}' GROUP BY dossier.reference")
        return {written(int(number)): int(count) for number, count in rows}

    def verify(self, *options):
        """Fails unless the ledger is whole; answers its number of entries."""
        done = self.run("verify", "--json", *options)
        try:
            answer = json.loads(done.stdout)
        except json.JSONDecodeError:
            raise FaultFound(f"`verify --json` ended with {done.returncode}: {(done.stderr or done.stdout).strip()}") from None
        require(done.returncode == 0 and answer["ok"] is True,
                f"`verify --json` ended with {done.returncode}: {answer.get('first_fault')}")
        return answer["entries"]

    def rows(self, sql):
        raise NotImplementedError

    def remove(self):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.remove()


class SQLiteLedger(Ledger):
    engine = "sqlite"

    def __init__(self, program, folder, data=None):
        super().__init__(program, folder)
        self.data = data or folder / "data"
        self.keys = folder / "firmground.keys"
        self.options = ["--data", self.data, "--keys", self.keys]

    @property
    def file(self):
        return self.data / "firmground.sqlite"

    def rows(self, sql):
        connection = sqlite3.connect(self.file, timeout=10)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def change(self, sql):
        connection = sqlite3.connect(self.file, timeout=10)
        try:
            connection.executescript(f"BEGIN IMMEDIATE; {sql}; COMMIT")
        finally:
            connection.close()

    def settle(self):
        """Moves everything into the database file."""
        connection = sqlite3.connect(self.file)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()

    def copy(self, name):
        """A ledger of its own with the same content and keys."""
        self.settle()
        folder = self.folder / name
        shutil.copytree(self.data, folder / "data")
        shutil.copy(self.keys, folder)
        return SQLiteLedger(self.program, folder)

    def remove(self):
        shutil.rmtree(self.data, ignore_errors=True)


class PostgresLedger(Ledger):
    engine = "postgres"

    def __init__(self, program, folder, cluster, url=None, database=DATABASE):
        super().__init__(program, folder)
        self.cluster, self.database = cluster, database
        self.keys = folder / "firmground.keys"
        self.options = ["--database", url or cluster.url(database), "--keys", self.keys]

    def rows(self, sql):
        return self.cluster.psql(sql, self.database)

    def change(self, sql):
        self.cluster.psql(f"BEGIN; {sql}; COMMIT", self.database)

    def copy(self, name):
        copied = self.database + "_" + name.replace("-", "_")
        self.cluster.create_database(copied, template=self.database)
        return PostgresLedger(self.program, self.folder, self.cluster, database=copied)

    def remove(self):
        self.cluster.drop_database(self.database)


def cluster_in(folder, **others):
    """A PostgreSQL that asks for a password and keeps what it answered."""
    return Cluster(folder / "postgres", password="not a s3cret: 100%", **others)
