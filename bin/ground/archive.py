"""Odoo 19 from Debian's unstable suite, unpacked into a private folder.

The host's own package sources, lists and installed packages stay as they are: apt works on
a private state with the one suite in it, and checks the archive's signature as always.
"""
import os
import re
import shutil
import subprocess
from pathlib import Path

from .paths import LOCAL, LOG
from .say import Failure, Refusal, logged, note, step

SUITE = "sid"
TRIED = "19.0.0+dfsg-1"
# odoo-19 links to files of these packages by relative symlinks.
COMPANIONS = (
    "libjs-jquery", "libjs-jquery-form", "libjs-underscore", "fonts-roboto-unhinted",
    "fonts-montserrat", "fonts-inconsolata", "fonts-glyphicons-halflings", "fonts-ocr-b",
)
KEYRINGS = ("debian-archive-keyring.pgp", "debian-archive-keyring.gpg")
AWESOME = "font-awesome@4.7.0"
AWESOME_FOLDER = "usr/share/fonts-font-awesome/fonts"
PACKAGES = "usr/lib/python3/dist-packages"
STRIPPED = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"
STRIPPED_TEXT = (
    "// Debian's package leaves this file out (it comes without its source). It blurs a video\n"
    "// call's background; the backend's bundle only asks that it can be loaded.\n"
)
ELSE = "or set ODOO_HOME to an Odoo 19 checkout or install"


def keyring(folder=Path("/usr/share/keyrings")):
    """The file with the archive's keys."""
    for name in KEYRINGS:
        if (folder / name).is_file():
            return folder / name
    raise Refusal("Odoo 19 cannot be fetched: the keys of Debian's archive are missing; "
                  f"apt-get install debian-archive-keyring, {ELSE}")


def archive_uri(listing):
    """The main archive among what `apt-get --print-uris update` would fetch."""
    for uri in re.findall(r"^'(\S+?)/dists/\S+/main/binary-\S+'", listing, re.MULTILINE):
        if "security" not in uri:
            return uri
    return None


class Archive:
    """A private apt state with one suite in it."""

    def __init__(self, folder):
        self.folder = folder
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
            raise Refusal("Odoo 19 cannot be fetched: this host's apt names no Debian archive; "
                          f"add one, {ELSE}")
        (self.parts / "suite.sources").write_text(
            f"Types: deb\nURIs: {uri}\nSuites: {SUITE}\nComponents: main\n"
            f"Signed-By: {keyring()}\n")
        code, output = self.run("apt-get", "--error-on=any", "update")
        if code:
            raise Refusal(f"Odoo 19 cannot be fetched: Debian's suite {SUITE} was refused "
                          f"({first_error(output)}); make it reachable, {ELSE}")

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
            raise Refusal(f"Odoo 19 cannot be fetched: Debian's suite {SUITE} refused a download "
                          f"({first_error(output)}); try again later, {ELSE}")


def first_error(output):
    """What apt says went wrong, in one line."""
    lines = [line[2:].strip() for line in output.splitlines() if line.startswith(("E:", "W:"))]
    return lines[0] if lines else "no reason given"


def check_version(version, tried=TRIED):
    """Refuse another series than 19.0; tell when it is not the tried build."""
    if not version:
        raise Refusal(f"Odoo 19 cannot be fetched: Debian's suite {SUITE} has no package "
                      f"odoo-19; {ELSE[3:]}")
    if not re.match(r"19\.0(?!\d)", version):
        raise Refusal(f"Odoo 19 cannot be fetched: Debian's odoo-19 is {version}, not 19.0; "
                      f"{ELSE[3:]}")
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


def font_awesome(folder, root):
    """Odoo needs the file names of FontAwesome 4.7; the suite's package is newer."""
    target = root / AWESOME_FOLDER
    if not shutil.which("npm"):
        note(f"npm is missing, so Odoo's icons stay empty: apt-get install npm, remove "
             f"{LOCAL / 'odoo'} and call this again")
        return
    work = folder / "npm"
    work.mkdir()
    try:
        logged(f"npm pack {AWESOME}", ["npm", "pack", AWESOME], LOG / "npm.log", cwd=work)
    except Failure as failure:
        note(f"Odoo's icons stay empty: {failure}")
        return
    shutil.unpack_archive(next(work.glob("*.tgz")), work, "gztar")
    shutil.copytree(work / "package/fonts", target, dirs_exist_ok=True)


def fill_stripped(root):
    """Put an empty script where Debian's package has none: a bundle lists it."""
    script = root / PACKAGES / "odoo/addons" / STRIPPED
    if not script.exists():
        script.parent.mkdir(parents=True, exist_ok=True)
        script.write_text(STRIPPED_TEXT)


def fetch(target):
    """Fetch Odoo 19 into `target`, whole or not at all; return its version."""
    for tool in ("apt-get", "apt-cache", "dpkg-deb"):
        if not shutil.which(tool):
            raise Refusal(f"Odoo 19 cannot be fetched: {tool} is missing, this is not a "
                          f"Debian-family system; {ELSE[3:]}")
    work = LOCAL / "odoo.part"
    shutil.rmtree(work, ignore_errors=True)
    archive = Archive(work / "apt")
    with step("Odoo 19: reading Debian's package list"):
        archive.update()
    version = archive.version("odoo-19")
    remark = check_version(version)
    if remark:
        note(remark)
    with step(f"Odoo {version}: downloading and unpacking (125 MB)"):
        archive.download(["odoo-19", *COMPANIONS], work / "debs")
        root = work / "root"
        unpack(work / "debs", root)
        font_awesome(work, root)
        fill_stripped(root)
    (root / "version").write_text(version)
    root.rename(target)
    shutil.rmtree(work, ignore_errors=True)
    return version
