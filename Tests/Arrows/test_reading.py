"""The reader of Swift files and of the tables is itself put to the test: a blind check finds nothing."""

import re
import unittest

import architecture
from swift_source import code_of, imports
from test_arrows import TRAPS, WORLD


class ReadingTest(unittest.TestCase):
    def test_imports_are_found_however_they_are_written(self):
        source = "public import Ledger\n@testable import Markup\nimport struct Foundation.Data\n// import Web\nimport Crypto\n"
        self.assertEqual(imports(source), [("Ledger", 1), ("Markup", 2), ("Foundation", 3), ("Crypto", 5)])

    def test_text_and_comments_are_no_code_and_interpolations_are(self):
        source = 'let a = "try! \\(value!) x!" /* b! /* c! */ d! */\nlet e = #"f! \\(g!)"# // h!\nlet i = """\n  j!\n  \\(k)\n  """\n'
        code = code_of(source)
        self.assertEqual(code.count("\n"), source.count("\n"))
        self.assertIn("value!", code)
        self.assertIn("(k)", code)
        for gone in ("try!", "x!", "b!", "c!", "d!", "f!", "g!", "h!", "j!"):
            self.assertNotIn(gone, code)

    def test_traps_are_told_from_what_looks_like_them(self):
        for code, what in (
            ("let x = y!", "a force unwrap"), ("call()!.z", "a force unwrap"), ("list[0]!", "a force unwrap"),
            ("var x: String!", "a force unwrap"), ("try! f()", "try!"), ("x as! Y", "as!"), ("fatalError()", "fatalError"),
        ):
            self.assertEqual([name for name, pattern in TRAPS.items() if re.search(pattern, code)], [what], code)
        for code in ("if !x { }", "x != y", "f(!x)", "try f()", "x as? Y"):
            self.assertEqual([name for name, pattern in TRAPS.items() if re.search(pattern, code)], [], code)

    def test_clock_and_chance_are_told_from_what_is_handed_in(self):
        for code in ("Date()", "Date.now", "ContinuousClock.now", "f(at: .now)", "UUID()", "Int.random(in: 1...6)", "a.shuffled()"):
            self.assertTrue(any(re.search(pattern, code) for pattern in WORLD.values()), code)
        for code in (
            "surroundings.now()", "self.now = now", "CivilDate()", "Reference.random(using: &generator)",
            "Int.random(in: 1...6, using: &source)", "list.randomElement(using: &source)",
        ):
            self.assertFalse([name for name, pattern in WORLD.items() if re.search(pattern, code)], code)

    def test_the_table_of_rooms_is_read(self):
        page = "| Room | What | May import | From outside |\n|---|---|---|---|\n| `A` | x | `B`, `C` | `Foundation` |\n| `B` | y | – | – |\n\n"
        rooms = architecture.rooms(page)
        self.assertEqual(rooms["A"].all, {"B", "C", "Foundation"})
        self.assertEqual(rooms["B"].all, set())
        with self.assertRaises(ValueError):
            architecture.exceptions(page)


if __name__ == "__main__":
    unittest.main()
