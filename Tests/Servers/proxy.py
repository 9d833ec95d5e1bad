#!/usr/bin/env python3
"""A network that can fail: a TCP proxy on 127.0.0.1 between a program and its database.

    with Proxy(("127.0.0.1", 5432)) as proxy:
        …                              # connect to 127.0.0.1:proxy.port
        proxy.stall()                  # nothing gets through either way, connections stay
        proxy.stall(answers_only=True) # what is asked arrives, what is answered does not
        proxy.stall(after=1000)        # as the first, but only once the program has sent another thousand bytes
        proxy.stall(at=b"COMMIT")      # as the first, from the moment on when the program sends these bytes
        proxy.reset()                  # every connection ends with RST, further ones are refused
        proxy.pass_through()           # all is well; what was held up arrives late, as it would

One thread does it all, so that a reset closes what another thread might be reading from.
"""

import math
import selectors
import socket
import struct
import threading

CHUNK = 65_536


class Way:
    """One direction of one connection: what was read on one side and waits to be written to the other."""

    def __init__(self, source, sink, allowance):
        self.source, self.sink, self.allowance = source, sink, allowance
        self.waiting = bytearray()
        self.has_ended = self.is_shut = False

    @property
    def may_read(self):
        return not self.has_ended and len(self.waiting) < CHUNK

    @property
    def may_write(self):
        return bool(self.waiting) and self.allowance.bytes > 0

    def read(self):
        got = self.source.recv(CHUNK)
        self.waiting += got
        self.has_ended = not got

    def write(self):
        self.allowance.look_for_mark(self.waiting)
        sent = self.sink.send(self.waiting[: min(CHUNK, self.allowance.bytes)])
        del self.waiting[:sent]
        self.allowance.spend(sent)

    def pass_on_end(self):
        """Tells the other side that nothing more comes, unless the network stands still."""
        if self.has_ended and not self.waiting and not self.is_shut and self.allowance.bytes > 0:
            self.is_shut = True
            self.sink.shutdown(socket.SHUT_WR)


class Allowance:
    """How many bytes may still go one way, on all connections together, and how many went."""

    def __init__(self):
        self.bytes, self.spent = math.inf, 0
        self.when_spent = self.mark = None

    def spend(self, count):
        self.spent += count
        self.bytes -= count
        if self.bytes <= 0 and self.when_spent:
            self.when_spent()

    def set(self, count, when_spent=None):
        self.bytes, self.when_spent, self.mark = count, when_spent, None
        if count <= 0 and when_spent:
            when_spent()


    def look_for_mark(self, data):
        """Ends with the bytes that are looked for, or just before them, once they come."""
        place = data.find(self.mark[0]) if self.mark else -1
        if place >= 0:
            mark, is_let_through, then = self.mark
            self.set(place + len(mark) * is_let_through, then)


class Proxy:
    """`requests` and `answers` count what went from the program to the database and back."""

    def __init__(self, target):
        self.target = target
        self.requests, self.answers = Allowance(), Allowance()
        self.accepted = 0
        self.pairs, self.listener, self.port = [], None, 0
        self.lock = threading.Lock()
        self.woken, self.waker = socket.socketpair()
        self.woken.setblocking(False)
        self.is_closing = False
        self.thread = threading.Thread(target=self.run, daemon=True)

    def start(self):
        self.listen()
        self.thread.start()
        return self

    def close(self):
        self.is_closing = True
        self.wake()
        self.thread.join(10)
        self.drop_all()
        self.woken.close()
        self.waker.close()

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.close()

    # What can be told

    def pass_through(self):
        with self.lock:
            self.requests.set(math.inf)
            self.answers.set(math.inf)
            if self.listener is None:
                self.listen()
        self.wake()

    def stall(self, after=0, at=None, answers_only=False):
        """Holds everything up, or the answers only; after so many more bytes from the program, or at certain ones."""
        def begin():
            self.requests.set(math.inf if answers_only else 0)
            self.answers.set(0)

        with self.lock:
            if at:
                self.requests.mark = (at, answers_only, begin)
            elif after:
                self.requests.set(after, begin)
            else:
                begin()
        self.wake()

    def reset(self):
        with self.lock:
            self.drop_all()
        self.wake()

    @property
    def has_stalled(self):
        return self.answers.bytes <= 0

    # Inside

    def listen(self):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        listener.listen(128)
        listener.setblocking(False)
        self.port = listener.getsockname()[1]
        self.listener = listener

    def wake(self):
        try:
            self.waker.send(b"!")
        except OSError:
            pass

    def drop_all(self):
        if self.listener:
            self.listener.close()
            self.listener = None
        for pair in self.pairs:
            self.drop(pair)
        self.pairs = []

    @staticmethod
    def drop(pair):
        for end in (pair[0].source, pair[0].sink):
            # Zero seconds to linger: closing sends RST.
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            end.close()

    def run(self):
        while not self.is_closing:
            with self.lock:
                selector = self.selector()
            ready = selector.select()
            selector.close()
            with self.lock:
                for key, events in ready:
                    self.serve(key, events)
                self.tidy()

    def selector(self):
        """Made anew each time: what may be read and written changes with every byte, and there are few connections."""
        selector = selectors.DefaultSelector()
        selector.register(self.woken, selectors.EVENT_READ)
        if self.listener:
            selector.register(self.listener, selectors.EVENT_READ)
        for up, down in self.pairs:
            for end, out_of, into in ((up.source, up, down), (up.sink, down, up)):
                events = selectors.EVENT_READ * out_of.may_read | selectors.EVENT_WRITE * into.may_write
                if events:
                    selector.register(end, events, (out_of, into))
        return selector

    def serve(self, key, events):
        if key.fileobj is self.woken:
            self.woken.recv(4096)
        elif key.fileobj is self.listener:
            self.accept()
        elif key.fileobj.fileno() >= 0 and key.data:
            out_of, into = key.data
            try:
                if events & selectors.EVENT_READ and out_of.may_read:
                    out_of.read()
                if events & selectors.EVENT_WRITE and into.may_write:
                    into.write()
            except BlockingIOError:
                pass
            except OSError:
                self.forget(out_of, into)

    def accept(self):
        try:
            program, _ = self.listener.accept()
        except OSError:
            return
        try:
            database = socket.create_connection(self.target, timeout=5)
        except OSError:
            program.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            program.close()
            return
        self.accepted += 1
        for end in (program, database):
            end.setblocking(False)
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.pairs.append((Way(program, database, self.requests), Way(database, program, self.answers)))

    def forget(self, *ways):
        for pair in [pair for pair in self.pairs if pair[0] in ways]:
            self.drop(pair)
            self.pairs.remove(pair)

    def tidy(self):
        for up, down in list(self.pairs):
            try:
                up.pass_on_end()
                down.pass_on_end()
            except OSError:
                self.forget(up)
                continue
            if up.is_shut and down.is_shut:
                up.source.close()
                up.sink.close()
                self.pairs.remove((up, down))
