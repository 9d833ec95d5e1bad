"""Rooms import only what docs/architecture.md allows, and nothing stands where it does not belong."""

import functools
import json
import re
import subprocess
import tempfile
import unittest

import architecture
from architecture import ROOT
from swift_source import code_of, imports

LONGEST = 400

# Where the clock, chance and the environment are read.
WIRING = ("Sources/FirmGround/", "Sources/TestSupport/", "Sources/EmbedTool/", "Benchmarks/")

# Serves tests only.
SUPPORT = "Sources/TestSupport/"

WORLD = {
    "Date()": r"(?<![\w.])Date\(\)",
    "Date.now": r"\bDate\.now\b",
    "ContinuousClock.now": r"\b(?:ContinuousClock|SuspendingClock)(?:\.now|\(\)\.now)\b",
    ".now": r"(?<![\w)\]>])\.now\b(?!\()",
    "UUID()": r"\bUUID\(\)",
    "getentropy(": r"\bgetentropy\(",
    "SystemRandomNumberGenerator": r"\bSystemRandomNumberGenerator\b",
    ".random(": r"\.random\((?!using:)(?![^()]*\busing:)",
    ".randomElement()": r"\.randomElement\(\)",
    ".shuffled()": r"\.shuffled\(\)",
    "SymmetricKey(size:)": r"\bSymmetricKey\(size:",
    "PrivateKey()": r"\bPrivateKey\(\)",
    "ProcessInfo": r"\bProcessInfo\b",
    "getenv": r"\bgetenv\(",
}

TRAPS = {
    "fatalError": r"\bfatalError\b",
    "preconditionFailure": r"\bpreconditionFailure\b",
    "try!": r"\btry!",
    "as!": r"\bas!",
    "a force unwrap": r"(?<!\btry)(?<!\bas)(?<=[\w)\]\"?>}])!(?!=)",
}


def swift_files(*folders):
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.swift"))


def name(path):
    return path.relative_to(ROOT).as_posix()


def findings(path, patterns):
    """Where the patterns occur in a file: pairs of what and the number of its line."""
    code = code_of(path.read_text(encoding="utf-8"))
    for what, pattern in patterns.items():
        for match in re.finditer(pattern, code):
            yield what, code.count("\n", 0, match.start()) + 1


@functools.cache
def package():
    """The package's targets that are no tests, by name, as SwiftPM understands them."""
    with tempfile.TemporaryDirectory() as scratch:
        command = ["swift", "package", "--package-path", str(ROOT), "--scratch-path", scratch, "dump-package"]
        answer = subprocess.run(command, capture_output=True, text=True, check=True)
    targets = json.loads(answer.stdout)["targets"]
    return {target["name"]: target for target in targets if target["type"] in ("regular", "executable", "system")}


class ArrowsTest(unittest.TestCase):
    longMessage = False

    def report(self, faults):
        faults = list(faults)
        self.assertFalse(faults, "\n" + "\n".join(faults))

    def test_every_import_is_an_arrow_of_the_table(self):
        rooms, faults = architecture.rooms(), []
        for target in package().values():
            room = rooms.get(target["name"], architecture.Room(target["name"], frozenset(), frozenset()))
            for path in swift_files(target.get("path") or f"Sources/{room.name}"):
                for module, line in imports(path.read_text(encoding="utf-8")):
                    if module not in room.all:
                        faults.append(f"{name(path)}:{line}: {room.name} may not import {module}")
        self.report(faults)

    def test_the_table_and_the_package_know_the_same_rooms_and_arrows(self):
        rooms, targets, faults = architecture.rooms(), package(), []
        folders = {path.name for path in (ROOT / "Sources").iterdir() if path.is_dir()}
        for room in sorted(rooms.keys() ^ targets.keys()):
            faults.append(f"{room} stands {'in the table only' if room in rooms else 'in Package.swift only'}")
        for folder in sorted(folders - targets.keys()):
            faults.append(f"Sources/{folder} belongs to no target")
        for room in sorted(rooms.keys() & targets.keys()):
            own, products = set(), set()
            for dependency in targets[room]["dependencies"]:
                (kind, value), = dependency.items()
                (products if kind == "product" else own).add(value[0])
            if own != rooms[room].rooms:
                faults.append(
                    f"{room}: the table says {sorted(rooms[room].rooms)}, Package.swift says {sorted(own)}")
            for product in sorted(products - rooms[room].libraries):
                faults.append(f"{room}: Package.swift adds {product}, which the table does not know")
        self.report(faults)

    def test_no_clock_chance_or_environment_outside_the_wiring(self):
        allowed, used, faults = architecture.exceptions(), set(), []
        for path in swift_files("Sources"):
            if name(path).startswith(WIRING):
                continue
            for what, line in findings(path, WORLD):
                if (name(path), what) in allowed:
                    used.add((name(path), what))
                else:
                    faults.append(f"{name(path)}:{line}: {what}; take it as an argument instead")
        for path, what in sorted(allowed - used):
            faults.append(f"docs/architecture.md excepts {what} in {path}, where it is not used")
        self.report(faults)

    def test_no_traps_in_sources(self):
        self.report(
            f"{name(path)}:{line}: {what}; throw, or answer with an optional"
            for path in swift_files("Sources", "Plugins", "Benchmarks") if not name(path).startswith(SUPPORT)
            for what, line in findings(path, TRAPS))

    def test_no_file_is_too_long(self):
        faults = []
        for path in swift_files("Sources", "Tests", "Plugins", "Benchmarks"):
            lines = path.read_text(encoding="utf-8").count("\n")
            if lines > LONGEST:
                faults.append(f"{name(path)}: {lines} lines; {LONGEST} are enough")
        self.report(faults)


if __name__ == "__main__":
    unittest.main()
