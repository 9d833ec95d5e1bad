import os
import shutil
import subprocess
import time
import unittest

from support import (
    ANSWERS, ORGANISATIONS, PREPARED, REPOSITORY, STAFF, STAFF_DOSSIERS, Kept, LedgerTest, add_account, decision, files_only, finished, lines,
    register, run, server_only, take_some,
)

# Entries and dossiers of a ledger with sixty cases, after those of organisations and accounts.
FIRST, SEVENTH, MIDDLE, LAST = [STAFF + number for number in (1, 7, 30, 60)]
JOINED = len(ORGANISATIONS) + 1  # that the first person joined
NINTH_CASE, TWELFTH_CASE = STAFF_DOSSIERS + 9, STAFF_DOSSIERS + 12


def with_sixty(place):
    PREPARED.copy_to(place)
    take_some(place, 0, 60)


SIXTY = Kept(with_sixty)


class Harmed(LedgerTest):
    """A ledger of 60 entries, and what anybody may want of it."""

    prepared = SIXTY

    def setUp(self):
        super().setUp()
        self.more = self.place.referrals("more.ndjson", lines(ANSWERS)[60:90])

    def commands(self):
        yield ["verify"]
        yield ["rebuild"]
        yield ["import", "referrals", self.more]
        yield ["worklist", "--as", "decision_maker"]
        yield ["search", "x", "--as", "decision_maker"]
        yield ["account", "list"]
        yield ["backup", self.folder / "copy.sqlite"]

    def refuse_all(self, *words, only=None):
        for command in self.commands():
            if only and command[0] not in only:
                continue
            with self.subTest(command[0]):
                self.is_plain_refusal(self.place.run(*command), *words)
        self.assertFalse((self.folder / "copy.sqlite").exists())


