#!/usr/bin/env python3
"""Proves that whoever has the database, its log, a backup and what the server wrote reads in them no name, phone number, birth
date or e-mail of anybody who was referred, nothing that was said about them or searched for, and no secret that opens an account.

Imports fictional referrals with planted answers, works on some of them, signs in, and looks for every planted text in the raw
bytes of every file but the keys: as it is, in small letters, as UTF-16, as base64, and secrets as their bytes too. Who works with
cases may be read: their names and where they work are in the directory.

Usage: no_names.py PROGRAM REFERRALS.ndjson
"""

import base64
import json
import pathlib
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Servers"))

from postgres import free_port  # noqa: E402
from visitor import Visitor, secret_on  # noqa: E402

SEALED = {
    "pv-name-first-name": "Quenzilda", "pv-name-last-name": "Vorrathskammer",
    "pv-phone-number-yes": "07700 900481", "fr-details-phone": "07700 900733", "pv-dob": "1987-06-05", "user-email": "planted.referrer@example.police.uk",
    "birthplace": "Hinterdupfing an der Planke", "professional-insight": "Planted insight Xylophonkasten",
    "pv-ho-reference-type": "P9912345", "how-did-the-exploitation-start": "Planted start Wurzelgnom",
    "current-pv-location-uk-city": "Llanfairpwllgwyngyll",
}
PASSWORD = "Planted password Kuckucksuhr"
SEARCHED = "Zwetschgenknoedel"
# What is written down about sharing a case, under seal like answers.
SAID = {
    "consent.record": ("words", "Planted words Gugelhupfform", [
        "purpose=police", "answer=refused", "explained_how=phone", "language=en", "understood=yes"]),
    "joint_working.invite": ("reason", "Planted reason Schnapsidee", ["organisation=force", "purpose=investigate", "until=2099-12-31"]),
    "emergency_access.open": ("details", "Planted danger Donnerwetter", ["reason=life-in-danger"]),
    "conflict.declare": ("details", "Planted conflict Schwippschwager", ["reason=knows-person"]),
}


def forms(text):
    for variant in {text, text.lower(), text.upper(), text.replace(" ", "")}:
        yield variant.encode()
        yield variant.encode("utf-16-le")
        yield base64.b64encode(variant.encode())[: len(variant) // 3 * 4]


def secret_forms(secret):
    """A secret as text, and as the bytes that it stands for as base32 or base64."""
    yield from forms(secret)
    for decode, length in [(base64.b32decode, 8), (base64.urlsafe_b64decode, 4)]:
        try:
            yield decode(secret.replace(" ", "").encode() + b"=" * (-len(secret.replace(" ", "")) % length))
        except ValueError:
            pass


def secrets_of_signing_in(program, options, log, invitation):
    """Serves, takes an invitation up, signs in and searches; answers every secret that went over the wire."""
    port = free_port()
    with open(log, "wb") as output:
        server = subprocess.Popen([program, "serve", "--port", str(port), *map(str, options)], stdout=output, stderr=output)
        try:
            visitor = Visitor(port)
            end = time.monotonic() + 30
            while time.monotonic() < end and server.poll() is None:
                try:
                    visitor.get("/health/live")
                    break
                except OSError:
                    time.sleep(0.05)
            taken = visitor.submit(invitation, password=PASSWORD, password_again=PASSWORD)
            assert taken.status == 303, taken.text
            half = visitor.cookies["session"]
            secret = secret_on(visitor.get("/sign-in/set-up").text)
            visitor.go_on("dm2", taken)
            papers = re.findall(r'fg-code"[^>]*>([^<]+)<', visitor.submit("/account", "/account/recovery-codes").text)
            assert len(papers) >= 8, "codes for paper"
            again = Visitor(port, visitor.apps).sign_in("dm2", PASSWORD)
            searched = again.submit("/search", text=SEARCHED, q=SEARCHED)
            assert searched.status == 200, searched.text
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)
    return {
        "the invitation": invitation.rsplit("/", 1)[1], "the password": PASSWORD, "the app": secret, "a session": half,
        "a later session": again.cookies["session"], **{f"code {index} on paper": code for index, code in enumerate(papers)},
    }


