"""How the program reaches PostgreSQL: passwords, TLS, several hosts. Starts servers of its own."""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

from support import REPOSITORY, run

sys.path.insert(0, str(REPOSITORY / "Tests/Servers"))
from postgres import Cluster, free_port, url_of  # noqa: E402

SECRET = "p@ss/w:rd 1"


def certificates(folder):
    """An authority, a certificate for `localhost` signed by it, and another authority that signed nothing here."""
    def openssl(*arguments):
        subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)

    for name in ["authority", "stranger"]:
        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}",
                "-keyout", folder / f"{name}.key", "-out", folder / f"{name}.crt")
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost",
            "-keyout", folder / "server.key", "-out", folder / "server.csr")
    (folder / "names").write_text("subjectAltName=DNS:localhost\n")
    openssl("x509", "-req", "-in", folder / "server.csr", "-days", "2", "-CA", folder / "authority.crt",
            "-CAkey", folder / "authority.key", "-CAcreateserial", "-extfile", folder / "names",
            "-out", folder / "server.crt")


@unittest.skipUnless(os.environ.get("FIRMGROUND_TEST_DATABASE"), "belongs to the stage “postgres”")
class Servers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory(prefix="fg-servers-")
        cls.addClassCleanup(cls.temporary.cleanup)
        cls.folder = pathlib.Path(cls.temporary.name)
        cls.folder.chmod(0o755)
        cls.cluster = Cluster(cls.folder / "tls", fast=True, password=SECRET).make()
        cls.addClassCleanup(cls.cluster.remove)
        cls.switch_on_tls()
        cls.keys = cls.folder / "the.keys"

    @classmethod
    def switch_on_tls(cls):
        certificates(cls.folder)
        for name in ["server.key", "server.crt"]:
            place = cls.cluster.data / name
            place.write_bytes((cls.folder / name).read_bytes())
            place.chmod(0o600)
            owner = cls.cluster.data.stat()
            os.chown(place, owner.st_uid, owner.st_gid)
        access = cls.cluster.data / "pg_hba.conf"
        access.write_text("local all postgres trust\nhostssl all all 127.0.0.1/32 scram-sha-256\n")
        cls.cluster.psql("ALTER SYSTEM SET ssl = on", "postgres")
        cls.cluster.restart()

    def url(self, **parameters):
        return self.cluster.url(**parameters).replace("127.0.0.1", "localhost")

    def verify(self, url, **environment):
        return run("init", "--database", url, "--keys", self.keys, environment=environment)

    def refused(self, result, *words):
        self.assertEqual((result.code, result.out), (1, ""), result)
        self.assertEqual(len(result.err.strip().splitlines()), 1, result)
        for word in words:
            self.assertIn(word, result.err)
        for secret in [SECRET, "p%40ss", "authority"]:
            self.assertNotIn(secret, result.err)

    def test_a_server_whose_certificate_is_checked(self):
        checked = {"sslmode": "verify-full", "sslrootcert": self.folder / "authority.crt"}
        made = self.verify(self.url(**checked))
        self.assertEqual(made.code, 0, made)
        self.assertNotIn("p%40ss", made.out)
        self.assertIn("firmground@localhost", made.out)
        used = self.cluster.psql("SELECT count(*) FROM pg_stat_ssl WHERE ssl")
        self.assertEqual(len(used), 1)

    def test_a_certificate_of_a_strange_authority_or_for_another_name_is_refused(self):
        strange = {"sslmode": "verify-full", "sslrootcert": self.folder / "stranger.crt"}
        self.refused(self.verify(self.url(**strange)), "certificate")
        checked = {"sslmode": "verify-full", "sslrootcert": self.folder / "authority.crt"}
        self.refused(self.verify(self.cluster.url(**checked)), "certificate")

    def test_a_server_that_takes_only_tls_refuses_a_plain_connection(self):
        self.refused(self.verify(self.url(sslmode="disable")), "pg_hba.conf")

    def test_a_wrong_password_and_one_that_stands_apart(self):
        self.refused(self.verify(self.url().replace("p%40ss", "guess")), "password")
        bare = self.url().replace(":p%40ss%2Fw%3Ard%201", "")
        self.assertNotIn("p%40ss", bare)
        self.refused(self.verify(bare), "password")
        self.assertEqual(self.verify(bare, PGPASSWORD=SECRET).code, 0)

    def test_no_such_database_or_server(self):
        self.refused(self.verify(self.url().rsplit("/", 1)[0] + "/nothing"), "does not exist")
        nobody = f"postgresql://firmground@127.0.0.1:{free_port()}/firmground"
        self.refused(self.verify(nobody), "no server answers")

    def test_of_several_hosts_the_one_that_can_be_written_to_is_found(self):
        with tempfile.TemporaryDirectory(prefix="fg-pair-") as folder:
            folder = pathlib.Path(folder)
            folder.chmod(0o755)
            primary = Cluster(folder / "one", fast=True).make()
            self.addCleanup(primary.remove)
            standby = primary.standby(folder / "two")
            self.addCleanup(standby.remove)
            dead = Cluster(folder / "none")
            dead.port = free_port()
            keys = folder / "the.keys"
            both = run("init", "--database", url_of([dead, standby, primary]), "--keys", keys)
            self.assertEqual(both.code, 0, both)
            self.refused(run("init", "--database", url_of([standby]), "--keys", keys), "may be written to")
            reading = run("verify", "--json", "--database", url_of([standby], target_session_attrs="any"), "--keys", keys)
            self.assertEqual(reading.json, {"entries": 0, "looks": 0, "ok": True, "first_fault": None}, reading)


if __name__ == "__main__":
    unittest.main()
