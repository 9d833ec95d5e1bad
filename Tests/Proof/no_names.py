#!/usr/bin/env python3
"""Proves that whoever has the database, its log and a backup reads no name, phone number, birth date or e-mail in them.

Imports fictional referrals with planted answers, works on some of them, and looks for every planted text in the raw bytes of
every file but the keys: as it is, in small letters, as UTF-16, and as base64.

Usage: no_names.py PROGRAM REFERRALS.ndjson
"""

import base64
import json
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

SEALED = {
    "pv-name-first-name": "Quenzilda", "pv-name-last-name": "Vorrathskammer",
    "pv-phone-number-yes": "07700 900481", "fr-details-phone": "07700 900733", "pv-dob": "1987-06-05", "user-email": "planted.referrer@example.police.uk",
    "birthplace": "Hinterdupfing an der Planke", "professional-insight": "Planted insight Xylophonkasten",
    "pv-ho-reference-type": "P9912345", "how-did-the-exploitation-start": "Planted start Wurzelgnom",
    "current-pv-location-uk-city": "Llanfairpwllgwyngyll",
}


def forms(text):
    for variant in {text, text.lower(), text.upper(), text.replace(" ", "")}:
        yield variant.encode()
        yield variant.encode("utf-16-le")
        yield base64.b64encode(variant.encode())[: len(variant) // 3 * 4]


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
        run("account", "add", "dm", "--role", "decision_maker", "--name", "DM", input=b"three unlikely words\n")
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
        for file, key in sorted(set(found)):
            print(f"{file} holds a planted answer to {key}")
        count = sum(map(len, planted.values()))
        print(f"{count} planted texts, {len(files)} files ({', '.join(sorted(p.name for p in files))}), {searched:,} bytes searched")
        reader.close()
        assert not found
    print("no planted text is readable without the keys")


if __name__ == "__main__":
    main()
