"""When a notice that did not arrive is tried again."""

#: seconds until the second attempt, and at most
FIRST, MOST = 5 * 60, 12 * 3600
#: share of a wait by which it is longer or shorter, so that what failed together does not come
#: back together
JITTER = 0.25
#: seconds that a receiver may ask us to wait
ASKED = 24 * 3600


def wait(attempts: int, chance: float, asked: float | None = None) -> int:
    """Return the seconds until the next attempt: twice as long each time.

    :param attempts: how many there were, at least one
    :param chance: a random number from 0 to 1
    :param asked: seconds that the receiver asked for (``Retry-After``, RFC 9110)
    """
    doubled = min(FIRST * 2 ** min(attempts - 1, 20), MOST)
    jittered = doubled * (1 + JITTER * (2 * chance - 1))
    return int(max(jittered, min(asked or 0, ASKED)))
