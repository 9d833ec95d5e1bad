#!/usr/bin/env python3
"""Proves group commit on the running program: every transaction ends in a synchronisation of the disk, and under load one
synchronisation carries many actions.

Runs an import under `strace`, counts fdatasync and fsync on the write-ahead log, and compares with what was recorded. Then does
single actions, each of which must bring a synchronisation of its own before it is answered.

Usage: count_syncs.py PROGRAM REFERRALS.ndjson
"""

import json
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

CALLS = "fdatasync,fsync,openat,open"


def traced(log, *command):
    process = subprocess.run(
        ["strace", "-f", "-y", "-e", f"trace={CALLS}", "-o", log, *command], capture_output=True, timeout=600)
    assert process.returncode == 0, process.stderr.decode()
    text = log.read_text(errors="replace")
    synced = re.findall(r"(?:fdatasync|fsync)\(\d+<([^>]*)>", text)
    return process.stdout.decode(), sum(path.endswith("firmground.sqlite-wal") for path in synced), len(synced)


def main():
    if shutil.which("strace") is None:
        sys.exit("strace is needed: apt-get install strace")
    program, referrals = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="firmground-syncs-") as name:
        folder = pathlib.Path(name)
        data, log = folder / "data", folder / "strace.log"
        subprocess.run([program, "init", "--data", data], check=True, capture_output=True)
        subprocess.run(
            [program, "organisation", "add", "sca", "--name", "SCA", "--kind", "competent-authority", "--code", "authority_code=sca",
             "--data", data], check=True, capture_output=True)
        subprocess.run(
            [program, "account", "add", "dm", "--role", "decision_maker", "--name", "DM", "--organisation", "sca", "--data", data],
            check=True, capture_output=True, input=b"three unlikely words\n")

        out, log_syncs, syncs = traced(log, program, "import", "referrals", referrals, "--json", "--data", data)
        actions = json.loads(out)["accepted"]
        print(f"import: {actions} actions, {log_syncs} synchronisations of the log, {syncs} in all")
        assert log_syncs >= 2, "an import and its checkpoint must each reach the disk"
        assert actions >= 10 * log_syncs, "one synchronisation must carry many actions"

        database = sqlite3.connect(data / "firmground.sqlite")
        items = [number for (number,) in database.execute("SELECT reference FROM dossier ORDER BY id LIMIT 5")]
        database.close()
        out = subprocess.run(
            [program, "worklist", "--as", "dm", "--json", "--limit", "5", "--data", data], check=True, capture_output=True).stdout
        for index, item in enumerate(json.loads(out)["items"]):
            out, log_syncs, syncs = traced(
                log, program, "act", item["reference"], "reasonable_grounds.route", "--as", "dm", "--purpose", "decide",
                "--set", "immigration_detention=no", "--json", "--data", data)
            assert json.loads(out)["repeated"] is False
            assert log_syncs >= 1, "an action was answered before it was on stable storage"
        print(f"single actions: {index + 1}, each with a synchronisation of the log before its answer")
        assert items
    print("group commit holds")


if __name__ == "__main__":
    main()
