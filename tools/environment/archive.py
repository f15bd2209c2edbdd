"""Odoo 19 from Debian's unstable suite, unpacked into a private folder.

The host's own package sources, lists and installed packages stay as they are: apt works on
a private state with the one suite in it, and checks the archive's signature as always.
"""
import os
import re
import shutil
import subprocess
from pathlib import Path

from .console import Failure, Refusal, note, step
from .paths import LOCAL, LOG

SUITE = "sid"
TRIED = "19.0.0+dfsg-1"
# odoo-19 links to files of these packages by relative symlinks.
COMPANIONS = (
    "libjs-jquery", "libjs-jquery-form", "libjs-underscore", "fonts-roboto-unhinted",
    "fonts-montserrat", "fonts-inconsolata", "fonts-glyphicons-halflings", "fonts-ocr-b",
)
KEYRINGS = ("debian-archive-keyring.pgp", "debian-archive-keyring.gpg")
# Odoo links to the file names of FontAwesome 4.7, which this suite's package still has.
ICONS, ICONS_SUITE, ICONS_VERSION = "fonts-font-awesome", "trixie", "4.7"
PACKAGES = "usr/lib/python3/dist-packages"
STRIPPED = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"
STRIPPED_TEXT = (
    "// Debian's package leaves this file out (it comes without its source). It blurs a video\n"
    "// call's background; the backend's bundle only asks that it can be loaded.\n"
)


def keyring(folder=Path("/usr/share/keyrings")):
    """The file with the archive's keys."""
    for name in KEYRINGS:
        if (folder / name).is_file():
            return folder / name
    raise Refusal("the keys of Debian's archive are missing (apt-get install "
                  "debian-archive-keyring)")


def archive_uri(listing):
    """The main archive among what `apt-get --print-uris update` would fetch."""
    for uri in re.findall(r"^'(\S+?)/dists/\S+/main/binary-\S+'", listing, re.MULTILINE):
        if "security" not in uri:
            return uri
    return None


