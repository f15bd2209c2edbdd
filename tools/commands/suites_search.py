"""What stands in a database and its files, seen from outside: in a dump, and file by file.

Independent of the addon's own search: no module of it and nothing of Odoo is used.
"""
import base64
import binascii
import os
import re
import subprocess

from ..environment import paths
from ..environment.console import Failure
from ..oca import words

COPY = re.compile(rb"^COPY (\S+) \((.*)\) FROM stdin;$")
#: rows that may hold something planted: a word, a number, bytes
MAYBE = re.compile(rb"zq|470|\\\\x", re.IGNORECASE)
BYTES = re.compile(r"\\\\x((?:[0-9a-f]{2})+)")


def dump(environment, database):
    """Yield the lines of a plain dump, as bytes."""
    with subprocess.Popen(["pg_dump", "--no-owner", database], stdout=subprocess.PIPE,
                          env=environment.environ()) as process:
        yield from process.stdout
    if process.returncode:
        raise Failure(f"pg_dump of {database} failed with exit code {process.returncode}")


def decoded(text):
    """A column's text, and what its bytes and their base64 say."""
    yield text
    for match in BYTES.findall(text):
        data = bytes.fromhex(match)
        yield data.decode(errors="replace")
        try:
            yield base64.b64decode(data, validate=True).decode(errors="replace")
        except (binascii.Error, ValueError):
            continue


def rows(lines):
    """Yield (table, names of the columns, texts of the columns) of the rows of a dump."""
    table, columns = None, ()
    for line in lines:
        line = line.rstrip(b"\n")
        begun = line.startswith(b"COPY ") and COPY.match(line)
        if begun:
            table = begun.group(1).decode().rpartition(".")[2].strip('"')
            columns = [name.strip().strip('"') for name in begun.group(2).decode().split(",")]
        elif line == b"\\.":
            table = None
        elif table and MAYBE.search(line):
            yield table, columns, line.decode(errors="replace").split("\t")


def search(lines):
    """Return {key: {(table, column, id)}} of everything planted that a dump holds."""
    found = {}
    for table, columns, values in rows(lines):
        row = values[columns.index("id")] if "id" in columns else ""
        for name, value in zip(columns, values, strict=True):
            for text in decoded(value):
                for key in words.found_in(text):
                    found.setdefault(key, set()).add((table, name, row))
    return found


def search_files(folder):
    """Return {key: {("filestore", name of the file, "")}} of what files hold, and their names."""
    found = {}
    for where, _folders, names in os.walk(folder):
        for name in names:
            path = os.path.join(where, name)
            with open(path, "rb") as handle:
                text = f"{name}\n{handle.read().decode(errors='replace')}"
            for key in words.found_in(text):
                found.setdefault(key, set()).add(("filestore", os.path.relpath(path, folder), ""))
    return found


def everything(environment, databases, database):
    """Return {key: places} of a database and its files."""
    found = search(dump(environment, database))
    for key, places in search_files(databases.filestore(database)).items():
        found.setdefault(key, set()).update(places)
    return found


def in_logs(*logs):
    """Return {key: {("log", name of the log, "")}} of what logs say."""
    found = {}
    for log in logs:
        if log.is_file():
            for key in words.found_in(log.read_text(errors="replace")):
                found.setdefault(key, set()).add(("log", log.name, ""))
    return found


LOGS = (paths.LOG / "oca-erase.log",)
