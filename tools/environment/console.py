"""What the commands tell the person: one line a step, on standard error."""
import subprocess
import sys
import time
from contextlib import contextmanager

TAIL = 20


class Refusal(Exception):
    """Something is missing or wrong that only the person can change. One line, exit code 2."""

    code = 2


class Failure(Refusal):
    """A step that should have worked did not. Exit code 1."""

    code = 1


def one_line(text):
    """The text with its line breaks and runs of blanks folded."""
    return " ".join(str(text).split())


def note(text):
    """Tell something worth knowing."""
    print(one_line(text), file=sys.stderr, flush=True)


@contextmanager
def step(text):
    """Name a step that takes a while when it starts, and its seconds when it ends."""
    started = time.monotonic()
    note(f"{text} ...")
    yield
    note(f"{text}: {time.monotonic() - started:.1f} s")


def tail(log, count=TAIL):
    """The last lines of a log file."""
    try:
        return log.read_text(errors="replace").splitlines()[-count:]
    except OSError:
        return []


def show_tail(log):
    """Print the last lines of a log file, indented."""
    for line in tail(log):
        print(f"    {line}", file=sys.stderr)


def logged(what, command, log, **options):
    """Run a command with its output in a log file; show the end of it when it fails."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        done = subprocess.run(
            [str(part) for part in command], stdout=output, stderr=subprocess.STDOUT,
            stdin=options.pop("stdin", subprocess.DEVNULL), check=False, **options,
        )
    if done.returncode:
        show_tail(log)
        raise Failure(f"{what} failed with exit code {done.returncode}; all of it is in {log}")


def main(command, *arguments):
    """Run a command's function and turn a refusal into one line and an exit code."""
    name = f"bin/{sys.argv[0].rsplit('/', 1)[-1]}"
    try:
        sys.exit(command(*arguments))
    except Refusal as refusal:
        print(f"{name}: {one_line(refusal)}", file=sys.stderr)
        sys.exit(refusal.code)
    except OSError as error:
        print(f"{name}: {one_line(error)}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print(f"{name}: stopped", file=sys.stderr)
        sys.exit(130)
