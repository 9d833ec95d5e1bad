"""The words of pages: what a page of the journey says has Welsh, and no Welsh stands there that no page says."""

import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORDS = ROOT / "Sources" / "Web" / "Words"
JOURNEY = ROOT / "Sources" / "Web" / "Pages" / "Refer"
SAID = re.compile(r'\b(?:say|speech|head|self)\(\s*(?:\w+\s*\?\s*)?"((?:[^"\\]|\\.)*)"(?:\s*:\s*"((?:[^"\\]|\\.)*)")?')


def welsh():
    """The English of every sentence that has Welsh."""
    texts = "".join(path.read_text(encoding="utf-8") for path in sorted(WORDS.glob("Welsh*.swift")))
    return re.findall(r'^ {8}"((?:[^"\\]|\\.)+)":', texts, re.MULTILINE)


def said(folder):
    """What the pages in a folder say, each with its file."""
    for path in sorted(folder.rglob("*.swift")):
        for match in SAID.finditer(path.read_text(encoding="utf-8")):
            yield from ((sentence, path.name) for sentence in match.groups() if sentence)


class Words(unittest.TestCase):
    def test_every_sentence_of_the_journey_has_welsh(self):
        known = set(welsh())
        missing = sorted({f"{name}: {sentence}" for sentence, name in said(JOURNEY) if sentence not in known})
        self.assertEqual(missing, [])

    def test_no_welsh_is_kept_that_no_page_says(self):
        code = [path for path in (ROOT / "Sources").rglob("*") if path.suffix in (".swift", ".js") and WORDS not in path.parents]
        text = "".join(path.read_text(encoding="utf-8") for path in code)
        self.assertEqual([sentence for sentence in welsh() if f'"{sentence}"' not in text], [])

    def test_every_sentence_stands_once(self):
        known = welsh()
        self.assertGreater(len(known), 100)
        self.assertEqual(sorted({one for one in known if known.count(one) > 1}), [])


if __name__ == "__main__":
    unittest.main()
