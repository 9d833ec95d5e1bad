#!/usr/bin/env python3
"""Changes a ledger behind the program's back in every way that somebody who has the database, but not the keys, could try.

    tamper.py --program PROGRAM [--engine sqlite|postgres]

A checkpoint was lodged elsewhere before. Each harm is done to a copy, and `firmground verify --lodged FILE` must end with 1 and
name it in one sentence. The cleverest insider mends the chain, the heads and the numbers, takes away the checkpoints and puts the
note of the last one back to an older one: then the lodged checkpoint alone can tell, and must.
"""

import contextlib
import hashlib
import re
import subprocess
import uuid

from command import Arguments, FaultFound, require, run
from ledger import RECORD, PostgresLedger, SQLiteLedger, cluster_in, written
from load import Action, Caller, Session, is_acknowledged
from server import Server

CASES = 60
DECIDED = 20  # before the backup, and as many after it
NOTE = "last checkpoint"
TRACELESS = "checkpoints taken back"
BACKUP = "an old backup presented as current"
COLUMNS = ("position", "dossier", "version", "record", "instance", "action", "stage", "account", "role", "organisation", "purpose",
           "occurred_on", "recorded_at", "request", "open", "sealed", "hash")
BYTES = {"request", "sealed", "hash"}
NUMBERS = {"position", "dossier", "version", "instance", "occurred_on", "recorded_at"}


# The database as an insider reads and writes it


def select(ledger, table, columns, rest=""):
    """Rows as dictionaries; columns of bytes as such, on both engines."""
    as_hex = "encode({}, 'hex')" if ledger.engine == "postgres" else "hex({})"
    listed = ", ".join(as_hex.format(name) if name in BYTES | {"head", "value", "wrapped"} else name for name in columns)
    rows = []
    for row in ledger.rows(f"SELECT {listed} FROM {table} {rest}"):
        rows.append({name: plain_value(name, value) for name, value in zip(columns, row)})
    return rows


def plain_value(name, value):
    if name in BYTES | {"head", "value", "wrapped"}:
        return bytes.fromhex(value or "")
    return int(value) if name in NUMBERS | {"id", "reference", "size"} else value


def literal(ledger, data):
    return f"'\\x{data.hex()}'::bytea" if ledger.engine == "postgres" else f"X'{data.hex()}'"


def entries(ledger, rest=""):
    return select(ledger, "entry", COLUMNS, rest + " ORDER BY position")


def dossier(ledger, number):
    return select(ledger, "dossier", ("id", "reference", "version", "head"), f"WHERE id = {number}")[0]


def flipped(data, place):
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1:]


def chain_hash(entry, reference, previous):
    """What an entry's hash is made of. No key goes into it, so an insider can work it out anew."""
    def number(value, size):
        return (value % (1 << 8 * size)).to_bytes(size, "big")

    def text(value):
        return number(len(value.encode()), 4) + value.encode()

    parts = [previous, number(reference, 8), number(entry["version"], 8), text(entry["record"]), number(entry["instance"], 4)]
    parts += [text(entry[name]) for name in ("action", "stage", "account", "role", "organisation", "purpose")]
    parts += [number(entry["occurred_on"], 8), number(entry["recorded_at"], 8)]
    parts += [number(len(entry["request"]), 4), entry["request"], text(entry["open"]), entry["sealed"]]
    return hashlib.sha256(b"".join(parts)).digest()