class Damage(Harmed):
    """Whatever goes wrong is said in one plain sentence, and nothing recorded is lost."""

    def test_a_wrong_key(self):
        before = self.place.dump()
        right = self.place.keys.read_bytes()
        other = self.place_in(self.folder / "other")
        other.run("init")
        shutil.copy(other.keys, self.place.keys)
        self.refuse_all("does not belong", "nothing was changed")
        self.is_plain_refusal(self.place.run("init"), "does not belong")
        self.assertEqual(self.place.dump(), before)
        self.place.keys.write_bytes(right)
        self.is_whole(60)

    def test_a_missing_key(self):
        before = self.place.dump()
        kept = self.folder / "kept.keys"
        shutil.move(self.place.keys, kept)
        self.refuse_all("is missing")
        self.is_plain_refusal(self.place.run("init"), "is missing")
        self.is_plain_refusal(self.place.run("migrate"), "is missing")
        self.assertFalse(self.place.keys.exists(), "a new key must never be made for an old database")
        self.assertEqual(self.place.dump(), before)
        shutil.move(kept, self.place.keys)
        self.is_whole(60)

    def test_a_key_file_that_is_none(self):
        right = self.place.keys.read_bytes()
        for content in [b"", b"nonsense", right[:-20], b"\xff\xfe\x00", right.replace(b"index", b"indexes")]:
            self.place.keys.write_bytes(content)
            self.refuse_all(only=["verify", "import"])
        self.place.keys.write_bytes(right)
        self.is_whole(60)

    def test_a_database_of_a_later_version(self):
        self.place.change("INSERT INTO migration (number) VALUES (900)")
        before = self.place.dump()
        self.refuse_all("later version", "nothing was changed")
        self.is_plain_refusal(self.place.run("migrate"), "later version")
        self.is_plain_refusal(self.place.run("init"), "later version")
        self.assertEqual(self.place.dump(), before)
        self.place.change("DELETE FROM migration WHERE number = 900")
        self.is_whole(60)

    def test_a_database_that_is_not_up_to_date(self):
        self.place.change("DELETE FROM migration WHERE number > 1")
        self.refuse_all("firmground migrate")

    def flip(self, table, column, where):
        """Changes one bit in the middle of what stands in one row; answers how to mend it."""
        [(content,)] = self.place.rows(f"SELECT {column} FROM {table} WHERE {where}")
        middle = len(content) // 2
        changed = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1:]
        self.place.change(f"UPDATE {table} SET {column} = {self.place.literal(changed)} WHERE {where}")
        return f"UPDATE {table} SET {column} = {self.place.literal(content)} WHERE {where}"

    def test_one_bit_of_a_row_is_found_wherever_it_is(self):
        for table, column, where, word in [
            ("entry", "sealed", f"position = {FIRST}", f"Entry {FIRST} "),
            ("entry", "sealed", f"position = {MIDDLE}", f"Entry {MIDDLE} "),
            ("entry", "hash", f"position = {LAST}", f"Entry {LAST} "),
            ("entry", "request", f"position = {SEVENTH}", f"Entry {SEVENTH} "),
            ("entry", "sealed", f"position = {JOINED}", f"Entry {JOINED} "),
            ("dossier", "head", f"id = {TWELFTH_CASE}", "Case "),
            ("dossier", "head", "id = 12", " "),
            ("dossier_key", "wrapped", f"dossier = {NINTH_CASE} AND class = 1", "does not open"),
            ("checkpoint", "root", f"size = {LAST}", f"checkpoint over {LAST} entries"),
            ("checkpoint", "signature", f"size = {LAST}", f"checkpoint over {LAST} entries"),
            ("setting", "value", "name = 'last checkpoint'", "last checkpoint"),
        ]:
            with self.subTest(f"{table}.{column}"):
                mend = self.flip(table, column, where)
                self.is_not_whole(word)
                self.place.change(mend)
        self.is_whole(60)

    def test_a_row_that_is_gone_is_missed_wherever_it_was(self):
        before = self.place.dump()
        for sql, word in [
            (f"DELETE FROM entry WHERE position = {LAST}", f"{LAST} entries"),
            (f"DELETE FROM entry WHERE position = {MIDDLE}", f"Entry {MIDDLE} is gone"),
            (f"DELETE FROM dossier WHERE id = {TWELFTH_CASE}", "dossier that is gone"),
            ("DELETE FROM dossier WHERE id = 12", "dossier that is gone"),
            (f"DELETE FROM dossier_key WHERE dossier = {NINTH_CASE}", "does not open"),
            (f"DELETE FROM checkpoint WHERE size = {LAST}", f"checkpoint over {LAST} entries is gone"),
            ("DELETE FROM checkpoint", "checkpoint over"),
            ("DELETE FROM setting WHERE name = 'last checkpoint'", "last checkpoint is missing"),
        ]:
            with self.subTest(sql):
                changed = self.place_in(self.folder / sql.replace(" ", "-"))
                changed.take_over(self.place)
                changed.change(sql)
                self.is_not_whole(word, place=changed)
        self.assertEqual(self.place.dump(), before)

    def test_what_cannot_be_opened_any_more_is_refused_and_the_rest_goes_on(self):
        backup = self.folder / "good.sqlite"
        self.succeeds(self.place.run("backup", backup))
        before = self.place.ledger()
        self.flip("entry", "sealed", f"position = {MIDDLE}")
        self.is_plain_refusal(self.place.run("rebuild"), "firmground verify")
        self.assertEqual(self.take(self.more)["accepted"], 30)
        self.is_not_whole(f"Entry {MIDDLE} ")
        mended = self.place_in(self.folder / "mended")
        self.succeeds(mended.run("restore", backup, "--keys", self.place.keys))
        self.assertEqual(mended.ledger(), before)

    def test_a_faulty_rulebook_does_not_start(self):
        copy = self.folder / "rulebook"
        shutil.copytree(REPOSITORY / "Rulebooks/uk", copy)
        roles = copy / "roles.yaml"
        roles.write_text(roles.read_text().replace("classes: [open]", "classes: [opened]", 1))
        before = self.place.dump()
        for command in self.commands():
            with self.subTest(command[0]):
                result = self.place.run(*command, "--rulebook", copy)
                self.assertEqual((result.code, result.out), (1, ""), result)
                self.assertRegex(result.err, r"roles\.yaml:\d+")
        self.assertEqual(self.place.dump(), before)

    def test_who_writes_waits_for_another_who_writes(self):
        with self.place.held():
            process = self.start("import", "referrals", self.more, "--json")
            time.sleep(2)
            self.assertIsNone(process.poll())
        self.assertEqual(self.succeeds(finished(process)).json["accepted"], 30)
        self.is_whole(90)

    def test_who_reads_does_not_wait_for_one_who_writes(self):
        with self.place.held():  # for so long that who waited would fail
            self.is_whole(60)
            self.succeeds(self.place.run("account", "list"))
            self.succeeds(self.place.run("organisation", "list"))

    def test_who_looks_at_cases_is_shown_nothing_while_it_cannot_be_recorded(self):
        reference = self.due()[0]
        looks = self.place.rows("SELECT COUNT(*) FROM look")
        with self.place.held():
            for command in [
                ["worklist", "--as", "decision_maker"], ["search", "Patel", "--as", "decision_maker"],
                ["show", reference, "--as", "decision_maker", "--purpose", "decide"],
            ]:
                with self.subTest(command[0]):
                    self.is_plain_refusal(self.place.run(*command), "not shown", "again")
        self.assertEqual(self.place.rows("SELECT COUNT(*) FROM look"), looks)


