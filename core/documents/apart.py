"""Reads files in a process of its own, which the kernel ends where a file takes too long.

What reads PDF, office documents and archives asks for the time between its steps (``inside.py``),
but one step may not return: a page that a library draws for ever, an expression, a broken font.
No thread can end that. The process arms an alarm before each file and takes no part in handling
it, so that the kernel ends it wherever it is; it inherits no socket, knows this package alone
and no Odoo, and ends with its input.
"""

import json
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from ..errors import NotSearchable
from . import reader
from .inside import budget

#: the folder that the process finds this package in, and what it runs there
ROOT = Path(__file__).resolve().parents[2]
CHILD = "from core.documents.apart import serve; serve()"
#: of the time that a file has by itself: what is left for saying how far it came
GRACE = 1.25
#: bytes of memory that reading a file may take
MEMORY = 4 * 2**30


class Apart:
    """Yields the texts of files as ``reader.texts`` does, each within its time.

    What is plain text is read here, as it needs no library. To be used as a context manager.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Apart":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def texts(self, mimetype: str | None, data: bytes) -> Iterator[str]:
        """Yield the texts of a file.

        :param mimetype: what it is said to be
        :raise NotSearchable: as ``reader.texts`` does; what was yielded before is to be searched
        """
        if reader.is_plain(data, mimetype) or not self._tell(mimetype, data):
            yield from reader.texts("", mimetype, data)
            return
        first = self._line()
        if not first and self._cannot():
            yield from reader.texts("", mimetype, data)
        else:
            yield from self._answers(first)

    def close(self) -> None:
        """End the process."""
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _tell(self, mimetype: str | None, data: bytes) -> bool:
        """Hand a file over, starting a process where there is none; return whether it has it."""
        if not self._process:
            try:
                self._process = subprocess.Popen(
                    [sys.executable, "-c", CHILD], cwd=ROOT, stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            except OSError:
                return False
        order = {"mimetype": mimetype, "bytes": len(data), "seconds": budget(len(data))}
        pipe = self._process.stdin
        try:
            if pipe:
                pipe.write(json.dumps(order).encode() + b"\n")
                pipe.write(data)
                pipe.flush()
        except (OSError, ValueError):
            self.close()
            return False
        return bool(pipe)

    def _line(self) -> bytes:
        """Return the next line of the process, nothing where it has ended."""
        return self._process.stdout.readline() if self._process and self._process.stdout else b""

    def _cannot(self) -> bool:
        """Whether the process ended by itself: it cannot run here, and the file is not to blame."""
        return self._process is not None and self._process.wait() > 0

    def _answers(self, line: bytes) -> Iterator[str]:
        """Yield what the process reads.

        :param line: the first that it said
        :raise NotSearchable: with what it says, or with what its end says
        """
        while line and self._process and self._process.stdout:
            answer: dict[str, Any] = json.loads(line)
            if "bytes" not in answer:
                if answer["refused"]:
                    raise NotSearchable(answer["refused"])
                return
            text = self._process.stdout.read(answer["bytes"])
            if len(text) < answer["bytes"]:
                break
            yield text.decode("utf-8", "surrogatepass")
            line = self._line()
        raise NotSearchable(self._ended())

    def _ended(self) -> str:
        """Return why a process that has ended did so."""
        code = self._process.wait() if self._process else 0
        self.close()
        return "too slow" if code == -signal.SIGALRM else "broken"


def serve(source: BinaryIO = sys.stdin.buffer, target: BinaryIO = sys.stdout.buffer) -> None:
    """Read files and say what they hold, until the input ends: what the process does."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    while line := source.readline():
        order = json.loads(line)
        data = source.read(order["bytes"])
        signal.setitimer(signal.ITIMER_REAL, order["seconds"] * GRACE)
        refused = _read(order["mimetype"], data, target)
        signal.setitimer(signal.ITIMER_REAL, 0)
        target.write(json.dumps({"refused": refused}).encode() + b"\n")
        target.flush()


def _read(mimetype: str | None, data: bytes, target: BinaryIO) -> str | None:
    """Write the texts of a file, each at once; return why not all of it could be read."""
    try:
        for text in reader.texts("", mimetype, data):
            words = text.encode("utf-8", "surrogatepass")
            target.write(json.dumps({"bytes": len(words)}).encode() + b"\n")
            target.write(words)
            target.flush()
    except NotSearchable as refused:
        return refused.reason
    except MemoryError:
        return "too large"
    return None
