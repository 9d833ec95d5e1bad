import pathlib
import shutil
import unittest

from support import ANSWERS, PREPARED, STAFF, Kept, LedgerTest, decision, lines, take_some

DERIVED = ["dossier_key", "request_key", "clock", "search_token", "fact", "outbox", "tie"]
# Entries in the ledger that the checkpoints are of, after those of organisations and accounts.
EARLY, LATE, LATER = STAFF + 20, STAFF + 30, STAFF + 40


def lodge(place, path):
    done = place.run("checkpoint", "--lodge", path)
    assert done.code == 0, done
    return path


def noted(place):
    """The program's own note of the last checkpoint, in the database."""
    [(note,)] = place.rows("SELECT value FROM setting WHERE name = 'last checkpoint'")
    return note


def with_two_checkpoints(place):
    PREPARED.copy_to(place)
    take_some(place, 0, 20)
    lodge(place, place.folder / "early.checkpoint")
    (place.folder / "early.note").write_bytes(noted(place))
    take_some(place, 20, 30)
    lodge(place, place.folder / "late.checkpoint")


TWO_CHECKPOINTS = Kept(with_two_checkpoints)


class Lodged(LedgerTest):
    """A checkpoint that was kept elsewhere shows what no look at the database alone can show."""

    prepared = TWO_CHECKPOINTS

    def setUp(self):
        super().setUp()
        self.early, self.late = [
            pathlib.Path(shutil.copy(self.origin.folder / name, self.folder)) for name in ("early.checkpoint", "late.checkpoint")
        ]
        self.note = (self.origin.folder / "early.note").read_bytes()

    def against(self, *files):
        return [word for file in files for word in ("--lodged", file)]

    def cut_off(self, kept):
        """Takes away the last entries and everything that hangs on them, as an insider can who has no key."""
        gone = f"(SELECT dossier FROM entry WHERE position > {STAFF + kept})"
        self.place.change(
            *[f"DELETE FROM {table} WHERE dossier IN {gone}" for table in DERIVED], f"DELETE FROM dossier WHERE id IN {gone}",
            f"DELETE FROM entry WHERE position > {STAFF + kept}", *self.taken_back(kept))

    def taken_back(self, kept):
        """Nothing that was signed since is left, and the note of the last checkpoint is an old one."""
        return [
            f"DELETE FROM checkpoint WHERE size > {STAFF + kept}",
            f"UPDATE setting SET value = {self.place.literal(self.note)} WHERE name = 'last checkpoint'",
        ]

    def test_a_checkpoint_is_shown_and_lodged_and_names_nobody(self):
        shown = self.succeeds(self.place.run("checkpoint"))
        self.assertEqual(shown.out, self.late.read_text())
        words = shown.out.splitlines()
        self.assertEqual((len(words), words[:3]), (6, ["firmground checkpoint", str(LATE), str(LATE)]))
        told = self.succeeds(self.place.run("checkpoint", "--json")).json
        self.assertEqual(set(told), {"entries", "root", "signed_at", "signature", "public_key"})
        self.assertEqual((told["entries"], told["root"], str(told["signed_at"]), told["signature"]), (LATE, *words[3:]))
        last = self.succeeds(self.place.run("verify")).out
        self.assertIn(f"Last checkpoint: {LATE} entries, root {words[3]}", last)

    def test_an_empty_ledger_has_nothing_to_sign(self):
        other = self.place_in(self.folder / "other")
        self.succeeds(other.run("init"))
        self.is_plain_refusal(other.run("checkpoint", "--lodge", self.folder / "none.checkpoint"), "nothing to sign")
        self.assertFalse((self.folder / "none.checkpoint").exists())

    def test_a_checkpoint_never_replaces_a_file_and_is_not_written_to_nowhere(self):
        path = self.folder / "dear"
        path.write_text("dear")
        self.is_plain_refusal(self.place.run("checkpoint", "--lodge", path), "exists already")
        self.is_plain_refusal(self.place.run("checkpoint", "--lodge", path, "--json"), "exists already")
        self.assertEqual(path.read_text(), "dear")
        self.is_plain_refusal(self.place.run("checkpoint", "--lodge", self.folder), "exists already")
        self.is_plain_refusal(self.place.run("checkpoint", "--lodge", self.folder / "no/such/file"), "cannot be written")
        self.assertFalse((self.folder / "no").exists())

    def test_lodged_checkpoints_hold_while_the_ledger_grows(self):
        for _ in range(2):
            result = self.succeeds(self.place.run("verify", *self.against(self.early, self.late)))
            self.assertIn(f"The lodged checkpoint over {EARLY} entries holds.", result.out)
            self.assertIn(f"The lodged checkpoint over {LATE} entries holds.", result.out)
            self.take_some(30, 35)
            self.succeeds(self.place.run(*decision(self.due()[0])))
        self.is_whole(37, options=self.against(self.late, self.early, self.late))

    def test_a_checkpoint_that_came_by_another_way_still_holds(self):
        text = self.late.read_text()
        for changed in [text.replace("\n", "\r\n"), text.rstrip("\n"), text + "\n\n"]:
            self.late.write_bytes(changed.encode())
            self.is_whole(30, options=self.against(self.late))

    def test_a_lodged_checkpoint_holds_after_the_key_that_wraps_the_others_was_changed(self):
        for step in ["add", "rotate", "retire"]:
            self.succeeds(self.place.run("keys", step))
            self.is_whole(30, options=self.against(self.early, self.late))

    def test_entries_cut_off_with_everything_mended_are_missed(self):
        self.cut_off(20)
        self.is_whole(20)
        self.is_whole(20, options=self.against(self.early))
        self.is_not_whole(f"{LATE} entries", f"only {EARLY}", options=self.against(self.late))
        self.is_not_whole(f"{LATE} entries", f"only {EARLY}", options=self.against(self.late, self.early))
        told = self.place.run("verify", "--json", *self.against(self.late))
        self.assertEqual((told.code, told.json["entries"], told.json["ok"], told.err), (1, EARLY, False, ""))
        self.assertIn(f"only {EARLY}", told.json["first_fault"])

    def test_entries_cut_off_are_missed_when_others_have_taken_their_place(self):
        self.cut_off(20)
        self.take_some(40, 60)
        self.is_whole(40)
        self.is_not_whole(f"{LATE} entries does not match", options=self.against(self.early, self.late))

    def test_a_decision_taken_back_with_everything_mended_is_missed(self):
        self.note = noted(self.place)
        self.succeeds(self.place.run(*decision(self.due()[0])))
        lodged = lodge(self.place, self.folder / "decided.checkpoint")
        [(dossier,)] = self.place.rows(f"SELECT dossier FROM entry WHERE position = {LATE + 1}")
        self.place.change(
            *[f"DELETE FROM {table} WHERE position = {LATE + 1}" for table in ("entry", "fact", "outbox")],
            f"UPDATE dossier SET version = 1, head = (SELECT hash FROM entry WHERE dossier = {dossier} AND version = 1) "
            f"WHERE id = {dossier}", *self.taken_back(30))
        self.is_whole(30, options=self.against(self.early, self.late))
        self.is_not_whole(f"{LATE + 1} entries", f"only {LATE}", options=self.against(lodged))

    def test_without_the_note_mended_the_ledger_alone_tells(self):
        note, self.note = self.note, noted(self.place)
        self.cut_off(20)
        self.is_not_whole(f"checkpoint over {LATE} entries is gone")
        self.place.change(f"UPDATE setting SET value = {self.place.literal(note)} WHERE name = 'last checkpoint'")
        self.is_whole(20)

    def test_an_old_backup_that_passes_for_the_current_ledger_is_found(self):
        backup = self.folder / "old.sqlite"
        self.succeeds(self.place.run("backup", backup))
        self.take_some(30, 40)
        latest = lodge(self.place, self.folder / "latest.checkpoint")
        other = self.place_in(self.folder / "other")
        shutil.copytree(self.place.keys.parent, other.keys.parent)
        self.succeeds(other.run("restore", backup))
        self.is_whole(30, other, options=self.against(self.early, self.late))
        self.is_not_whole(f"{LATER} entries", f"only {LATE}", place=other, options=self.against(latest))
        self.take_some(50, 60, place=other)
        self.is_whole(40, other)
        self.is_not_whole(f"{LATER} entries does not match", place=other, options=self.against(latest))
        self.is_whole(40, options=self.against(latest))

    def test_a_file_that_is_no_checkpoint_is_refused_plainly(self):
        other = self.folder / "other.checkpoint"
        text = self.late.read_text()
        for content in [
            b"", b"nonsense\n", text.encode()[:-10], text.replace("firmground", "other").encode(), b"\xff\xfe\x00" * 30,
            (text + text).encode(), text.replace(f"\n{LATE}\n", "\nmany\n", 1).encode(), ANSWERS.read_bytes(),
        ]:
            other.write_bytes(content)
            with self.subTest(content[:20]):
                self.is_plain_refusal(self.place.run("verify", *self.against(other)), "is not a checkpoint", str(other))
                self.is_plain_refusal(self.place.run("verify", *self.against(self.late, other), "--json"), "is not a checkpoint")
        for path in [self.folder / "none.checkpoint", self.folder]:
            self.is_plain_refusal(self.place.run("verify", *self.against(path)), "cannot be read", str(path))

    def test_an_edited_checkpoint_is_refused(self):
        words = self.late.read_text().splitlines()
        edited = self.folder / "edited.checkpoint"
        for line, word in [(1, str(LATE - 1)), (1, str(LATE + 1)), (1, "-1"), (2, str(LATE - 1)), (3, words[3][::-1]), (4, "0"), (5, words[5][::-1])]:
            with self.subTest(line=line, word=word[:8]):
                edited.write_text("\n".join(words[:line] + [word] + words[line + 1:]) + "\n")
                self.is_not_whole("is not signed with this ledger’s key", options=self.against(edited, self.late))

    def test_a_checkpoint_of_another_ledger_is_refused(self):
        stranger = self.place_in(self.folder / "stranger")
        self.succeeds(stranger.run("init"))
        self.take(self.place.referrals("same.ndjson", lines(ANSWERS)[:20]), place=stranger)
        lodged = lodge(stranger, self.folder / "stranger.checkpoint")
        self.is_whole(20, stranger, options=self.against(lodged))
        self.is_not_whole("is not signed with this ledger’s key", options=self.against(lodged))

    def test_nothing_is_changed_by_looking(self):
        before = self.place.dump()
        self.succeeds(self.place.run("verify", *self.against(self.early, self.late)))
        self.succeeds(self.place.run("checkpoint", "--lodge", self.folder / "again.checkpoint"))
        self.assertEqual((self.folder / "again.checkpoint").read_text(), self.late.read_text())
        self.assertEqual(self.place.dump(), before)


if __name__ == "__main__":
    unittest.main()
