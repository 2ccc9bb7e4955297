"""A child process that reads the files of strangers, with limits on time, memory and output."""

from __future__ import annotations

import json
import queue
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from types import TracebackType
from typing import IO

from rashomon.errors import UnreadableReport
from rashomon.read.parts import Parts
from rashomon.read.pieces import TOGETHER, Piece, unpacked

SECONDS = 30.0
MEMORY = 2_000_000_000
"""Bytes of address space, where the system can limit it (Linux and most of POSIX)."""
OUTPUT = 20_000_000
"""Bytes of JSON that one file may become."""
CONTAINED = TOGETHER + OUTPUT
"""Bytes that the pieces of one container may become."""

HEAD = struct.Struct(">32sQ")
"""What goes before a file on its way in: its kind, and how many bytes follow."""
SIZE = struct.Struct(">Q")

BOOT = """import json, sys
sys.path[:] = json.loads(sys.argv[1])
from rashomon.read import child
child.main(int(sys.argv[2]))"""


class _Gone(Exception):
    """The child ended before it answered."""


class Worker:
    """Reads one file after another in one child, which is started when needed and replaced when it dies or hangs."""

    def __init__(self, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._seconds, self._memory = seconds, memory
        self._child: subprocess.Popen[bytes] | None = None
        self._served = 0

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child."""
        child, self._child, self._served = self._child, None, 0
        if child:
            child.kill()
            for stream in (child.stdin, child.stdout):
                with suppress(OSError):
                    if stream:
                        stream.close()
            child.wait()

    def read(self, kind: str, data: bytes) -> Parts:
        """What the child found in a file of a kind ('html', 'pdf'); UnreadableReport where it cannot, dies or hangs."""
        answer = json.loads(self._asked(kind, data))
        if "error" in answer:
            raise UnreadableReport(str(answer["error"]))
        fields = {name: str(value) for name, value in answer.items() if name != "links"}
        links = answer.get("links")
        return Parts(**fields, links=tuple(map(str, links)) if isinstance(links, list) else ())

    def pieces(self, kind: str, data: bytes) -> Iterator[Piece]:
        """What the child found in a container; UnreadableReport as with `read`."""
        return unpacked(self._asked(kind, data))

    def _asked(self, kind: str, data: bytes) -> bytes:
        """The child's answer. One that worked before is replaced and asked again, so that no file pays for another."""
        for _ in range(2):
            fresh = self._served == 0
            try:
                answer = self._exchange(kind, data)
            except _Gone as error:
                code = self._child.wait() if self._child else 0
                self.close()
                if fresh:
                    raise UnreadableReport(_died(code)) from error
                continue
            self._served += 1
            if not answer.startswith(b'{"error"') or not json.loads(answer).get("spent"):
                return answer
            self.close()
            if fresh:
                return answer
        raise UnreadableReport("could not be read: its reader ended twice")

    def _exchange(self, kind: str, data: bytes) -> bytes:
        """One file to the child and its answer back; _Gone if it dies, UnreadableReport if it takes too long."""
        child = self._started()
        answers: queue.Queue[bytes | None] = queue.Queue()
        # pipes cannot be waited for on every system, so a thread talks and this one watches the clock
        talk = threading.Thread(target=_talk, args=(child, kind, data, answers), daemon=True)
        talk.start()
        try:
            answer = answers.get(timeout=self._seconds)
        except queue.Empty:
            child.kill()
            talk.join()
            self.close()
            raise UnreadableReport(
                f"was not read within {self._seconds:g} seconds and was given up. Save the page's text as .txt"
            ) from None
        talk.join()
        if answer is None:
            raise _Gone
        return answer

    def _started(self) -> subprocess.Popen[bytes]:
        if self._child is None:
            # isolated, with this process's own path: a module in the working folder must not stand in for a library
            path = json.dumps([entry for entry in sys.path if entry])
            self._child = subprocess.Popen(
                [sys.executable, "-I", "-c", BOOT, path, str(self._memory)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            self._served = 0
        return self._child


def _talk(child: subprocess.Popen[bytes], kind: str, data: bytes, answers: queue.Queue[bytes | None]) -> None:
    """Send a file and put the answer into the queue; None if the child ends first or says too much."""
    answer: bytes | None = None
    with suppress(OSError, ValueError):
        if child.stdin and child.stdout:
            child.stdin.write(HEAD.pack(kind.encode(), len(data)) + data)
            child.stdin.flush()
            answer = _answer(child.stdout)
    answers.put(answer)


def _answer(stream: IO[bytes]) -> bytes | None:
    head = stream.read(SIZE.size)
    if len(head) < SIZE.size:
        return None
    size = SIZE.unpack(head)[0]
    body = stream.read(size) if size <= CONTAINED else b""
    return body if len(body) == size else None


def _died(code: int) -> str:
    how = f"signal {-code}" if code < 0 else f"status {code}"
    return f"broke its reader ({how}). Save the page's text as .txt"
