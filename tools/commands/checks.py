"""What a drill looked at, as an auditor reads it: a line each, and whether it holds."""
import time


class Checks:
    """What was looked at: each with what was found, how long it took, and whether it holds."""

    def __init__(self):
        """Begin with nothing."""
        self.rows, self.started = [], time.monotonic()

    def add(self, what, holds, found):
        """Take down one, with the seconds since the one before."""
        now = time.monotonic()
        self.rows.append((what, bool(holds), found, now - self.started))
        self.started = now

    def show(self):
        """Print all of them; return whether all hold."""
        wide = max(len(what) for what, *_rest in self.rows)
        print(f"\n{'':6}  {'What was looked at':{wide}}  {'s':>6}  What was found")
        for what, holds, found, seconds in self.rows:
            print(f"{'holds' if holds else 'FAILS':6}  {what:{wide}}  {seconds:6.1f}  {found}")
        good = all(holds for _what, holds, *_rest in self.rows)
        print(f"\n{len(self.rows)} looked at, "
              f"{sum(not holds for _what, holds, *_rest in self.rows)} do not hold", flush=True)
        return good
