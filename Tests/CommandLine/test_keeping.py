import contextlib
import shutil
import sqlite3
import stat
import unittest

from support import ANSWERS, STAFF, STAFF_DOSSIERS, LedgerTest, decision, finished, lines, server_only


class Keeping(LedgerTest):
    def some(self, count=30):
        self.take(self.place.referrals("some.ndjson", lines(ANSWERS)[:count]))

    def test_a_new_ledger_has_its_keys_apart_and_for_its_owner_only(self):
        other = self.place_in(self.folder / "other")
        result = self.succeeds(other.run("init", "--json")).json
        self.assertEqual(result, {"database": other.shown, "keys": str(other.keys)})
        for path in [other.keys, *other.data.glob("firmground.sqlite*")]:
            self.is_for_its_owner_only(path)
        self.assertEqual(stat.S_IMODE(other.keys.parent.stat().st_mode), 0o700)
        self.is_whole(0, other)

    def is_for_its_owner_only(self, path):
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600, path)

    def test_making_it_again_changes_nothing(self):
        self.some()
        before, keys = self.place.dump(), self.place.keys.read_bytes()
        self.succeeds(self.place.run("init"))
        self.assertEqual((self.place.dump(), self.place.keys.read_bytes()), (before, keys))

    def test_keys_may_be_kept_elsewhere(self):
        other = self.place_in(self.folder / "other")
        keys = self.folder / "elsewhere/the.keys"
        self.succeeds(other.run("init", "--keys", keys))
        self.assertFalse(other.keys.exists())
        self.is_plain_refusal(other.run("verify"), "missing")
        self.succeeds(other.run("verify", "--keys", keys))
        self.succeeds(other.run("verify", environment={"FIRMGROUND_KEYS": str(keys)}))

    def test_migrate_says_that_nothing_is_to_do(self):
        result = self.succeeds(self.place.run("migrate", "--json")).json
        self.assertEqual(result["ran"], [])
        self.assertIn("up to date", self.place.run("migrate").out)

    def test_migrate_brings_an_empty_database_up_to_date(self):
        step = self.place.run("migrate", "--json").json["step"]
        self.place.empty()
        self.assertEqual(self.succeeds(self.place.run("migrate", "--json")).json, {"ran": list(range(1, step + 1)), "step": step})

    def test_verify_tells_how_many_and_the_last_checkpoint(self):
        self.some()
        result = self.succeeds(self.place.run("verify"))
        self.assertIn(f"{STAFF + 30} entries, all whole", result.out)
        self.assertIn(f"Last checkpoint: {STAFF + 30} entries", result.out)
        self.is_whole(30)

    def test_verify_names_the_first_bad_entry(self):
        self.some()
        bad = STAFF + 17
        self.place.change(f"UPDATE entry SET purpose = 'other' WHERE position = {bad}")
        result = self.place.run("verify", "--json")
        self.assertEqual((result.code, result.json["ok"], result.err), (1, False, ""))
        self.assertIn(f"Entry {bad} ", result.json["first_fault"])
        words = self.place.run("verify")
        self.assertEqual(words.code, 1)
        self.assertIn(f"Entry {bad} ", words.err)
        self.assertNotIn("whole", words.out)

    def test_rebuild_restores_what_is_derived(self):
        self.some()
        before = self.place.dump()
        derived = ["clock", "fact", "outbox", "search_token", "tie", "organisation", "account", "post"]
        for table in derived:
            self.assertTrue(before[table], f"nothing in {table} that could be lost")
            self.place.change(f"DELETE FROM {table}")
        self.place.change("UPDATE dossier SET standing = 'lost', open_questions = 9")
        self.assertEqual(self.succeeds(self.place.run("rebuild", "--json")).json, {"rebuilt": STAFF_DOSSIERS + 30})
        after = self.place.dump()
        for table in [*derived, "entry", "credential"]:
            self.assertEqual(after[table], before[table], table)
        self.assertEqual(
            self.place.rows("SELECT COUNT(*) FROM dossier WHERE standing = 'lost' OR open_questions = 9"), [(0,)])
        self.is_whole(30)

    def test_a_backup_is_whole_and_restores_to_the_same_ledger(self):
        self.some()
        copy = self.folder / "copy.sqlite"
        result = self.succeeds(self.place.run("backup", copy, "--json")).json
        self.assertEqual(result, {"file": str(copy), "bytes": copy.stat().st_size})
        self.is_for_its_owner_only(copy)
        other = self.place_in(self.folder / "other")
        restored = self.succeeds(other.run("restore", copy, "--json", "--keys", self.place.keys)).json
        self.assertEqual(restored, {"entries": STAFF + 30, "ok": True})
        self.assertEqual(other.ledger(), self.place.ledger())
        self.succeeds(other.run("verify", "--keys", self.place.keys))
        self.take(self.place.referrals("more.ndjson", lines(ANSWERS)[30:33]), place=other, options=["--keys", self.place.keys])

    def test_a_backup_is_one_file_that_a_restore_leaves_as_it_is(self):
        self.some()
        shelf = self.folder / "shelf"
        shelf.mkdir()
        copy = shelf / "copy.sqlite"
        self.succeeds(self.place.run("backup", copy))
        self.assertEqual(list(shelf.iterdir()), [copy])
        before = copy.read_bytes()
        copy.chmod(0o400)
        other = self.place_in(self.folder / "other")
        self.succeeds(other.run("restore", copy, "--keys", self.place.keys))
        self.assertEqual(list(shelf.iterdir()), [copy])
        self.assertTrue(copy.read_bytes() == before, "the backup was written to")
        self.take_some(30, 33)
        for path in other.data.glob("firmground.sqlite*"):
            self.assertEqual(stat.S_IMODE(path.stat().st_mode) & 0o077, 0, path)

    def test_nobody_else_may_read_a_backup_while_it_is_made(self):
        self.some(300)
        copy = self.folder / "copy.sqlite"
        process = self.start("backup", copy)
        seen = set()
        while process.poll() is None:
            for path in self.folder.glob("copy.sqlite*"):
                with contextlib.suppress(FileNotFoundError):
                    seen.add((path.name, stat.S_IMODE(path.stat().st_mode) & 0o077))
        self.succeeds(finished(process))
        self.assertEqual({others for _, others in seen}, {0}, seen)

    @server_only
    def test_a_backup_that_was_broken_off_is_not_restored(self):
        self.some(300)
        copy = self.folder / "copy.sqlite"
        process = self.start("backup", copy)
        log = self.folder / "copy.sqlite-wal"
        while not log.exists() or log.stat().st_size < 400_000:
            self.assertIsNone(process.poll(), "it ended before it could be broken off")
        process.kill()
        finished(process)
        other = self.place_in(self.folder / "other")
        self.is_plain_refusal(other.run("restore", copy, "--keys", self.place.keys), "not whole")
        self.assertEqual(other.tables(), [])

    @server_only
    def test_a_backup_of_either_engine_is_restored_into_either(self):
        self.some()
        self.succeeds(self.place.run(*decision(self.due()[0])))
        copy = self.folder / "copy.sqlite"
        self.succeeds(self.place.run("backup", copy))
        original = self.place.ledger()
        for number, engine in enumerate(["sqlite", "postgres", "sqlite"]):
            with self.subTest(engine):
                other = self.place_in(self.folder / f"other{number}", engine)
                self.succeeds(other.run("restore", copy, "--keys", self.place.keys))
                self.assertEqual(other.ledger(), original)
                self.is_whole(31, other, options=["--keys", self.place.keys])
                copy = self.folder / f"copy{number}.sqlite"
                self.succeeds(other.run("backup", copy, "--keys", self.place.keys))

    def test_a_backup_never_replaces_a_file(self):
        copy = self.folder / "copy.sqlite"
        copy.write_text("dear")
        self.is_plain_refusal(self.place.run("backup", copy), "exists already")
        self.assertEqual(copy.read_text(), "dear")

    def test_a_backup_to_nowhere_is_refused_plainly_and_leaves_nothing(self):
        self.is_plain_refusal(self.place.run("backup", self.folder / "no/such/copy.sqlite"), "cannot be opened")
        self.assertFalse((self.folder / "no").exists())

    def test_a_restore_never_replaces_a_ledger(self):
        self.some()
        copy = self.folder / "copy.sqlite"
        self.place.run("backup", copy)
        before = self.place.dump()
        self.is_plain_refusal(self.place.run("restore", copy), "already")
        self.assertEqual(self.place.dump(), before)

    def test_a_restore_needs_the_right_keys_and_a_sound_backup_and_leaves_nothing_without(self):
        self.some()
        copy = self.folder / "copy.sqlite"
        self.place.run("backup", copy)
        other = self.place_in(self.folder / "other")
        self.is_plain_refusal(other.run("restore", copy), "missing")
        stranger = self.place_in(self.folder / "stranger")
        stranger.run("init")
        self.is_plain_refusal(other.run("restore", copy, "--keys", stranger.keys), "does not belong")
        self.assertEqual(other.tables(), [])
        self.is_plain_refusal(other.run("restore", self.folder / "none.sqlite", "--keys", self.place.keys), "There is no file")
        damaged = self.folder / "damaged.sqlite"
        shutil.copy(copy, damaged)
        connection = sqlite3.connect(damaged)
        with connection:
            connection.execute("UPDATE entry SET purpose = 'other' WHERE position = 4")
        connection.close()
        self.is_plain_refusal(other.run("restore", damaged, "--keys", self.place.keys), "Entry 4 ")
        (self.folder / "text.sqlite").write_text("This is not a database at all. " * 200)
        self.is_plain_refusal(other.run("restore", self.folder / "text.sqlite", "--keys", self.place.keys), "not a database")
        self.assertEqual((other.tables(), list(other.data.glob("firmground.sqlite*"))), ([], []))
        self.succeeds(other.run("restore", copy, "--keys", self.place.keys))

    def test_a_backup_is_made_while_the_ledger_is_written(self):
        writer = self.start("import", "referrals", ANSWERS, "--json")
        copies = []
        for index in range(4):
            copy = self.folder / f"copy{index}.sqlite"
            self.succeeds(self.place.run("backup", copy))
            copies.append(copy)
        self.succeeds(finished(writer))
        for index, copy in enumerate(copies):
            other = self.place_in(self.folder / f"other{index}")
            self.succeeds(other.run("restore", copy, "--json", "--keys", self.place.keys))
        self.is_whole(300)


if __name__ == "__main__":
    unittest.main()
