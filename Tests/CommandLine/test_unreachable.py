import pathlib
import sys
import tempfile
import unittest
import urllib.parse
import uuid

from support import ANSWERS, PASSWORD, REPOSITORY, SERVER, LedgerTest, lines, run, server_only

sys.path.insert(0, str(REPOSITORY / "Tests/Servers"))

from postgres import Cluster, PostgresError, free_port  # noqa: E402

SECRET = "Gr8-secret"


class Refused(LedgerTest):
    """A way to refuse that is the same for all commands that need the ledger."""

    prepared = None

    def commands(self):
        yield ["init"]
        yield ["migrate"]
        yield ["verify"]
        yield ["worklist", "--as", "decision_maker"]
        yield ["import", "referrals", self.referral]
        yield ["backup", self.folder / "copy.sqlite"]

    def setUp(self):
        super().setUp()
        self.referral = self.place.referrals("one.ndjson", lines(ANSWERS)[:1])
        self.keys = self.folder / "the.keys"
        self.succeeds(run("init", "--data", self.folder / "elsewhere", "--keys", self.keys))

    def calls(self, url, command, **others):
        return run(
            *command, "--data", self.folder / "data", "--keys", self.keys, environment={"FIRMGROUND_DATABASE": url}, **others)

    def refuse_all(self, url, *words, only=None):
        for command in self.commands():
            if only and command[0] not in only:
                continue
            with self.subTest(command[0]):
                result = self.calls(url, command)
                self.is_plain_refusal(result, *words)
                self.assertNotIn(SECRET, result.err)
        self.assertFalse((self.folder / "copy.sqlite").exists())


@server_only
class Unreachable(Refused):
    """Whatever stands in the way to a server is said in one plain sentence, without the password."""

    def url(self, role=None, host=None, database=None, query=""):
        """The tests' own URL with something else in it."""
        parts = urllib.parse.urlsplit(SERVER)
        known_role, _, known_host = parts.netloc.rpartition("@")
        return f"postgresql://{role or known_role}@{host or known_host}/{database or parts.path[1:]}{query}"

    def test_no_server(self):
        url = self.url(role=f"somebody:{SECRET}", host=f"127.0.0.1:{free_port()}")
        self.refuse_all(url, "no server answers", "Check host and port", only=["verify", "init"])

    def test_a_host_that_is_none(self):
        self.refuse_all(self.url(role=f"somebody:{SECRET}", host="nowhere.invalid:5432"), "Check", only=["verify"])

    def test_no_such_database(self):
        self.refuse_all(self.url(database="there-is-none"), "does not exist")

    def test_no_such_role(self):
        result = self.calls(self.url(role=f"nobody-at-all:{SECRET}"), ["verify"])
        self.is_plain_refusal(result)
        self.assertRegex(result.err, "does not exist|does not accept the password|does not let this role in")
        self.assertNotIn(SECRET, result.err)

    def test_no_schema(self):
        url = self.url(query="?options=-csearch_path%3Dthere_is_none")
        self.refuse_all(url, "no schema", "search_path", only=["init", "migrate"])
        self.refuse_all(url, "no ledger", only=["verify", "worklist", "import", "backup"])

    def test_a_url_that_is_not_understood(self):
        for url in [
            self.url(role=f"somebody:{SECRET}", host="127.0.0.1:many"), self.url(role=f"somebody:{SECRET}", query="?nonsense=1"),
            self.url(role=f"somebody:{SECRET}", query="?sslmode=nonsense"), f"postgresql://somebody:{SECRET}@[::1",
            "postgresql://%zz",
        ]:
            with self.subTest(url):
                result = self.calls(url, ["verify"])
                self.is_plain_refusal(result, "the URL is not understood")
                self.assertNotIn(SECRET, result.err)

    def test_the_option_goes_before_the_environment(self):
        nowhere = self.url(host=f"127.0.0.1:{free_port()}")
        self.succeeds(self.place.run("init"))
        self.succeeds(self.place.run("verify", "--database", self.place.url, environment={"FIRMGROUND_DATABASE": nowhere}))
        self.is_plain_refusal(self.place.run("verify", "--database", nowhere), "no server answers")

    def test_an_empty_database_is_left_as_it_is_by_those_who_only_look(self):
        for command in [["verify"], ["worklist", "--as", "x"], ["account", "list"], ["backup", self.folder / "copy.sqlite"]]:
            with self.subTest(command[0]):
                self.is_plain_refusal(self.calls(self.place.url, command), "firmground init")
                self.assertEqual(self.place.tables(), [])


