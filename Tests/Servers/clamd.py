#!/usr/bin/env python3
"""A clamd of one's own for tests: made in a folder, listening on a Unix socket only, gone afterwards.

    clamd.py start FOLDER     makes and starts one; prints the path of its socket
    clamd.py stop FOLDER      stops it and removes its folder

It knows one signature, written here: the test string that every scanner is to find, which harms nothing. Nothing is
downloaded. Started by root, it runs as the user `clamav` or `nobody`, who is given the folder.
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

FOUND = "Test.String"
# In pieces, so that no scanner finds this file.
PIECES = ["X5O!P%@AP[4", "\\PZX54(P^)7CC)7}$", "EICAR-STAN", "DARD-ANTI", "VIRUS-TEST-FILE", "!$H+H*"]
SECONDS = 60
LONGEST_SOCKET = 107
MEGABYTES = 64

# Above what the program takes; and what is passed over all the same is said, not called clean.
SETTINGS = f"""\
DatabaseDirectory {{folder}}/signatures
LocalSocket {{folder}}/socket
LocalSocketMode 666
FixStaleSocket yes
PidFile {{folder}}/pid
LogFile {{folder}}/log
TemporaryDirectory {{folder}}/temporary
Foreground no
MaxThreads 4
StreamMaxLength {MEGABYTES}M
MaxFileSize {MEGABYTES}M
MaxScanSize {MEGABYTES}M
AlertExceedsMax yes
SelfCheck 0
OfficialDatabaseOnly no
"""


class ClamdError(Exception):
    """Something about the test server, in one sentence."""


def test_string():
    """The string that every scanner finds."""
    return "".join(PIECES).encode()


class Daemon:
    """One clamd with its own folder and socket."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder).absolute()
        self.socket = self.folder / "socket"
        if len(bytes(self.socket)) > LONGEST_SOCKET:
            raise ClamdError(f"{self.socket} is too long a name for a socket: choose a shorter folder.")
        self.user = self.other_user()

    @staticmethod
    def other_user():
        """Whom it runs as: oneself, unless one is root."""
        if os.geteuid() != 0 or Daemon.is_lone_root():
            return None
        for name in ("clamav", "nobody"):
            try:
                return pwd.getpwnam(name)
            except KeyError:
                pass
        raise ClamdError("There is no user clamav or nobody to run clamd as.")

    @staticmethod
    def is_lone_root():
        """Root of a namespace that holds one user only: there is nobody else to run as."""
        ranges = pathlib.Path("/proc/self/uid_map").read_text().split()
        return len(ranges) == 3 and ranges[2] == "1"

    def make(self):
        program = shutil.which("clamd", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")
        if program is None:
            raise ClamdError("No clamd is installed: apt-get install clamav-daemon.")
        for folder in (self.folder, self.folder / "signatures", self.folder / "temporary"):
            self.give(folder)
        # Name, kind of file (any), offset (any), bytes in hexadecimal.
        (self.folder / "signatures" / "test.ndb").write_text(f"{FOUND}:0:*:{test_string().hex()}\n")
        (self.folder / "settings").write_text(SETTINGS.format(folder=self.folder))
        rights = {}
        if self.user:
            rights = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}
        with tempfile.TemporaryFile() as said:  # not a pipe: the server would keep it open
            done = subprocess.run(
                [program, f"--config-file={self.folder / 'settings'}"], cwd="/", stdin=subprocess.DEVNULL,
                stdout=said, stderr=said, **rights, env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"})
            said.seek(0)
            if done.returncode != 0:
                raise ClamdError(f"clamd ended with {done.returncode}: {said.read().decode(errors='replace')}")
        self.wait_until(self.answers, "It did not answer")
        return self

    def give(self, folder):
        """Makes a folder of the other user's, and lets them reach it through temporary folders of ours."""
        folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        if self.user is None:
            return
        os.chown(folder, self.user.pw_uid, self.user.pw_gid)
        temporary = pathlib.Path(tempfile.gettempdir()).resolve()
        for parent in folder.resolve().parents:
            if temporary in parent.parents and not parent.stat().st_mode & 0o001:
                parent.chmod(parent.stat().st_mode | 0o011)

    def answers(self):
        try:
            with socket.socket(socket.AF_UNIX) as asking:
                asking.settimeout(5)
                asking.connect(str(self.socket))
                asking.sendall(b"zPING\0")
                return asking.recv(16) == b"PONG\0"
        except OSError:
            return False

    def process(self):
        """The number of its process, when that runs and is a clamd."""
        try:
            number = int((self.folder / "pid").read_text())
            name = pathlib.Path(f"/proc/{number}/comm").read_text().strip()
            state = pathlib.Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except (OSError, ValueError, IndexError):
            return None
        return number if name == "clamd" and state != "Z" else None

    def remove(self):
        number = self.process()
        if number:
            os.kill(number, signal.SIGKILL)
            self.wait_until(lambda: self.process() is None, "Its process did not end")
        shutil.rmtree(self.folder, ignore_errors=True)

    @staticmethod
    def wait_until(condition, sentence):
        end = time.monotonic() + SECONDS
        while not condition():
            if time.monotonic() > end:
                raise ClamdError(f"{sentence} within {SECONDS} seconds.")
            time.sleep(0.05)

    def __enter__(self):
        return self.make()

    def __exit__(self, *_):
        self.remove()


def start(folder):
    daemon = Daemon(folder)
    if (daemon.folder / "settings").exists():
        raise ClamdError(f"{folder} holds a server already: `clamd.py stop {folder}` removes it.")
    try:
        print(daemon.make().socket)
    except BaseException:
        daemon.remove()
        raise


def stop(folder):
    daemon = Daemon(folder)
    # Nothing is removed that was not made here.
    if (daemon.folder / "settings").exists():
        daemon.remove()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=["start", "stop"])
    parser.add_argument("folder", type=pathlib.Path)
    args = parser.parse_args()
    try:
        start(args.folder) if args.action == "start" else stop(args.folder)
    except ClamdError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
