"""Where everything lies: below `.local`, beside the addon or where PRIVACY_HOME says."""
import fcntl
import os
from contextlib import contextmanager
from pathlib import Path

from .console import Refusal, note

ADDON = "cloudpepper_privacy"
REPO = Path(__file__).resolve().parents[2]


def home(environ=os.environ):
    """The folder that holds `.local`."""
    return Path(environ.get("PRIVACY_HOME") or REPO).expanduser().resolve()


LOCAL = home() / ".local"
LOG = LOCAL / "log"
DATA = LOCAL / "data"
ADDONS = LOCAL / "addons"
STAMPS = LOCAL / "stamps"
CONFIG = LOCAL / "odoo.conf"


def make_local():
    """Create `.local`, kept out of git wherever it lies."""
    try:
        for folder in (LOG, DATA, ADDONS, STAMPS):
            folder.mkdir(parents=True, exist_ok=True)
        (LOCAL / ".gitignore").write_text("*\n")
    except OSError as error:
        raise Refusal(f"{LOCAL} cannot be written ({error.strerror}); set PRIVACY_HOME to a "
                      "folder that can") from error


def link_addon():
    """Let Odoo see the repository under the addon's technical name."""
    link = ADDONS / ADDON
    if link.is_symlink() and link.readlink() == REPO:
        return link
    link.unlink(missing_ok=True)
    link.symlink_to(REPO)
    return link


@contextmanager
def lock(name):
    """Let one command at a time do this; the others wait and say so."""
    make_local()
    with (LOCAL / f"{name}.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            note(f"another command holds {handle.name}; waiting for it ...")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
