#!/usr/bin/env python3
"""A PostgreSQL of one's own for tests: made in a folder, listening on 127.0.0.1 only, gone afterwards.

    postgres.py start FOLDER [--fast]     makes and starts one; prints the URL of its empty database `firmground`
    postgres.py stop FOLDER               stops it and removes its folder

PostgreSQL refuses to run as root. Started by root, it runs as the user `postgres` or `nobody`, who is given the folder.
Unless `fast` is asked for, what it answers is on stable storage: fsync and synchronous_commit stay on.
"""

import argparse
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse

DATABASE = "firmground"
ROLE = "firmground"
SUPERUSER = "postgres"
OLDEST = 15
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "800"}
ORDINARY = {"fsync": "on", "synchronous_commit": "on", "shared_buffers": "64MB", "max_wal_size": "256MB"}


class PostgresError(Exception):
    """Something about the test server, in one sentence."""


def binaries():
    """The folder of initdb, pg_ctl and their kind: the newest of Debian's, or what pg_config names."""
    installed = [path for path in pathlib.Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    usable = [path for path in installed if path.parent.name.isdigit() and int(path.parent.name) >= OLDEST]
    if usable:
        return max(usable, key=lambda path: int(path.parent.name))
    if shutil.which("pg_config"):
        named = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=True).stdout.strip()
        if (pathlib.Path(named) / "initdb").exists():
            return pathlib.Path(named)
    raise PostgresError(f"No PostgreSQL {OLDEST} or later is installed: apt-get install postgresql.")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Owner:
    """Whom the server runs as: oneself, unless one is root."""

    def __init__(self):
        self.prefix, self.user = [], None
        if os.geteuid() != 0:
            return
        if self.is_lone_root():
            # Root of a namespace that holds one user only: a namespace within gives the same user another number.
            self.prefix = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
            return
        names = [name for name in ("postgres", "nobody") if self.exists(name)]
        if not names:
            raise PostgresError("PostgreSQL does not run as root, and there is no user postgres or nobody.")
        self.user = pwd.getpwnam(names[0])

    @staticmethod
    def is_lone_root():
        ranges = pathlib.Path("/proc/self/uid_map").read_text().split()
        return len(ranges) == 3 and ranges[2] == "1"

    @staticmethod
    def exists(name):
        try:
            return bool(pwd.getpwnam(name))
        except KeyError:
            return False

    def run(self, *command, environment=None, **others):
        rights = {}
        if self.user:
            rights = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}
        return subprocess.run(
            [*self.prefix, *map(str, command)], cwd="/", stdin=subprocess.DEVNULL, **rights, **others,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC", **(environment or {})})

    def give(self, folder):
        """Makes a folder of the owner's, and lets them reach it through temporary folders of ours."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.user is None:
            return
        os.chown(folder, self.user.pw_uid, self.user.pw_gid)
        temporary = pathlib.Path(tempfile.gettempdir()).resolve()
        for parent in folder.resolve().parents:
            if temporary in parent.parents and not parent.stat().st_mode & 0o001:
                parent.chmod(parent.stat().st_mode | 0o011)


class Cluster:
    """One PostgreSQL server with its own folder, port and socket."""

    def __init__(self, folder, *, fast=False, password=None, waldir=None, settings=None, data=None):
        """
        `password`: callers over TCP must show it (scram-sha-256); without one everybody of this machine is trusted.
        `waldir`: a folder for the write-ahead log apart from the data. `data`: where the data lie, when not in the folder.
        """
        self.folder = pathlib.Path(folder)
        self.data = pathlib.Path(data) if data else self.folder / "data"
        self.waldir = pathlib.Path(waldir) if waldir else None
        self.log = self.folder / "log"
        self.sockets = self.folder / "socket"
        self.password = password
        self.port = None
        self.settings = {**ORDINARY, **(FAST if fast else {}), **(settings or {})}
        self.owner = Owner()
        self.bin = binaries()
        if len(bytes(self.sockets)) > 85:
            raise PostgresError(f"{self.sockets} is too long a name for a socket: choose a shorter folder.")

    # Making and running

    def make(self):
        """An empty server, started, with the database and the role `firmground`."""
        self.prepare_folders()
        secret = self.folder / "password"
        if self.password:
            secret.write_text(self.password + "\n")
            os.chown(secret, self.data.stat().st_uid, -1)
        self.tool(
            "initdb", "-D", self.data, "-U", SUPERUSER, "-E", "UTF8", "--locale=C.UTF-8", "--auth-local=trust",
            *(["--auth-host=scram-sha-256", f"--pwfile={secret}"] if self.password else ["--auth-host=trust"]),
            *([f"--waldir={self.waldir}"] if self.waldir else []), *([] if self.is_durable else ["--no-sync"]))
        self.start()
        quoted = "'" + self.password.replace("'", "''") + "'" if self.password else "NULL"
        self.psql(f"CREATE ROLE {ROLE} LOGIN PASSWORD {quoted}", "postgres")
        self.create_database(DATABASE)
        return self

    @property
    def is_durable(self):
        return self.settings["fsync"] == "on"

    def prepare_folders(self):
        for folder in [self.folder, self.sockets, self.data, *([self.waldir] if self.waldir else [])]:
            self.owner.give(folder)

    def start(self):
        """Starts it, on the port it had before if there was one, and waits until it answers."""
        self.port = self.port or free_port()
        settings = {
            **self.settings, "port": self.port, "listen_addresses": "127.0.0.1", "unix_socket_directories": self.sockets,
        }
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        self.tool("pg_ctl", "start", "-w", "-t", "60", "-s", "-D", self.data, "-l", self.log, "-o", options)
        return self

    def stop(self, mode="fast"):
        """`fast` ends what is under way and stops tidily; `immediate` stops at once, to recover at the next start."""
        if self.processes():
            self.tool("pg_ctl", "stop", "-w", "-t", "60", "-s", "-m", mode, "-D", self.data)

    def kill(self):
        """SIGKILL for every process of it, as when the machine's power fails."""
        processes = self.processes()
        if not processes:
            return
        os.kill(processes[0], signal.SIGSTOP)  # so that it starts no further ones
        for process in [processes[0], *children(processes[0])]:
            send_kill(process)
        wait_until(lambda: not any(map(is_alive, processes)), 20, "Its processes did not end")
        # A process that is dead but not yet collected would pass for a running server.
        for left in [self.data / "postmaster.pid", *self.sockets.glob(".s.PGSQL.*")]:
            left.unlink(missing_ok=True)

    def restart(self, mode="fast"):
        self.stop(mode)
        self.start()

    def remove(self):
        self.kill()
        for folder in [self.folder, self.data, *([self.waldir] if self.waldir else [])]:
            shutil.rmtree(folder, ignore_errors=True)

    def __enter__(self):
        return self.make()

    def __exit__(self, *_):
        self.remove()

    def processes(self):
        """Its processes, the first of them first; none when it is not running."""
        try:
            first = int((self.data / "postmaster.pid").read_text().split()[0])
        except (OSError, IndexError, ValueError):
            return []
        return [first, *children(first)] if is_alive(first) else []

    def tool(self, name, *arguments, **others):
        with tempfile.TemporaryFile() as said:  # not a pipe: the server would keep it open
            done = self.owner.run(self.bin / name, *arguments, stdout=said, stderr=said, **others)
            said.seek(0)
            if done.returncode != 0:
                words = said.read().decode(errors="replace") + self.last_words()
                raise PostgresError(f"{name} ended with {done.returncode}: {words}")

    def last_words(self):
        return self.log.read_text(errors="replace")[-1500:] if self.log.exists() else ""

    # Asking

    def url(self, database=DATABASE, **parameters):
        return url_of([self], database, **parameters)

    def psql(self, sql, database=DATABASE):
        """Runs SQL as the superuser and answers its rows, each a list of texts."""
        run = self.owner.run(
            self.bin / "psql", "-XqAt", "-F", "\x1f", "-v", "ON_ERROR_STOP=1", "-h", self.sockets, "-p", self.port,
            "-U", SUPERUSER, "-d", database, "-c", sql, capture_output=True, text=True, timeout=120)
        if run.returncode != 0:
            raise PostgresError(f"psql: {run.stderr.strip()}")
        return [line.split("\x1f") for line in run.stdout.splitlines()]

    def create_database(self, name, template="template0"):
        self.psql(f'CREATE DATABASE "{name}" OWNER {ROLE} TEMPLATE "{template}" ENCODING \'UTF8\'', "postgres")

    def drop_database(self, name):
        self.psql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', "postgres")

    # A second one that follows

    def standby(self, folder, name="standby"):
        """A copy that follows this one and must have each commit on its disk before the commit is answered."""
        other = Cluster(folder, password=self.password, settings=self.settings)
        other.follow(self, name)
        return other

    def rejoin(self, primary, name="standby"):
        """Follows another primary, copied anew from it; what was here before is thrown away."""
        self.stop("immediate")
        shutil.rmtree(self.data)
        self.follow(primary, name)

    def follow(self, primary, name):
        self.prepare_folders()
        source = f"host={primary.sockets} port={primary.port} user={SUPERUSER} application_name={name}"
        self.tool("pg_basebackup", "-D", self.data, "-d", source, "-R", "-X", "stream", "-c", "fast", "-C", "-S", name)
        self.start()
        # Only now: the copy must not wait for a standby itself when it is promoted.
        primary.psql(f"ALTER SYSTEM SET synchronous_standby_names = '{name}'", "postgres")
        primary.psql("SELECT pg_reload_conf()", "postgres")
        state = f"SELECT sync_state FROM pg_stat_replication WHERE application_name = '{name}'"
        wait_until(lambda: primary.psql(state, "postgres") == [["sync"]], 60, "The standby did not catch up")

    def promote(self):
        """From standby to primary; returns when it takes writes."""
        self.tool("pg_ctl", "promote", "-w", "-t", "60", "-s", "-D", self.data)


def url_of(clusters, database=DATABASE, **parameters):
    """The address of a database on any of several servers, as libpq reads it."""
    first = clusters[0]
    secret = ":" + urllib.parse.quote(first.password, safe="") if first.password else ""
    hosts = ",".join(f"127.0.0.1:{cluster.port}" for cluster in clusters)
    query = "?" + urllib.parse.urlencode(parameters) if parameters else ""
    return f"postgresql://{ROLE}{secret}@{hosts}/{database}{query}"


# Processes


def stat_of(process):
    """State and parent of a process; `None` when there is none."""
    try:
        fields = pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
        return fields[0], int(fields[1])
    except (OSError, IndexError):
        return None


def is_alive(process):
    found = stat_of(process)
    return found is not None and found[0] != "Z"


def children(parent):
    every = (int(path.name) for path in pathlib.Path("/proc").glob("[0-9]*"))
    return [process for process in every if (stat_of(process) or ("", 0))[1] == parent]


def send_kill(process):
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        pass


def wait_until(condition, seconds, sentence):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise PostgresError(f"{sentence} within {seconds} seconds.")
        time.sleep(0.05)


# Command


def start(folder, fast):
    if (folder / "data").exists():
        raise PostgresError(f"{folder} holds a server already: `postgres.py stop {folder}` removes it.")
    cluster = Cluster(folder.absolute(), fast=fast)
    try:
        print(cluster.make().url())
    except BaseException:
        cluster.remove()
        raise


def stop(folder):
    cluster = Cluster(folder.absolute())
    cluster.stop("immediate")
    cluster.remove()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=["start", "stop"])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--fast", action="store_true", help="without fsync, for tests that do not pull the plug")
    args = parser.parse_args()
    try:
        start(args.folder, args.fast) if args.action == "start" else stop(args.folder)
    except PostgresError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
