"""The register as a file: PDF, XLSX and CSV, in a language, as it stands or stood on a day."""

import csv
import io
from typing import NamedTuple

import xlsxwriter
from odoo.exceptions import AccessError, UserError

from ...const import AUDITOR, OFFICER
from ...core.register.columns import IDENTITY, IDS, TABLES
from ..access.language import in_lang
from ..days import long_day
from .controllers import contact_details
from .document import Document
from .headings import Headings
from .versions import Versions

MIMETYPES = {
    "pdf": "application/pdf", "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
TEMPLATE = "cloudpepper_privacy.privacy_register"
#: what a spreadsheet would take for a formula (OWASP, CSV injection)
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class File(NamedTuple):
    """A file for download."""

    name: str
    content: bytes
    mimetype: str


class Export:
    """Makes the files of one company's register. Officers and auditors take them, nobody else.

    :param env: environment of whoever asks
    :param company: whose register
    :param str lang: code of an installed language
    :param date day: as it stood at the end of this day; None: as it stands
    :raise AccessError: for whoever is neither officer nor auditor, and for a company that they do
        not act for
    :raise UserError: where no version of that day, or none in that language, was kept
    """

    def __init__(self, env, company, lang, day=None):
        self._check(env, company)
        self._asker = env
        self.env = in_lang(env(su=True), lang)
        self.company = company.with_env(self.env)
        self.headings = Headings(self.env)
        self.version = Versions(self.env, self.company).at(day) if day else None
        self.document = self._document(lang)

    def file(self, kind, table="activities"):
        """Return a file, and file that it was taken.

        :param str kind: pdf, xlsx, csv
        :param str table: of :data:`TABLES`, of which a CSV has one
        :rtype: File
        """
        content = {"xlsx": self._xlsx, "csv": lambda: self._csv(table), "pdf": self._pdf}[kind]()
        self._asker["privacy.evidence"].sudo()._record([{
            "act": "register_export", "company": self.company.id,
            "counts": {"format": kind, "version": self.version.number if self.version else 0}}])
        name = "-".join(filter(None, (
            self.env._("register"), table if kind == "csv" else "", self.stamp())))
        return File(f"{name}.{kind}", content, MIMETYPES[kind])

    def stamp(self):
        """Return the day that the register is of, as ISO has it."""
        if self.version:
            return self.version.made_on.date().isoformat()
        return self.env["privacy.timer"]._today().isoformat()

    # === WHAT IT SHOWS === #

    def title(self):
        """Return what the register is of: which version, of which day."""
        if not self.version:
            return self.env._("As it stands on %s", long_day(
                self.env, self.env["privacy.timer"]._today()))
        return self.env._(
            "Version %(number)s of %(day)s", number=self.version.number,
            day=long_day(self.env, self.version.made_on.date()))

    def identity(self):
        """Return (column, its heading, text) of who keeps the register."""
        said = self.document["controller"]
        return [(column, self.headings.column(column.key), said.get(column.key, ""))
                for column in IDENTITY]

    def heads(self, table):
        """Return (column, its heading) of a table."""
        return [(column, self.headings.column(column.key, table)) for column in TABLES[table]]

    def rows(self, table):
        """Return the rows of a table, each a list of texts in the order of its columns."""
        return [[as_text(row.get(column.key, "")) for column in TABLES[table]]
                for row in self.document[table]]

    def _document(self, lang):
        """Return the document, with controllers named as the records name them now."""
        if not self.version:
            document = Document(self.env, self.company).whole()
        else:
            document = self.version.content.get(lang)
            if not document:
                raise UserError(self.env._(
                    "Version %(number)s was not kept in this language. It is there in: %(kept)s.",
                    number=self.version.number, kept=", ".join(sorted(self.version.content))))
        ids = {each for row in document["processing"] for key in IDS for each in row[key]}
        names = contact_details(self.env["res.partner"].browse(sorted(ids)))
        rows = [{**row, **{key: [names.get(each) or self.env._("Deleted contact %s", each)
                                 for each in row[key]] for key in IDS}}
                for row in document["processing"]]
        return {**document, "processing": rows}

    def _check(self, env, company):
        """Let officers and auditors of the company through."""
        user = env.user
        if not (user.has_group(OFFICER) or user.has_group(AUDITOR)):
            raise AccessError(env._("Only privacy officers and auditors export the register."))
        if company not in env.companies:
            raise AccessError(env._("This is the register of a company that you do not act for."))

    # === FILES === #

    def _csv(self, table):
        """Return one table, as spreadsheets in the four languages open it: semicolons, UTF-8 with
        its mark.
        """
        out = io.StringIO()
        writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
        writer.writerow([heading for _column, heading in self.heads(table)])
        writer.writerows([_harmless(cell) for cell in row] for row in self.rows(table))
        return b"\xef\xbb\xbf" + out.getvalue().encode()

    def _pdf(self):
        """Return the paper, printed by Odoo's own engine.

        :raise UserError: where it has none
        """
        reports = self.env["ir.actions.report"]
        if reports.get_wkhtmltopdf_state() in ("install", "broken"):
            raise UserError(self.env._("The program that makes PDF is missing on the server."))
        html = "<!DOCTYPE html>\n" + str(self.env["ir.qweb"]._render(
            TEMPLATE, {"told": self, "lang": self.env.lang.split("_")[0]}))
        return reports._run_wkhtmltopdf([html], specific_paperformat_args={
            "data-report-margin-top": 15, "data-report-header-spacing": 10})

    def _xlsx(self):
        """Return a workbook: identification, then a sheet for each table. What the law asks for has
        a red head, as in the authority's model.
        """
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False,
                                       "strings_to_urls": False}) as book:
            styles = _styles(book)
            self._identity_sheet(book, styles)
            for table in TABLES:
                self._sheet(book, styles, table)
        return out.getvalue()

    def _identity_sheet(self, book, styles):
        sheet = book.add_worksheet(self.headings.table("controller")[:31])
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 70)
        sheet.write_string(0, 0, self.env._("Register of processing activities"), styles["title"])
        sheet.write_string(1, 0, self.title(), styles["cell"])
        for number, (column, heading, text) in enumerate(self.identity(), 3):
            sheet.write_string(number, 0, heading, styles["law" if column.article else "head"])
            sheet.write_string(number, 1, text, styles["cell"])
        sheet.write_string(number + 2, 0, self.env._(
            "Red: what Art. 30 GDPR asks for."), styles["note"])
        sheet.set_landscape()

    def _sheet(self, book, styles, table):
        """Write a table: groups of columns, their heads with the article, a row for each record."""
        sheet = book.add_worksheet(self.headings.table(table)[:31])
        for number, (column, heading) in enumerate(self.heads(table)):
            sheet.set_column(number, number, column.width)
            law = f"\n(Art. {column.article})" if column.article else ""
            sheet.write_string(1, number, heading + law,
                               styles["law" if column.article else "head"])
        for first, last, name in _spans(TABLES[table]):
            words = self.headings.group(name)
            if first == last:
                sheet.write_string(0, first, words, styles["group"])
            else:
                sheet.merge_range(0, first, 0, last, words, styles["group"])
        for number, row in enumerate(self.rows(table), 2):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell, styles["cell"])
        sheet.freeze_panes(2, 2)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, 1)


def as_text(value):
    """Return a cell as text; several values stand below each other."""
    return "\n".join(value) if isinstance(value, (list, tuple)) else value


def _harmless(text):
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _spans(columns):
    """Yield (first, last, group) of neighbouring columns of one group."""
    first = 0
    for number in range(1, len(columns) + 1):
        if number == len(columns) or columns[number].group != columns[first].group:
            yield first, number - 1, columns[first].group
            first = number


def _styles(book):
    plain = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "note": book.add_format({"italic": True, "font_color": "#C00000"}),
        "group": book.add_format({**plain, "bold": True, "bg_color": "#D9E1F2", "align": "center"}),
        "head": book.add_format({**plain, "bold": True, "bg_color": "#F2F2F2"}),
        "law": book.add_format({**plain, "bold": True, "bg_color": "#F2F2F2",
                                "font_color": "#C00000"}),
        "cell": book.add_format(plain)}
