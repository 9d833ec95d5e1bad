"""The program as a server: started, waited for, killed by its process id."""

import http.client
import os
import pathlib
import signal
import subprocess
import time

from command import REPOSITORY, FaultFound, require
from postgres import free_port


class Server:
    """Serves one ledger on a port of 127.0.0.1, the same one after every start."""

    def __init__(self, ledger, log):
        self.ledger, self.log = ledger, log
        self.port = free_port()
        self.process = None

    def start(self, prepare=None):
        """Starts it and waits until it is ready; answers after how many seconds it was."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("FIRMGROUND_")}
        began = time.monotonic()
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [self.ledger.program, "serve", "--port", str(self.port), *map(str, self.ledger.options)],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=REPOSITORY, env=environment, preexec_fn=prepare)
        while not self.is_ready():
            require(self.process.poll() is None, f"The server ended with {self.process.returncode}: {self.last_words()}")
            require(time.monotonic() - began < 30, f"The server was not ready after 30 seconds: {self.last_words()}")
            time.sleep(0.02)
        return time.monotonic() - began

    def is_ready(self):
        status = self.health("ready")
        return (self.health("live") if status == 404 else status) == 200

    def health(self, question):
        """The status of `/health/…`; `None` when nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)
        try:
            connection.request("GET", f"/health/{question}")
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def must_run(self):
        require(self.is_running(), f"The server ended by itself with {self.process.poll()}: {self.last_words()}")

    def kill(self):
        """SIGKILL: it gets no chance to finish anything."""
        self.must_run()
        self.process.kill()
        self.process.wait()

    def stop(self):
        """Asks it to end, as its operator would."""
        if not self.is_running():
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise FaultFound("The server did not end within 30 seconds of SIGTERM.") from None

    def megabytes(self, field="VmRSS"):
        """Its resident memory; `VmHWM` for the most it ever was."""
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(field + ":"):
                return int(line.split()[1]) / 1024
        raise FaultFound("The server has ended.")

    def last_words(self):
        return self.log.read_text(errors="replace").strip()[-1_000:] if self.log.exists() else ""

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, kind, *_):
        """After a failure whatever is left of it is killed, so that the failure is what is told."""
        if kind is None:
            self.stop()
        elif self.is_running():
            self.process.kill()
            self.process.wait()
