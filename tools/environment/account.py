"""Who runs the embedded PostgreSQL, which refuses to run as root."""
import os
import pwd
import shutil
import subprocess

from .console import Refusal, logged


class Account:
    """Who runs the server: the person, or an unprivileged account when the person is root."""

    def __init__(self):
        self.uid, self.gid = os.geteuid(), os.getegid()
        self.prefix = []
        if self.uid == 0:
            entry = self._unprivileged()
            self.uid, self.gid = entry.pw_uid, entry.pw_gid

    @staticmethod
    def _unprivileged():
        for name in ("postgres", "nobody"):
            try:
                return pwd.getpwnam(name)
            except KeyError:
                continue
        raise Refusal("PostgreSQL does not run as root, and there is no account 'nobody' to run "
                      "it; call this as an ordinary user")

    def options(self):
        """How subprocess becomes this account."""
        if os.geteuid() != 0 or self.prefix:
            return {"cwd": "/"}
        return {"cwd": "/", "user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, folder):
        """Create a folder that is this account's alone; never take over somebody else's."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        owner = folder.lstat().st_uid
        if folder.is_symlink() or owner not in (self.uid, os.geteuid()):
            raise Refusal(f"{folder} belongs to somebody else; remove it")
        if owner != self.uid:
            os.chown(folder, self.uid, self.gid)

    def _reaches(self, home, folder):
        command = ["test", "-w", str(home), "-a", "-x", str(folder / "postgres")]
        return subprocess.run([*self.prefix, *command], check=False,
                              **self.options()).returncode == 0

    def prepare(self, home, folder):
        """Make sure that the account reaches the data in `home` and the programs in `folder`.

        Where a folder above `.local` is closed to others (root's home, say), the server keeps
        the one capability that lets it pass, rather than have those folders opened. The
        secure bit makes access(), by which PostgreSQL looks for itself, heed that capability.
        """
        self.own(home)
        if self._reaches(home, folder):
            return
        if os.geteuid() == 0 and shutil.which("setpriv"):
            self.prefix = ["setpriv", f"--reuid={self.uid}", f"--regid={self.gid}",
                           "--clear-groups", "--inh-caps=-all,+dac_override",
                           "--ambient-caps=+dac_override", "--securebits=+no_setuid_fixup"]
            if self._reaches(home, folder):
                return
        raise Refusal(f"the account that runs PostgreSQL cannot enter {home}; set PRIVACY_HOME "
                      "to a folder that other accounts may enter")

    def run(self, what, command, log):
        """Run a program as this account."""
        logged(what, [*self.prefix, *command], log, **self.options())
