"""The programs that only the system's packages have: a browser, and the PDF maker."""
import os
import shutil

from . import stamps
from .console import Failure, Refusal, logged, note, step
from .paths import LOG

# The names that Odoo's tests look for.
BROWSERS = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")


def install(package):
    """Install a system package, which only root can."""
    with step(f"{package} is missing: installing it with apt-get"):
        environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        log = LOG / f"apt-{package}.log"
        logged("apt-get update", ["apt-get", "update"], log, env=environ)
        logged(f"apt-get install {package}",
               ["apt-get", "install", "--no-install-recommends", "-y", package], log,
               env=environ)


def installable():
    """Whether this command may install system packages."""
    return os.geteuid() == 0 and shutil.which("apt-get")


def need_browser():
    """The tours need a browser."""
    if any(shutil.which(name) for name in BROWSERS):
        return
    if not installable():
        raise Refusal("chromium is missing: apt-get install chromium")
    install("chromium")


def wish_pdf():
    """Reports become PDF files with wkhtmltopdf, which not every release has; tried once."""
    if shutil.which("wkhtmltopdf"):
        return
    if installable() and not stamps.fresh("wkhtmltopdf", "not to be had"):
        try:
            install("wkhtmltopdf")
            return
        except Failure as failure:
            stamps.put("wkhtmltopdf", "not to be had")
            note(failure)
    note("wkhtmltopdf is missing, so there will be no PDF files: apt-get install wkhtmltopdf "
         "(Debian 12 has it)")
