"""What the tests need to know of a Swift file: its code without comments and text, and what it imports."""

import re

IMPORT = re.compile(
    r"^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?"
    r"import\s+(?:(?:struct|class|enum|protocol|func|typealias|let|var)\s+)?([A-Za-z_]\w*)",
    re.MULTILINE,
)


def imports(source):
    """The modules a file imports, each with the number of its line."""
    code = code_of(source)
    return [(match.group(1), code.count("\n", 0, match.start(1)) + 1) for match in IMPORT.finditer(code)]


def code_of(source):
    """The file with comments and the text of string literals blanked, line by line in place; interpolated code stays."""
    return _Reader(source).read()


class _Reader:
    def __init__(self, source):
        self.source = source
        self.place = 0
        self.kept = []

    def read(self):
        self._code(until=None)
        return "".join(self.kept)

    def _starts(self, text):
        return self.source.startswith(text, self.place)

    def _keep(self, count=1):
        self.kept.append(self.source[self.place : self.place + count])
        self.place += count

    def _blank(self, count=1):
        part = self.source[self.place : self.place + count]
        self.kept.append("".join("\n" if character == "\n" else " " for character in part))
        self.place += count

    def _code(self, until):
        """Reads code to the end of the file, or to the bracket that closes an interpolation."""
        depth = 0
        while self.place < len(self.source):
            if self._starts("//"):
                end = self.source.find("\n", self.place)
                self._blank((end if end >= 0 else len(self.source)) - self.place)
            elif self._starts("/*"):
                self._comment()
            elif opening := re.compile(r'(#*)("""|")').match(self.source, self.place):
                self._text(opening.group(1), opening.group(2))
            else:
                character = self.source[self.place]
                depth += (character == "(") - (character == ")")
                if until and depth < 0:
                    return
                self._keep()

    def _comment(self):
        depth = 0
        while self.place < len(self.source):
            if self._starts("/*"):
                depth += 1
                self._blank(2)
            elif self._starts("*/"):
                depth -= 1
                self._blank(2)
                if depth == 0:
                    return
            else:
                self._blank()

    def _text(self, hashes, quotes):
        self._keep(len(hashes) + len(quotes))
        escape, end = "\\" + hashes, quotes + hashes
        while self.place < len(self.source):
            if self._starts(end):
                self._keep(len(end))
                return
            if self._starts(escape + "("):
                self._keep(len(escape) + 1)
                self._code(until=")")
                self._keep()
            elif self._starts(escape):
                self._blank(len(escape) + 1)
            else:
                self._blank()