@files_only("the pages of a PostgreSQL database are its server's: rows are damaged instead")
class DamagedFile(Harmed):
    """A file that was spoilt, cut or replaced is refused, and is whole again once the right one is back."""

    def spoil(self, start, length):
        with open(self.place.database, "r+b") as file:
            file.seek(start)
            file.write(b"\xa5" * length)

    def test_a_damaged_header(self):
        whole = self.place.database.read_bytes()
        self.spoil(0, 100)
        self.refuse_all("damaged")
        told = self.place.run("verify", "--json")
        self.assertEqual((told.code, told.json["ok"], told.json["entries"]), (1, False, 0))
        self.assertIn("database", told.json["first_fault"])
        self.place.database.write_bytes(whole)
        for left in self.place.data.glob("firmground.sqlite-*"):
            left.unlink()
        self.is_whole(60)

    def test_a_corrupt_page_in_the_middle(self):
        backup = self.folder / "good.sqlite"
        self.succeeds(self.place.run("backup", backup))
        self.place.settle()
        size = self.place.database.stat().st_size
        # Behind the first page of every table, so that the ledger opens and the damage is met on the way.
        self.spoil(size // 2, size // 4)
        verify = self.place.run("verify")
        self.assertEqual(verify.code, 1, verify)
        self.assertEqual(len(verify.err.strip().splitlines()), 1 + ("Verifying" in verify.err), verify)
        self.assertIn("damaged", verify.err)
        told = self.place.run("verify", "--json")
        self.assertEqual((told.code, told.json["ok"]), (1, False))
        for command in [["rebuild"], ["import", "referrals", self.more]]:
            with self.subTest(command[0]):
                self.is_plain_refusal(self.place.run(*command), "damaged")
        for left in self.place.data.glob("firmground.sqlite*"):
            left.unlink()
        self.succeeds(self.place.run("restore", backup))
        self.is_whole(60)

    def test_each_single_page_spoilt_is_found_or_is_not_of_the_ledger(self):
        whole = self.place.database.read_bytes()
        entries = {page for (page,) in self.pages("entry")}
        spoilt = sorted(entries)[:: max(1, len(entries) // 12)]
        for page in spoilt:
            with self.subTest(page=page):
                self.spoil((page - 1) * 4096 + 200, 3_000)
                result = self.place.run("verify", "--json")
                self.assertEqual((result.code, result.json["ok"]), (1, False), result)
                for left in self.place.data.glob("firmground.sqlite-*"):
                    left.unlink()
                self.place.database.write_bytes(whole)
        self.is_whole(60)

    def pages(self, table):
        try:
            return self.place.rows(f"SELECT DISTINCT pageno FROM dbstat WHERE name = '{table}' AND pagetype IN ('leaf', 'overflow')")
        except Exception:
            self.skipTest("this Python's SQLite cannot tell pages")

    def test_a_database_cut_short(self):
        whole = self.place.database.read_bytes()
        self.place.database.write_bytes(whole[: len(whole) // 2])
        verify = self.place.run("verify")
        self.assertEqual(verify.code, 1, verify)
        self.assertIn("damaged", verify.err)
        self.place.database.write_bytes(whole[:50])
        self.refuse_all("damaged", only=["verify", "import"])

    def test_a_file_that_is_no_database(self):
        self.place.database.write_text("not a database " * 1_000)
        self.refuse_all("not a database")

    def test_a_database_that_another_process_holds(self):
        holder = subprocess.Popen(
            ["python3", "-c", f"import sqlite3, time; c = sqlite3.connect({str(self.place.database)!r}); "
             "c.execute('BEGIN IMMEDIATE'); print('held', flush=True); time.sleep(60)"], stdout=subprocess.PIPE)
        self.addCleanup(holder.stdout.close)
        self.addCleanup(holder.wait)
        self.addCleanup(holder.kill)
        holder.stdout.readline()
        self.is_plain_refusal(self.place.run("import", "referrals", self.more), "in use")
        holder.kill()
        holder.wait()
        self.assertEqual(self.take(self.more)["accepted"], 30)


@server_only
class HeldServer(Harmed):
    """A transaction that holds the lock for writing."""

    def test_who_cannot_write_in_time_is_told_plainly(self):
        # The program waits for a minute; this caller's URL asks the server for less.
        impatient = {"FIRMGROUND_DATABASE": self.place.url + "%20-clock_timeout%3D1s"}
        commands = [["import", "referrals", self.more], ["rebuild"], decision(self.due()[0])]
        before = self.place.dump()
        with self.place.held():
            for command in commands:
                with self.subTest(command[0]):
                    self.is_plain_refusal(self.place.run(*command, environment=impatient), "in use", "again")
        self.assertEqual(self.place.dump(), before)
        self.assertEqual(self.take(self.more)["accepted"], 30)


class SmallDisk(LedgerTest):
    """A disk of little room, made in memory."""

    prepared = None

    def setUp(self):
        super().setUp()
        if os.geteuid() != 0:
            self.skipTest("only root can make a small disk")
        self.disk = self.folder / "disk"
        self.disk.mkdir()
        made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1200k", "tmpfs", self.disk], capture_output=True)
        if made.returncode != 0:
            self.skipTest("a small disk cannot be made here: " + made.stderr.decode().strip())
        self.addCleanup(subprocess.run, ["umount", self.disk])

    def fill(self):
        """Leaves no byte free. Written past the buffer, which would only fail when the file is closed."""
        file = os.open(self.disk / "filler", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        for size in (65_536, 4_096, 1):
            try:
                while True:
                    os.write(file, b"x" * size)
            except OSError:
                pass
        os.close(file)


@files_only("a full disk under a PostgreSQL server is tried in Tests/Faults/fill_disk.py")
class FullDisk(SmallDisk):
    def setUp(self):
        super().setUp()
        self.small = self.place_in(self.disk)
        self.options = ["--keys", self.folder / "the.keys", "--rejects", self.folder]
        self.succeeds(self.small.run("init", "--keys", self.folder / "the.keys"))

    def grow(self):
        subprocess.run(["mount", "-o", "remount,size=64m", self.disk], check=True)

    def test_a_full_disk_is_said_plainly_loses_nothing_and_the_import_goes_on_when_there_is_room(self):
        result = self.small.run("import", "referrals", ANSWERS, *self.options)
        self.is_plain_refusal(result, "full", "safe")
        again = self.small.run("import", "referrals", ANSWERS, *self.options)
        self.is_plain_refusal(again, "full")
        self.grow()
        keys = self.options[:2]
        verified = self.small.run("verify", "--json", *keys)
        self.assertEqual((verified.code, verified.json["ok"]), (0, True), verified)
        kept = verified.json["entries"]
        self.assertLess(kept, 300)
        tally = self.take(ANSWERS, place=self.small, options=self.options)
        self.assertEqual((tally["repeated"], tally["accepted"]), (kept, 300 - kept))
        verified = self.small.run("verify", "--json", *keys).json
        self.assertEqual(verified, {"entries": 300, "looks": 0, "ok": True, "first_fault": None})

    def test_an_action_on_a_full_disk_is_refused_and_can_be_repeated(self):
        keys = self.options[:2]
        self.succeeds(register(self.small, *ORGANISATIONS[0], options=keys))
        self.succeeds(add_account(self.small, "dm", "decision_maker", "sca", *keys))
        self.take(self.small.referrals("one.ndjson", lines(ANSWERS)[1:2]), place=self.small, options=self.options)
        self.small.settle()
        items = self.small.run("worklist", "--as", "dm", "--json", *keys).json["items"]
        command = [
            "act", items[0]["reference"], "reasonable_grounds.route", "--as", "dm", "--purpose", "decide",
            "--set=immigration_detention=no", "--key", "route-1", "--json", *keys,
        ]
        self.fill()
        self.is_plain_refusal(self.small.run(*command), "full")
        os.unlink(self.disk / "filler")
        self.assertEqual(self.succeeds(self.small.run(*command)).json["repeated"], False)
        self.assertEqual(self.succeeds(self.small.run(*command)).json["repeated"], True)
        self.assertEqual(self.small.run("verify", "--json", *keys).json, {"entries": 3 + 2, "looks": 1, "ok": True, "first_fault": None})

    def test_a_new_ledger_on_a_full_disk_is_refused_plainly(self):
        self.fill()
        result = run("init", "--data", self.disk / "new", "--keys", self.folder / "new.keys")
        self.is_plain_refusal(result, "full")


class BackupToAFullDisk(SmallDisk):
    def test_a_backup_to_a_full_disk_leaves_no_half_file(self):
        self.succeeds(self.place.run("init"))
        self.take(ANSWERS, options=["--rejects", self.folder])
        copy = self.disk / "copy.sqlite"
        self.is_plain_refusal(self.place.run("backup", copy), "full")
        self.assertEqual(list(self.disk.iterdir()), [])
        self.is_whole(300)


if __name__ == "__main__":
    unittest.main()
