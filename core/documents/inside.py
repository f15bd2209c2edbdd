"""What has been opened of one file, and how much more of it may be: counted over all in it."""

from collections.abc import Callable, Iterator
from time import monotonic

from ..errors import NotSearchable

#: how deep files may lie in files, how many there may be, and the bytes of all together
MAX_DEPTH, MAX_FILES, MAX_BYTES = 6, 5_000, 200 * 2**20
#: seconds that reading one file may take, with all that lies in it: at least, at most, and the
#: bytes that are worth one more
LEAST_SECONDS, MAX_SECONDS, BYTES_PER_SECOND = 10, 30, 1_000_000


def budget(size: int) -> float:
    """Return the seconds that reading a file of so many bytes may take."""
    return min(LEAST_SECONDS + size / BYTES_PER_SECOND, MAX_SECONDS)


class Inside:
    """Reads what lies in one file, and counts it.

    :param read: yields the texts of bytes, given this object for what lies in them
    :ivar left_out: whether something in the file could not be read
    """

    def __init__(self, read: Callable[[bytes, "Inside"], Iterator[str]]) -> None:
        self._read = read
        self.files = self.bytes = self.depth = 0
        self.left_out = False
        self._started = monotonic()
        self._seconds = float(MAX_SECONDS)

    def count(self, size: int) -> None:
        """Count one more file.

        :param size: its bytes
        :raise NotSearchable: ``too large`` or ``too slow``, where it is one too many
        """
        if not self.files:
            self._seconds = budget(size)
        self.files += 1
        self.bytes += size
        if self.files > MAX_FILES or self.bytes > MAX_BYTES or self.depth > MAX_DEPTH:
            raise NotSearchable("too large")
        self.check_time()

    def check_time(self) -> None:
        """Stop a file that takes too long: readers ask between any two of their steps.

        :raise NotSearchable: ``too slow``
        """
        if monotonic() - self._started > self._seconds:
            raise NotSearchable("too slow")

    def texts(self, name: str, data: bytes) -> Iterator[str]:
        """Yield the texts of a file that lies in another; what cannot be read is remembered.

        :raise NotSearchable: where no more may be read at all
        """
        yield name
        self.count(len(data))
        self.depth += 1
        try:
            yield from self._read(data, self)
        except NotSearchable as refused:
            if refused.reason in ("too large", "too slow"):
                raise
            self.left_out = True
        finally:
            self.depth -= 1
