"""The package that answers a request for access or portability: one document, and its files.

The document is plain JSON, valid against ``static/schema/package-1.0.json``, which goes with it.
Everything else in the zip is made from it: one CSV for each dataset, and a manifest with the hash
of every file. No name in the zip says anything about the person.

Source: GDPR Art. 12(1), 15(1) to (4) and 20(1).
"""

import csv
import hashlib
import io
import json
import mimetypes
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from ..errors import BadPackage

FORMAT, VERSION = "cloudpepper-privacy-package", "1.0"
#: a document, or a part of one, as the schema describes it
Document = Mapping[str, Any]
KINDS = ("access", "portability")
SCHEMA = Path(__file__).resolve().parents[2] / "static" / "schema" / f"package-{VERSION}.json"
#: what a spreadsheet would take for a formula, and the sign that keeps it from doing so
FORMULAS, GUARD = ("=", "+", "-", "@", "\t", "\r", "\n"), "'"
#: behind one of these too a spreadsheet may begin a cell: where a comma is the decimal sign it
#: takes the semicolon for what parts cells, and quotes in the middle of a line for text
CELL_STARTS = re.compile(r"""(?:^|(?<=[;\t\r\n]))(?=[=+@\t\r\n'"-])""")
CELL_GUARDS = re.compile(r"(?:^|(?<=[;\t\r\n]))'")
CSV_NOTE = (
    "UTF-8 with byte order mark, RFC 4180. A text that begins with one of = + - @ ' \" or a "
    "control character, and each part of one behind a semicolon, tab or line break that does, has "
    "one ' in front, so that no spreadsheet runs it: take these away to have the value."
)
#: endings of files, by what they are; any other file is .bin
ENDINGS = {"text/plain": ".txt", "image/jpeg": ".jpg", "application/xml": ".xml",
           "text/csv": ".csv", "message/rfc822": ".eml"}


@cache
def schema_text() -> str:
    """Return the JSON Schema (draft 2020-12) of the document, as it is shipped."""
    return SCHEMA.read_text(encoding="utf-8")


@cache
def _validator() -> Draft202012Validator:
    schema = json.loads(schema_text())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


def check(document: Document) -> None:
    """See that a document is what its schema says.

    :raise BadPackage: with the place of the first fault; never with a value
    """
    for error in _validator().iter_errors(document):
        raise BadPackage("/".join(map(str, error.absolute_path)), error.validator)


def counts(document: Document) -> list[dict[str, Any]]:
    """Return [{"category", "model", "count"}] of a document, in its order."""
    found: dict[tuple[str, str], int] = {}
    for dataset in document["datasets"]:
        for record in dataset["records"]:
            key = (record["category"], dataset["model"])
            found[key] = found.get(key, 0) + 1
    return [{"category": category, "model": model, "count": count}
            for (category, model), count in found.items()]


def facts_of(document: Document) -> Iterator[tuple[str, int, str, str]]:
    """Yield (model, record id, field, value as JSON) of everything that a document says."""
    for dataset in document["datasets"]:
        for record in dataset["records"]:
            for name, value in record["values"].items():
                yield (dataset["model"], record["id"], name,
                       json.dumps(value, sort_keys=True, ensure_ascii=False))


# === CSV === #

