import unittest

from support import LedgerTest, run

COMMANDS = [
    [], ["rulebook"], ["rulebook", "check"], ["rulebook", "rule"], ["rulebook", "test"], ["init"], ["migrate"], ["import"],
    ["import", "referrals"], ["act"], ["show"], ["worklist"], ["search"], ["account"], ["account", "add"],
    ["interface"], ["interface", "openapi"], ["interface", "schema"], ["interface", "key"],
    ["account", "load"], ["account", "invite"], ["account", "end"], ["account", "list"], ["organisation"],
    ["organisation", "add"], ["organisation", "list"], ["serve"], ["demo"], ["verify"], ["checkpoint"], ["rebuild"],
    ["backup"], ["restore"], ["copy"], ["keys"], ["keys", "add"], ["keys", "rotate"], ["keys", "retire"],
]


class Usage(LedgerTest):
    prepared = None

    def test_every_command_explains_itself(self):
        for command in COMMANDS:
            with self.subTest(" ".join(command)):
                result = self.succeeds(run(*command, "--help"))
                self.assertIn("USAGE: firmground", result.out)
                self.assertIn("OVERVIEW:", result.out)
                self.assertEqual(result.err, "")

    def test_every_command_is_listed_and_none_is_missing_here(self):
        listed = [
            line.split()[0] for line in run("--help").out.split("SUBCOMMANDS:")[1].splitlines()
            if line.startswith("  ") and line[2] != " " and not line.startswith("  See ")
        ]
        self.assertEqual(sorted(listed), sorted({command[0] for command in COMMANDS if command}))

    def test_help_for_a_command_by_name(self):
        self.assertIn("USAGE: firmground import referrals", self.succeeds(run("help", "import", "referrals")).out)

    def test_the_version_is_said(self):
        self.assertRegex(self.succeeds(run("--version")).out, r"^\d+\.\d+\.\d+\n$")

    def test_bad_usage_is_exit_two_with_a_word_on_standard_error(self):
        for command in [
            ["nonsense"], ["--nonsense"], ["rulebook", "nonsense"], ["rulebook", "rule"], ["rulebook", "rule", "x"],
            ["rulebook", "rule", "recovery_period.minimum", "--on", "2023-02-30", "--nation", "E"],
            ["rulebook", "rule", "recovery_period.minimum", "--on", "2023-02-03", "--nation", "X"],
            ["import", "referrals"], ["import", "referrals", "a", "--received-on", "yesterday"], ["act"], ["act", "new"],
            ["act", "new", "referral", "--as", "x", "--purpose", "y"],
            ["act", "nonsense", "referral.submit", "--as", "x", "--purpose", "y"],
            ["act", "new", "referral.submit", "--as", "x", "--purpose", "y", "--set", "no-equals-sign"],
            ["act", "new", "referral.submit", "--as", "x", "--purpose", "y", "--on", "31/12/2026"], ["show"],
            ["show", "7KD2-M9QX-W3T"], ["worklist"], ["worklist", "--as", "x", "--limit", "0"],
            ["worklist", "--as", "x", "--limit", "-1"], ["worklist", "--as", "x", "--limit", "many"],
            ["worklist", "--as", "x", "--after", "nonsense"], ["search", "--as", "x"], ["account", "add", "x"], ["backup"],
            ["account", "add", "x", "--role", "decision_maker", "--name", "X"],
            ["account", "add", "x", "--role", "decision_maker", "--name", "X", "--organisation", "y", "--until", "tomorrow"],
            ["account", "load"], ["account", "invite"], ["account", "end", "x"], ["organisation", "add", "x"],
            ["organisation", "add", "Big", "--name", "X", "--kind", "health"],
            ["organisation", "add", "x", "--name", "X", "--kind", "health", "--code", "no-equals-sign"],
            ["worklist", "--as", "x", "--scope", "everybody"],
            ["restore"], ["verify", "too", "many"], ["verify", "--lodged"], ["checkpoint", "too", "many"], ["checkpoint", "--lodge"],
            ["copy"], ["copy", "--from", "a"], ["copy", "--to", "a"], ["copy", "a", "b"], ["copy", "--from", "a", "--to", "a"],
            ["copy", "--from", "a", "--to", "./a"], ["copy", "--from", "a/", "--to", "a"],
            ["copy", "--from", "postgres://role@db.example/a", "--to", "postgres://role@db.example/a"],
        ]:
            with self.subTest(" ".join(command)):
                self.is_usage_fault(run(*command))

    def test_a_database_that_is_no_url_is_bad_usage(self):
        for text in ["nonsense", "", "./data", "host=db.example dbname=a", "mysql://db.example/a", "postgres:a"]:
            for command in [["verify"], ["init"], ["worklist", "--as", "x"], ["restore", "copy.sqlite"]]:
                with self.subTest(f"{command[0]} {text}"):
                    self.is_usage_fault(run(*command, "--database", text))
                    if text:
                        self.is_usage_fault(run(*command, environment={"FIRMGROUND_DATABASE": text}))

    def test_without_a_ledger_the_way_to_one_is_shown(self):
        for command in [
            ["verify"], ["checkpoint"], ["rebuild"], ["migrate"], ["backup", self.folder / "copy.sqlite"],
            ["import", "referrals", "-"], ["keys", "add"],
            ["show", "7KD2-M9QX-W3T", "--as", "x", "--purpose", "decide"], ["worklist", "--as", "x"],
            ["search", "x", "--as", "x"], ["account", "list"], ["organisation", "list"], ["account", "invite", "x"],
        ]:
            with self.subTest(command[0]):
                self.is_plain_refusal(self.place.run(*command), "firmground init")
                self.assertEqual((list(self.folder.iterdir()), self.place.tables()), ([], []))

    def test_a_reader_that_goes_away_does_not_end_the_program_with_a_signal(self):
        import subprocess

        from support import PROGRAM, REPOSITORY

        process = subprocess.run(
            f"'{PROGRAM}' rulebook test | head -1; echo ${{PIPESTATUS[0]}}", shell=True, executable="/bin/bash", cwd=REPOSITORY,
            capture_output=True, timeout=60)
        self.assertEqual(process.stdout.decode().splitlines()[-1], "0")


if __name__ == "__main__":
    unittest.main()