class Known:
    """What the insider noted before: the entries, and the note of an older checkpoint."""

    def __init__(self, ledger, note):
        self.note = note
        self.entries = entries(ledger)
        decisions = [entry for entry in self.entries if entry["record"] == RECORD]
        self.last = self.entries[-1]
        require(self.last["record"] == RECORD and len(decisions) == 2 * DECIDED, "The cases were not decided as planned.")
        self.middle = decisions[DECIDED + DECIDED // 2]  # since the older note
        self.first = next(entry for entry in self.entries if entry["record"] == "referral")


# Harms. Each answers what the sentence must speak of.


def flip_in_file(which):
    """One bit of one sealed answer, in the file itself."""
    def harm(ledger, known):
        entry = getattr(known, which)
        content, sample = ledger.file.read_bytes(), entry["sealed"][8:40]
        require(content.count(sample) == 1, "The sealed content is not where it was looked for.")
        ledger.file.write_bytes(flipped(content, content.index(sample) + 5))
        return rf"Entry {entry['position']} "
    return harm


def flip_in_row(which):
    def harm(ledger, known):
        entry = getattr(known, which)
        sealed = flipped(entry["sealed"], len(entry["sealed"]) // 2)
        ledger.change(f"UPDATE entry SET sealed = {literal(ledger, sealed)} WHERE position = {entry['position']}")
        return rf"Entry {entry['position']} "
    return harm


def flip_in_key(ledger, known):
    """One bit of a wrapped key: what it sealed cannot be read again."""
    number = known.middle["dossier"]
    where = f"dossier = {number} AND class = (SELECT MIN(class) FROM dossier_key WHERE dossier = {number})"
    wrapped = select(ledger, "dossier_key", ("wrapped",), f"WHERE {where}")[0]["wrapped"]
    ledger.change(f"UPDATE dossier_key SET wrapped = {literal(ledger, flipped(wrapped, 20))} WHERE {where}")
    return r"Entry \d+ .*does not open"


def cut_file(share):
    def harm(ledger, known):
        content = ledger.file.read_bytes()
        ledger.file.write_bytes(content[: int(len(content) * share) // 4096 * 4096])
        return "damaged"
    return harm


def change_actor(ledger, known):
    """Somebody else is said to have decided."""
    ledger.change(f"UPDATE entry SET account = 'somebody-else' WHERE position = {known.middle['position']}")
    return rf"Entry {known.middle['position']} "


def change_actor_and_chain(ledger, known):
    """The same, with hash and head worked out anew."""
    entry = {**known.middle, "account": "somebody-else"}
    case = dossier(ledger, entry["dossier"])
    previous = next(other["hash"] for other in known.entries if (other["dossier"], other["version"]) == (entry["dossier"], 1))
    require(chain_hash(known.middle, case["reference"], previous) == known.middle["hash"], "The chain is made in another way.")
    forged = literal(ledger, chain_hash(entry, case["reference"], previous))
    ledger.change(
        f"UPDATE entry SET account = 'somebody-else', hash = {forged} WHERE position = {entry['position']}; "
        f"UPDATE dossier SET head = {forged} WHERE id = {entry['dossier']}")
    return "checkpoint"


def remove(which):
    def harm(ledger, known):
        entry = getattr(known, which)
        ledger.change(f"DELETE FROM entry WHERE position = {entry['position']}")
        reference = written(dossier(ledger, entry["dossier"])["reference"])
        return rf"[Ee]ntry {entry['position']} |{reference}|checkpoint"
    return harm


def remove_and_mend(which):
    """The case ends one entry earlier, and the entries after it move up."""
    def harm(ledger, known):
        entry = getattr(known, which)
        previous = next(other["hash"] for other in known.entries if (other["dossier"], other["version"]) == (entry["dossier"], 1))
        tables = ["entry", "fact", "outbox"]
        closing = "; ".join(
            f"DELETE FROM {table} WHERE position = {entry['position']}; "
            f"UPDATE {table} SET position = -position WHERE position > {entry['position']}; "
            f"UPDATE {table} SET position = -position - 1 WHERE position < 0" for table in tables)
        ledger.change(
            f"{closing}; UPDATE dossier SET version = 1, head = {literal(ledger, previous)} WHERE id = {entry['dossier']}")
        return "checkpoint"
    return harm


def remove_checkpoint(ledger, known):
    ledger.change("DELETE FROM checkpoint WHERE size = (SELECT MAX(size) FROM checkpoint)")
    return "checkpoint"


def remove_all_checkpoints(ledger, known):
    ledger.change("DELETE FROM checkpoint")
    return "checkpoint"


def without_trace(harm):
    """The harm, and nothing that the program signed since the older note is left."""
    def both(ledger, known):
        harm(ledger, known)
        size = int.from_bytes(known.note[:8], "big")
        ledger.change(
            f"DELETE FROM checkpoint WHERE size > {size}; "
            f"UPDATE setting SET value = {literal(ledger, known.note)} WHERE name = '{NOTE}'")
        return "lodged"
    return both


HARMS = {
    "a bit of the first entry flipped in the file": (flip_in_file("first"), "sqlite"),
    "a bit of a middle entry flipped in the file": (flip_in_file("middle"), "sqlite"),
    "a bit of the last entry flipped in the file": (flip_in_file("last"), "sqlite"),
    "the file cut to its half": (cut_file(0.5), "sqlite"),
    "the file cut by its last tenth": (cut_file(0.9), "sqlite"),
    "a bit of a middle entry flipped in its row": (flip_in_row("middle"), None),
    "a bit of the last entry flipped in its row": (flip_in_row("last"), None),
    "a bit of a wrapped key flipped": (flip_in_key, None),
    "another actor": (change_actor, None),
    "another actor, chain mended": (change_actor_and_chain, None),
    "another actor, chain mended, checkpoints taken back": (without_trace(change_actor_and_chain), None),
    "the last entry removed": (remove("last"), None),
    "the last entry removed, case mended": (remove_and_mend("last"), None),
    "the last entry removed, case mended, checkpoints taken back": (without_trace(remove_and_mend("last")), None),
    "a middle entry removed": (remove("middle"), None),
    "a middle entry removed, case and numbers mended": (remove_and_mend("middle"), None),
    "a middle entry removed, case and numbers mended, checkpoints taken back": (without_trace(remove_and_mend("middle")), None),
    "the last checkpoint removed": (remove_checkpoint, None),
    "all checkpoints removed": (remove_all_checkpoints, None),
}


# Doing it


def prepare(ledger):
    """Cases, decisions, a backup, decisions, a lodged checkpoint. Answers what the insider knows, and two files."""
    ledger.fill(CASES)
    backup, lodged = ledger.folder / "old-backup.sqlite", ledger.folder / "lodged.checkpoint"
    cases = ledger.waiting()
    decide(ledger, cases[:DECIDED])
    ledger.succeed("backup", backup)
    note = select(ledger, "setting", ("value",), f"WHERE name = '{NOTE}'")[0]["value"]
    decide(ledger, cases[DECIDED: 2 * DECIDED])
    ledger.succeed("checkpoint", "--lodge", lodged)
    return Known(ledger, note), backup, lodged


def decide(ledger, references):
    with Server(ledger, ledger.folder / "server.log") as server:
        session, caller = Session(server), Caller(server.port)
        for reference in references:
            answer = caller.decide(Action(reference, str(uuid.uuid4()), session.name), session)
            require(is_acknowledged(answer), f"A case could not be decided: {answer.status} {answer.text}")
        caller.close()


def sentence(done):
    """The last line on standard error; the first may show how far the verification had come."""
    lines = [line.split("\r")[-1].strip() for line in done.stderr.splitlines() if line.strip()]
    return lines[-1] if lines else ""


def find(name, ledger, lodged, expected):
    """Fails unless the harm is named."""
    done = ledger.run("verify", "--lodged", lodged)
    told = sentence(done)
    require(done.returncode == 1, f"{name}: `verify --lodged` ended with {done.returncode}: {told or done.stdout.strip()[:300]}")
    require(re.search(expected, told) and re.search(r"\.$", told), f"{name}: what it said does not name it: “{told}”")


def presented_as_current(ledger, backup, folder, cluster):
    """An old backup, put back by the program's own command."""
    place = folder / "put-back"
    place.mkdir()
    if cluster:
        cluster.create_database("put_back")
        old = PostgresLedger(ledger.program, place, cluster, database="put_back")
    else:
        old = SQLiteLedger(ledger.program, place)
    subprocess.run(["cp", ledger.keys, old.keys], check=True)
    old.succeed("restore", backup)
    return old


def tamper(program, engine, folder, cluster):
    ledger = PostgresLedger(program, folder, cluster) if cluster else SQLiteLedger(program, folder)
    known, backup, lodged = prepare(ledger)
    ledger.verify("--lodged", lodged)
    missed, without = [], 0
    harms = {name: harm for name, (harm, only) in HARMS.items() if only in (None, engine)}
    for number, (name, harm) in enumerate(harms.items()):
        with ledger.copy(f"copy-{number}") as copy, noting(missed):
            find(name, copy, lodged, harm(copy, known))
            without += is_whole_without(name, copy)
    with presented_as_current(ledger, backup, folder, cluster) as old, noting(missed):
        find(BACKUP, old, lodged, "lodged")
        without += is_whole_without(BACKUP, old)
    ledger.verify("--lodged", lodged)
    require(not missed, "\n    ".join([f"{len(missed)} harms were not named:", *missed]))
    return f"{len(harms) + 1} harms, each named; {without} of them by the lodged checkpoint alone"


@contextlib.contextmanager
def noting(faults):
    """Goes on after a fault: one harm says nothing about the next."""
    try:
        yield
    except FaultFound as fault:
        faults.append(str(fault))


def is_whole_without(name, ledger):
    """Whether a harm that leaves no trace is one indeed: whole to all who have no checkpoint from elsewhere."""
    return (name == BACKUP or name.endswith(TRACELESS)) and ledger.run("verify", "--json").returncode == 0


def main():
    arguments = Arguments(__doc__)

    def body(engine, folder):
        with cluster_in(folder) if engine == "postgres" else contextlib.nullcontext() as cluster:
            return tamper(arguments.program, engine, folder, cluster)

    run("tampering", arguments, body)


if __name__ == "__main__":
    main()