def csv_of(dataset: Document) -> bytes:
    """Return a dataset as CSV, one line a record; see :data:`CSV_NOTE`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    names = [field["name"] for field in dataset["fields"]]
    writer.writerow(["id", "category", "from", *names])
    for record in dataset["records"]:
        writer.writerow([record["id"], record["category"], record["from"], *(
            cell(record["values"].get(name)) for name in names)])
    return out.getvalue().encode("utf-8-sig")


def cell(value: Any) -> str:
    """Return a value as a cell: words for codes and links, and no formula."""
    if value is None:
        return ""
    if isinstance(value, (bool, int, float)):
        return str(value)
    return guarded(label(value))


def label(value: Any) -> str:
    """Return a value as a reader has it: the label of a code or link, a property with what it says,
    JSON for what is deeper.
    """
    if isinstance(value, dict) and set(value) == {"code", "label", "value"}:
        said = "" if value["value"] is True else f": {label(value['value'])}"
        return f"{value['label']}{said}"
    if isinstance(value, dict) and set(value) <= {"id", "code", "label"}:
        return str(value.get("label") or value.get("code", ""))
    if isinstance(value, list) and all(isinstance(each, dict) and "label" in each
                                       for each in value):
        return "; ".join(map(label, value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; :func:`unguarded` undoes it."""
    return CELL_STARTS.sub(GUARD, text)


def unguarded(text: str) -> str:
    """Return what :func:`guarded` was given."""
    return CELL_GUARDS.sub("", text)


# === ZIP === #

def ending(mimetype: str | None) -> str:
    """Return the ending of a file's name: by what it is, never by what it was called."""
    kind = (mimetype or "").split(";")[0].strip().lower()
    found = ENDINGS.get(kind) or mimetypes.guess_extension(kind) or ".bin"
    return found if re.fullmatch(r"\.[a-z0-9]{1,8}", found) else ".bin"


class Zip:
    """A zip that remembers the hash of each file, and ends with a manifest of them.

    To be used as a context manager: one that fails leaves nothing open.

    :param kind: one of :data:`KINDS`
    :param created: UTC, the time of every file in it
    """

    def __init__(self, kind: str, created: datetime) -> None:
        self._kind, self._created = kind, created
        self._out = io.BytesIO()
        self._zip = zipfile.ZipFile(self._out, "w", zipfile.ZIP_DEFLATED)
        self._files: list[dict[str, Any]] = []

    def __enter__(self) -> "Zip":
        return self

    def __exit__(self, *_error: object) -> None:
        self._zip.close()

    def add(self, name: str, content: bytes) -> str:
        """Add a file.

        :param name: path in the zip, without any personal data
        :return: SHA-256, in hex
        """
        self._write(name, content)
        digest = hashlib.sha256(content).hexdigest()
        self._files.append({"name": name, "size": len(content), "sha256": digest})
        return digest

    def add_document(self, document: Document) -> None:
        """Add the document, its schema and its CSVs.

        :raise BadPackage: where it is not valid
        """
        check(document)
        self.add("data.json", json.dumps(document, ensure_ascii=False, indent=1).encode())
        self.add("schema.json", schema_text().encode())
        for dataset in document["datasets"]:
            self.add(f"csv/{dataset['name']}.csv", csv_of(dataset))
        if document["redactions"]:
            self.add("csv/redactions.csv", _redactions(document["redactions"]))

    def close(self, missing: Iterable[str] = ()) -> bytes:
        """Add the manifest and return the zip's bytes.

        :param missing: what is not in it and why, a sentence each
        """
        self._write("manifest.json", json.dumps({
            "format": FORMAT, "version": VERSION, "kind": self._kind,
            "created_on": stamp(self._created), "csv": CSV_NOTE, "missing": list(missing),
            "files": self._files,
        }, ensure_ascii=False, indent=1).encode())
        self._zip.close()
        return self._out.getvalue()

    def _write(self, name: str, content: bytes) -> None:
        created = self._created
        info = zipfile.ZipInfo(name, (created.year, created.month, created.day, created.hour,
                                      created.minute, created.second))
        info.compress_type = zipfile.ZIP_DEFLATED
        self._zip.writestr(info, content)


def stamp(moment: datetime) -> str:
    """Return a moment of UTC as ISO 8601 with its Z."""
    return moment.replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def _redactions(redactions: Iterable[Document]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["model", "record", "field", "kind", "reason"])
    for each in redactions:
        writer.writerow([each["model"], each["record"], each["field"], each["kind"],
                         guarded(each["reason"])])
    return out.getvalue().encode("utf-8-sig")