class Archive:
    """A private apt state with one suite in it."""

    def __init__(self, folder, suite=SUITE):
        self.folder = folder
        self.suite = suite
        self.parts = folder / "parts"
        self.lists = folder / "lists"
        self.cache = folder / "cache"
        for path in (self.parts, self.lists / "partial", self.cache / "archives/partial"):
            path.mkdir(parents=True, exist_ok=True)

    def options(self):
        """The apt options that keep it away from the host's state."""
        pairs = {
            "Dir::Etc::sourcelist": "/dev/null", "Dir::Etc::sourceparts": self.parts,
            "Dir::State::Lists": self.lists, "Dir::Cache": self.cache,
            "Dir::Etc::preferencesparts": "/dev/null", "Acquire::Languages": "none",
            "Acquire::Retries": "2",
        }
        if os.geteuid() == 0:
            # The private folders need not be open to apt's own user.
            pairs["APT::Sandbox::User"] = "root"
        return [part for key, value in pairs.items() for part in ("-o", f"{key}={value}")]

    def run(self, tool, *arguments, cwd=None):
        """Run an apt tool and return (exit code, output)."""
        done = subprocess.run(
            [tool, *self.options(), *arguments], cwd=cwd or self.folder, check=False, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
        with (LOG / "apt.log").open("a") as log:
            log.write(f"# {tool} {' '.join(arguments)}\n{done.stdout}\n")
        return done.returncode, done.stdout

    def update(self):
        """Take the suite's package list from the archive that the host uses."""
        listing = subprocess.run(
            ["apt-get", "-o", f"Dir::State::Lists={self.lists}", "--print-uris", "update"],
            check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        ).stdout
        uri = archive_uri(listing)
        if not uri:
            raise Refusal("this host's apt names no Debian archive")
        (self.parts / "suite.sources").write_text(
            f"Types: deb\nURIs: {uri}\nSuites: {self.suite}\nComponents: main\n"
            f"Signed-By: {keyring()}\n")
        code, output = self.run("apt-get", "--error-on=any", "update")
        if code:
            raise Refusal(f"Debian's suite {self.suite} was refused ({first_error(output)})")

    def version(self, package):
        """The version that the suite serves, None when it serves none."""
        _code, output = self.run("apt-cache", "--no-all-versions", "show", package)
        found = re.search(r"^Version: (\S+)", output, re.MULTILINE)
        return found and found.group(1)

    def download(self, packages, folder):
        """Download packages; name the one that is missing."""
        folder.mkdir(parents=True, exist_ok=True)
        code, output = self.run("apt-get", "download", *packages, cwd=folder)
        if code:
            raise Refusal(f"a download was refused by Debian's suite {self.suite} "
                          f"({first_error(output)})")


def first_error(output):
    """What apt says went wrong, in one line."""
    lines = [line[2:].strip() for line in output.splitlines() if line.startswith(("E:", "W:"))]
    return lines[0] if lines else "no reason given"


def check_version(version, tried=TRIED):
    """Refuse another series than 19.0; tell when it is not the tried build."""
    if not version:
        raise Refusal(f"Debian's suite {SUITE} has no package odoo-19")
    if not re.match(r"19\.0(?!\d)", version):
        raise Refusal(f"Debian's odoo-19 is {version}, not 19.0")
    if version != tried:
        return f"Debian serves Odoo {version}; this addon was tried with {tried}"
    return None


def unpack(folder, root):
    """Unpack every downloaded package into one root."""
    for package in sorted(folder.glob("*.deb")):
        done = subprocess.run(["dpkg-deb", "-x", str(package), str(root)], check=False,
                              capture_output=True, text=True)
        if done.returncode:
            raise Failure(f"{package.name} cannot be unpacked: {done.stderr}")


def icons(work):
    """Download the older suite's icon font; without it Odoo works, its icons stay empty."""
    older = Archive(work / "apt-icons", ICONS_SUITE)
    try:
        older.update()
        if ICONS_VERSION not in (older.version(ICONS) or ""):
            raise Refusal(f"Debian's suite {ICONS_SUITE} has no {ICONS} {ICONS_VERSION}")
        older.download([ICONS], work / "debs")
    except Refusal as refusal:
        note(f"Odoo's icons stay empty: {refusal}")


def fill_stripped(root):
    """Put an empty script where Debian's package has none: a bundle lists it."""
    script = root / PACKAGES / "odoo/addons" / STRIPPED
    if not script.exists():
        script.parent.mkdir(parents=True, exist_ok=True)
        script.write_text(STRIPPED_TEXT)


def check_tools():
    """Refuse a system without apt."""
    for tool in ("apt-get", "apt-cache", "dpkg-deb"):
        if not shutil.which(tool):
            raise Refusal(f"{tool} is missing, so this is no Debian-family system")


def download(work, root):
    """Download and unpack Odoo and what it links to; return its version."""
    archive = Archive(work / "apt")
    with step("Odoo 19: reading Debian's package list"):
        archive.update()
    version = archive.version("odoo-19")
    remark = check_version(version)
    if remark:
        note(remark)
    with step(f"Odoo {version}: downloading and unpacking (125 MB)"):
        archive.download(["odoo-19", *COMPANIONS], work / "debs")
        icons(work)
        unpack(work / "debs", root)
        fill_stripped(root)
    return version


def fetch(target):
    """Fetch Odoo 19 into `target`, whole or not at all; return its version."""
    work = LOCAL / "odoo.part"
    root = work / "root"
    shutil.rmtree(work, ignore_errors=True)
    try:
        check_tools()
        version = download(work, root)
    except Refusal as refusal:
        raise Refusal(f"Odoo 19 cannot be fetched: {refusal}; set ODOO_HOME to an Odoo 19 "
                      "checkout or install, or put this right and call it again") from refusal
    (root / "version").write_text(version)
    shutil.rmtree(target, ignore_errors=True)
    root.rename(target)
    shutil.rmtree(work, ignore_errors=True)
    return version
