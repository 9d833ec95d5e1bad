#!/usr/bin/env python3
"""Checks every Markdown page: links inside the repository lead somewhere, and no page names a path of somebody's machine."""

import re
import sys

from rulebook_folder import ROOT

SKIPPED = {".build", ".git", ".tools", ".venv", "node_modules"}
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
MACHINE = re.compile(r"(?<![\w.])/(?:home|root|Users|work|tmp|private)/[\w.-]+")


def pages():
    return sorted(
        path for path in ROOT.rglob("*.md") if not SKIPPED & set(path.relative_to(ROOT).parts))


def anchor(heading):
    """The anchor that a heading gets on the usual forges."""
    text = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", text).replace(" ", "-")


def anchors(path):
    text = FENCE.sub("", path.read_text(encoding="utf-8"))
    return {anchor(match) for match in re.findall(r"^#+\s+(.*)$", text, re.MULTILINE)}


def faults(path):
    text = path.read_text(encoding="utf-8")
    for match in MACHINE.finditer(text):
        yield match.start(), f"names {match.group(0)}, a path of one machine"
    prose = FENCE.sub(lambda block: re.sub(r"[^\n]", " ", block.group(0)), text)
    for match in LINK.finditer(prose):
        target, _, place = match.group(1).partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        goal = (path.parent / target).resolve() if target else path
        if not goal.exists():
            yield match.start(), f"leads to {match.group(1)}, which is not there"
        elif place and goal.suffix == ".md" and place not in anchors(goal):
            yield match.start(), f"leads to the heading {match.group(1)}, which is not there"


def main():
    count, found = 0, []
    for path in pages():
        count += 1
        text = path.read_text(encoding="utf-8")
        for position, message in faults(path):
            found.append(f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, position) + 1}: {message}")
    print("\n".join(found) or f"{count} pages, every link leads somewhere.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