@server_only
class Guarded(Refused):
    """A server of its own that asks for a password."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="firmground-server-")
        cls.addClassCleanup(folder.cleanup)
        try:
            cls.cluster = Cluster(pathlib.Path(folder.name) / "server", fast=True, password=SECRET)
        except PostgresError as error:
            raise unittest.SkipTest(str(error)) from None
        cls.addClassCleanup(cls.cluster.remove)
        cls.cluster.make()

    def setUp(self):
        super().setUp()
        self.database = self.new_database()

    def new_database(self):
        name = f"test_{uuid.uuid4().hex}"
        self.cluster.create_database(name)
        self.addCleanup(self.cluster.drop_database, name)
        return name

    def url(self, secret=None, query="", role="firmground", database=None):
        word = "" if secret is None else f":{secret}"
        return f"postgresql://{role}{word}@127.0.0.1:{self.cluster.port}/{database or self.database}{query}"

    def test_a_wrong_password(self):
        self.refuse_all(self.url(secret="wr0ng-" + SECRET), "does not accept the password")

    def test_no_password(self):
        self.refuse_all(self.url(), "password", only=["verify", "init"])

    def test_the_password_is_taken_from_wherever_libpq_takes_it_and_never_shown(self):
        secret = "se?c ret@100%/ü"
        self.cluster.psql(f"ALTER ROLE firmground PASSWORD '{secret}'")
        self.addCleanup(self.cluster.psql, f"ALTER ROLE firmground PASSWORD '{SECRET}'")
        quoted = urllib.parse.quote(secret, safe="")
        passfile = self.folder / "pgpass"
        passfile.write_text(f"*:*:*:*:{secret}\n")
        passfile.chmod(0o600)
        ways = [
            (self.url(secret=quoted), {}), (self.url(query=f"?password={quoted}"), {}),
            (self.url(secret="se?c%20ret%40100%25%2F%C3%BC"), {}), (self.url(), {"PGPASSWORD": secret}),
            (self.url(), {"PGPASSFILE": str(passfile)}),
        ]
        for url, variables in ways:
            for command in [["init"], ["init", "--json"], ["verify"], ["import", "referrals", self.referral], ["account", "list"]]:
                with self.subTest(f"{command} {url} {variables}"):
                    result = self.succeeds(run(
                        *command, "--data", self.folder / "data", "--keys", self.keys,
                        environment={"FIRMGROUND_DATABASE": url, **variables}))
                    self.is_silent_about(result, "se?c", "c%20ret", "c ret", quoted, "100%", "postgresql://firmground:")
        shown = self.calls(ways[0][0], ["init", "--json"]).json["database"]
        self.assertEqual(shown, self.url())

    def is_silent_about(self, result, *words):
        for word in words:
            self.assertNotIn(word, result.out + result.err)

    def test_a_copy_does_not_show_the_passwords_of_either_side(self):
        original, twin = self.url(secret=SECRET), self.url(secret=SECRET, database=self.new_database())
        self.succeeds(self.calls(original, ["init"]))
        for source, target, code in [(original, twin, 0), (original, twin, 1), (original, original, 2), (twin + "x", twin, 1)]:
            result = run("copy", "--from", source, "--to", target, "--keys", self.keys)
            self.assertEqual(result.code, code, result)
            self.is_silent_about(result, SECRET)

    def test_a_role_without_rights(self):
        self.succeeds(self.calls(self.url(secret=SECRET), ["init"]))
        self.cluster.psql(f"CREATE ROLE reader LOGIN PASSWORD '{SECRET}'")
        self.addCleanup(self.cluster.psql, "DROP ROLE reader")
        url = self.url(secret=SECRET, role="reader")
        self.refuse_all(url, "may not do this", only=["verify", "worklist", "import", "backup"])

    def test_a_role_that_may_only_read_can_look_at_nothing_of_cases_and_not_write(self):
        owner = self.url(secret=SECRET)
        self.succeeds(self.calls(owner, ["init"]))
        organisation = ["organisation", "add", "sca", "--name", "SCA", "--kind", "competent-authority"]
        self.succeeds(self.calls(owner, organisation))
        account = ["account", "add", "dm", "--role", "decision_maker", "--name", "DM", "--organisation", "sca"]
        self.succeeds(self.calls(owner, account, stdin=PASSWORD + "\n"))
        self.cluster.psql(
            f"CREATE ROLE reader LOGIN PASSWORD '{SECRET}'; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader", self.database)
        self.addCleanup(self.cluster.psql, "DROP OWNED BY reader; DROP ROLE reader", self.database)
        url = self.url(secret=SECRET, role="reader")
        for command in [["verify"], ["account", "list"], ["organisation", "list"]]:
            self.succeeds(self.calls(url, command))
        # Who looks at cases must leave a trace, and here nobody can.
        self.is_plain_refusal(self.calls(url, ["worklist", "--as", "dm"]), "not shown")
        self.is_plain_refusal(self.calls(url, ["import", "referrals", self.referral]), "may not do this")

    def test_no_connection_left(self):
        self.cluster.psql("ALTER ROLE firmground CONNECTION LIMIT 0")
        self.addCleanup(self.cluster.psql, "ALTER ROLE firmground CONNECTION LIMIT -1")
        self.refuse_all(self.url(secret=SECRET), "no connection left", only=["verify"])

    def test_a_server_that_is_restarted_in_between_is_found_again(self):
        url = self.url(secret=SECRET)
        self.succeeds(self.calls(url, ["init"]))
        self.cluster.restart()
        self.succeeds(self.calls(url, ["verify"]))


if __name__ == "__main__":
    unittest.main()
