"""The description and the schemas that the program prints, and sample referrals in the words of the schemas.

The program is looked for in FIRMGROUND_BINARY, then in .build/release beside the sources.
"""

import csv
import functools
import json
import os
import pathlib
import subprocess

import yaml

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("FIRMGROUND_BINARY", str(REPOSITORY / ".build/release/firmground"))
SAMPLES = REPOSITORY / "Tests/ExchangeTests/Fixtures/referrals/answers.ndjson"
CODES = REPOSITORY / "Rulebooks/uk/codes"


@functools.cache
def printed(*words):
    """What `firmground interface …` prints, as text."""
    result = subprocess.run([PROGRAM, "interface", *words], capture_output=True, text=True, timeout=60)
    if result.returncode != 0:
        raise AssertionError(f"firmground interface {' '.join(words)} ended with {result.returncode}: {result.stderr}")
    return result.stdout


def description():
    return json.loads(printed("openapi"))


def schema(record):
    return json.loads(printed("schema", record))


def samples():
    return [json.loads(line) for line in SAMPLES.read_text(encoding="utf-8").splitlines()]


def folded(text):
    return " ".join(text.lower().split())


@functools.cache
def spellings(name):
    """Codes of a list by the spellings that its match columns give; of two, the code that has not ended."""
    definition = yaml.safe_load((CODES / "lists.yaml").read_text(encoding="utf-8"))[name]
    found = {}
    with open(CODES / definition["file"], encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row.get("until") == "")
    for row in rows:
        for column in definition["match"]:
            if row.get(column):
                found[folded(row[column])] = row["code"]
    for row in rows:
        found[folded(row["code"])] = row["code"]
    return found


def list_of(definition):
    """The code list that a property takes its answers from."""
    for place in (definition, *definition.get("anyOf", ()), definition.get("items", {})):
        target = place.get("$ref", "")
        if target.startswith("#/$defs/list."):
            return target.removeprefix("#/$defs/list.")
    return None


def translated(sample, schema):
    """A referral in the words of the national form, in those of the schema. What the schema does not ask is left out."""
    answers = {}
    for field, definition in schema["properties"].items():
        text = sample.get(definition.get("x-form"))
        if text is None or text == "":
            continue
        answers[field] = value(text, definition)
    return answers


def value(text, definition):
    kind, name = definition.get("type"), list_of(definition)
    if kind == "boolean":
        return {"yes": True, "true": True, "no": False, "false": False}[text]
    if kind == "integer":
        return int(text)
    if kind == "array":
        return [spellings(name).get(folded(part), part) if name else part for part in text.split(",")]
    return spellings(name).get(folded(text), text) if name else text
