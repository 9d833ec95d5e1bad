"""The UK rulebook as plain data, for the pages that are made from it."""

from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
RULEBOOK = ROOT / "Rulebooks" / "uk"


class _Loader(yaml.CSafeLoader):
    """YAML as the program reads it, with libyaml: `yes` and `no` are words, a date is a text."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":bool", ":timestamp"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load(path):
    return yaml.load(path.read_text(encoding="utf-8"), _Loader)


def rules():
    """Every rule, by id, in the order of files and within them."""
    found = {}
    for path in sorted((RULEBOOK / "rules").glob("*.yaml")):
        for id, rule in load(path).items():
            found[id] = {**rule, "file": path.relative_to(ROOT).as_posix()}
    return found


def dossier(kind):
    """A kind of dossier, and its records in order."""
    folder = RULEBOOK / "dossiers" / kind
    definition = load(folder / "dossier.yaml")
    return definition, [load(folder / f"{record}.yaml") for record in definition["records"]]


def english(words):
    return " ".join(str(words["en"] if isinstance(words, dict) else words or "").split())


def update(path, text, check, remedy):
    """Writes a made page, or with `check` only compares. The exit status."""
    name = path.relative_to(ROOT).as_posix()
    current = path.read_text(encoding="utf-8") if path.exists() else ""
    if current == text:
        print(f"{name} is up to date.")
        return 0
    if check:
        print(f"{name} is not up to date. Run {remedy} and commit what it writes.")
        return 1
    path.write_text(text, encoding="utf-8")
    print(f"{name} written.")
    return 0