def letters(index):
    """A different ending for each person, in letters, as a name has."""
    return chr(97 + index // 26) + chr(97 + index % 26)


def main():
    program, referrals = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="firmground-names-") as name:
        folder = pathlib.Path(name)
        data, keys = folder / "data", folder / "elsewhere.keys"
        options = ["--data", data, "--keys", keys]

        def run(*arguments, **others):
            return subprocess.run([program, *map(str, arguments), *map(str, options)], check=True, capture_output=True, **others)

        run("init")
        run("organisation", "add", "sca", "--name", "SCA", "--kind", "competent-authority", "--code", "authority_code=sca")
        run("organisation", "add", "force", "--name", "A force", "--kind", "police-force")
        post = ["--role", "decision_maker", "--name", "Staffname Allowed", "--organisation", "sca"]
        run("account", "add", "dm", *post, input=b"three unlikely words\n")
        invitation = run("account", "add", "dm2", *post, "--invite").stdout.decode().strip()
        # A reader that stays keeps the write-ahead log from being taken back into the database and removed.
        reader = sqlite3.connect(data / "firmground.sqlite")
        reader.execute("SELECT * FROM migration").fetchall()
        planted = {}
        lines = []
        for index, line in enumerate(pathlib.Path(referrals).read_bytes().splitlines()[:120]):
            referral = json.loads(line)
            for key, text in SEALED.items():
                if key in referral:
                    referral[key] = text if key == "pv-dob" or "phone" in key else f"p{index}.{text}" if "@" in text else text + letters(index)
                    planted.setdefault(key, set()).add(referral[key])
            lines.append(json.dumps(referral, ensure_ascii=False))
        source = folder / "planted.ndjson"
        source.write_text("\n".join(lines))
        tally = json.loads(run("import", "referrals", source, "--json").stdout)
        assert tally["accepted"] == 120, tally
        missing = set(SEALED) - set(planted)
        print("not asked in these referrals:", ", ".join(sorted(missing)) or "nothing")
        assert len(planted) >= 8

        # The planted answers are there for whoever has the keys.
        hits = json.loads(run("search", "Quenzildaab", "--as", "dm", "--json").stdout)["hits"]
        assert any("Quenzilda" in (hit["name"] or "") for hit in hits), "the planted names must be in the ledger"
        due = json.loads(run("worklist", "--as", "dm", "--json").stdout)["items"]
        run(
            "act", due[0]["reference"], "reasonable_grounds.route", "--as", "dm", "--purpose", "decide",
            "--set", "immigration_detention=no")
        for action, (field, text, answers) in SAID.items():
            purpose = "safeguard" if action.startswith("emergency") else "decide"
            run(
                "act", due[0]["reference"], action, "--as", "dm", "--purpose", purpose,
                *[word for answer in [*answers, f"{field}={text}"] for word in ("--set", answer)])
            planted.setdefault(action, set()).add(text)
        run("search", SEARCHED, "--as", "dm", "--json")
        planted["a search"] = {SEARCHED}
        secrets = secrets_of_signing_in(program, options, folder / "server.log", invitation)
        kept = reader.execute("SELECT COUNT(*) FROM look WHERE act = 'searched' AND sealed IS NOT NULL").fetchone()[0]
        assert kept >= 3, f"only {kept} searches are kept"
        run("backup", folder / "backup.sqlite")

        source.unlink()
        files = [path for path in folder.rglob("*") if path.is_file() and path != keys]
        assert {"firmground.sqlite", "firmground.sqlite-wal", "backup.sqlite"} <= {path.name for path in files if path.stat().st_size}
        found = []
        searched = 0
        for path in files:
            content = path.read_bytes()
            searched += len(content)
            for key, texts in planted.items():
                for text in texts:
                    if any(form in content for form in forms(text)):
                        found.append((path.name, key))
            for key, secret in secrets.items():
                if any(form in content for form in secret_forms(secret)):
                    found.append((path.name, key))
        for file, key in sorted(set(found)):
            print(f"{file} holds what was planted: {key}")
        count = sum(map(len, planted.values()))
        database = b"".join(path.read_bytes() for path in files if path.name.startswith("firmground.sqlite"))
        assert b"Staffname Allowed" in database, "this search must find what is there to be read"
        print(f"{count} planted texts, {len(secrets)} secrets, {len(files)} files ({', '.join(sorted(p.name for p in files))}), {searched:,} bytes searched")
        reader.close()
        assert not found
    print("no planted text and no secret is readable without the keys")


if __name__ == "__main__":
    main()
