"""Modules of the Odoo Community Association, as pip fetches them: one wheel each.

A wheel holds `odoo/addons/<module>`, and names the others that it needs. What was fetched once is
not asked for again.
"""
import email
import re
import subprocess
import zipfile
from pathlib import Path

from ..environment import paths, venv
from ..environment.console import Failure, note

#: the series of Odoo that a wheel must be for
SERIES = "19.0"
PREFIX = "odoo-addon-"
#: what Odoo itself is called among a wheel's needs
ODOO = ("odoo",)
FOLDER = paths.LOCAL / "oca"


def package(module):
    """The package of a module."""
    return PREFIX + module.replace("_", "-")


def module_of(requirement):
    """The module of a requirement, None where it is no module."""
    name = re.split(r"[^\w.-]", requirement.strip())[0].lower().replace("_", "-")
    return name.removeprefix(PREFIX).replace("-", "_") if name.startswith(PREFIX) else None


class Wheel:
    """A fetched wheel: its module, version, and what it needs."""

    def __init__(self, path):
        self.path = Path(path)
        with zipfile.ZipFile(self.path) as archive:
            name = next(name for name in archive.namelist() if name.endswith("/METADATA"))
            metadata = email.message_from_bytes(archive.read(name))
            self.module = next(part.split("/")[2] for part in archive.namelist()
                               if part.startswith("odoo/addons/"))
        self.version = metadata["Version"]
        needs = [line for line in metadata.get_all("Requires-Dist") or ()
                 if "extra ==" not in line]
        self.modules = [module_of(need) for need in needs if module_of(need)]
        self.packages = [need for need in needs if not module_of(need)
                         and re.split(r"[^\w.-]", need)[0].lower() not in ODOO]

    def unpack(self, folder):
        """Lay the module into an addons folder."""
        with zipfile.ZipFile(self.path) as archive:
            for name in archive.namelist():
                if name.startswith("odoo/addons/") and not name.endswith("/"):
                    target = folder / name.removeprefix("odoo/addons/")
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(archive.read(name))


class Wheels:
    """The wheels below `.local/oca`."""

    def __init__(self, folder=FOLDER, log=paths.LOG / "oca-pip.log"):
        self.folder, self.log = folder / "wheels", log
        self.addons, self.packages = folder / "addons", folder / "python"
        for each in (self.folder, self.addons, self.packages):
            each.mkdir(parents=True, exist_ok=True)

    def found(self, module):
        """The wheel of a module that is there already, or None."""
        paths_ = sorted(self.folder.glob(f"odoo_addon_{module}-{SERIES}.*.whl"))
        return Wheel(paths_[-1]) if paths_ else None

    def pip(self, *arguments):
        """Run pip; return whether it did."""
        with self.log.open("ab") as output:
            return not subprocess.run(
                [venv.PYTHON, "-m", "pip", *map(str, arguments)], stdout=output, stderr=output,
                stdin=subprocess.DEVNULL, check=False).returncode

    def fetch(self, module):
        """The wheel of a module for this series, fetched where it is not there; None if none is."""
        wheel = self.found(module)
        if wheel is None and self.pip("download", "--quiet", "--no-deps", "--only-binary=:all:",
                                      "--dest", self.folder, f"{package(module)}=={SERIES}.*"):
            wheel = self.found(module)
        return wheel

    def fetch_all(self, modules):
        """Fetch modules with all that they need.

        :return: ({module: wheel, None where there is none for this series}, {module: what of its
            needs is missing})
        """
        wheels, missing, todo = {}, {}, list(modules)
        while todo:
            module = todo.pop(0)
            if module in wheels:
                continue
            wheels[module] = self.fetch(module)
            if wheels[module] is None:
                note(f"{module}: no package for Odoo {SERIES}")
            else:
                todo += wheels[module].modules
        for module, wheel in wheels.items():
            lost = sorted(self._needs(wheels, module) & {
                name for name, each in wheels.items() if each is None}) if wheel else ()
            if lost:
                missing[module] = lost
        return wheels, missing

    def _needs(self, wheels, module):
        """All modules that a module needs, itself left out."""
        needs, todo = set(), [module]
        while todo:
            wheel = wheels.get(todo.pop())
            new = set(wheel.modules) - needs if wheel else set()
            needs |= new
            todo += new
        return needs

    def _has(self, need):
        """Whether a Python package is there, beside the modules or in the environment."""
        name = re.split(r"[^\w.-]", need)[0].replace("-", "_")
        folders = (self.packages, *venv.VENV.glob("lib/python3*/site-packages"))
        return any(path.name.lower().startswith(f"{name.lower()}-")
                   for folder in folders for path in folder.glob("*.dist-info"))

    def unpack(self, wheels):
        """Lay the modules into one addons folder, and the Python packages that they need beside.

        :return: (the addons folder, the folder of packages)
        """
        wanted = sorted({need for wheel in wheels for need in wheel.packages
                         if not self._has(need)})
        if wanted and not self.pip("install", "--quiet", "--target", self.packages, *wanted):
            raise Failure(f"{', '.join(wanted)}: not installed; see {self.log}")
        for wheel in wheels:
            wheel.unpack(self.addons)
        return self.addons, self.packages
