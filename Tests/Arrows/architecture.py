"""The tables of docs/architecture.md that are law for the code: the rooms with their arrows, and the exceptions."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "architecture.md"


@dataclass(frozen=True)
class Room:
    name: str
    rooms: frozenset
    """The rooms it may import."""
    libraries: frozenset
    """What it may import from outside."""

    @property
    def all(self):
        return self.rooms | self.libraries


def rooms(page=None):
    """The rooms, by name."""
    found = {}
    for cells in _table(page, "Room"):
        name = _words(cells[0])[0]
        found[name] = Room(name, frozenset(_words(cells[2])), frozenset(_words(cells[3])))
    return found


def exceptions(page=None):
    """What a file may use although no file outside the wiring may: pairs of path and word."""
    return {(_words(cells[0])[0], word) for cells in _table(page, "File") for word in _words(cells[1])}


def _words(cell):
    return re.findall(r"`([^`]+)`", cell)


def _table(page, first):
    """The rows of the table whose first column is called `first`."""
    lines = iter((page if page is not None else PAGE.read_text(encoding="utf-8")).splitlines())
    for line in lines:
        if line.startswith("|") and _cells(line)[0] == first:
            next(lines)
            rows = []
            for row in lines:
                if not row.startswith("|"):
                    break
                rows.append(_cells(row))
            return rows
    raise ValueError(f"docs/architecture.md has no table with the first column “{first}”")


def _cells(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]
