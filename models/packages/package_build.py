import hashlib
import re
import secrets
from collections import Counter

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext

from ...core.requests import package as rules
from ...core.requests import portable
from .package import FILE_NAME

TEMPLATE = "cloudpepper_privacy.privacy_package_answer"
#: text that is a page of HTML, whatever its field says
PAGE = re.compile(r"\s*<(?:!doctype|html|head|body|table|div|p|span)\b", re.IGNORECASE)


class PrivacyPackageBuild(models.AbstractModel):
    """Makes the zip of a package: the answer to read, the data, the files, the manifest."""

    _name = "privacy.package.build"
    _description = "Making of a Package"

    def _build(self, request, kind, collected):
        """Make a package, and delete the one of the same kind that it replaces.

        :param privacy.request request: as superuser
        :param collected: what ``privacy.collect`` has found
        :rtype: privacy.package
        """
        document = self._document(request, kind, collected.document)
        content, missing = self._zip(document)
        old = request.package_ids.filtered(lambda package: package.kind == kind)
        package = self.env["privacy.package"].create({
            "request_id": request.id, "kind": kind, "token": secrets.token_urlsafe(32)})
        attachment = self.env["ir.attachment"].create({
            "name": FILE_NAME, "raw": content, "mimetype": "application/zip",
            "res_model": package._name, "res_id": package.id})
        package.write({
            "attachment_id": attachment.id, "size": len(content), "state": "ready",
            "records": sum(line["count"] for line in rules.counts(document)),
            "digest": hashlib.sha256(content).hexdigest(),
            "expires_on": request._package_until(), "missing": "\n".join(missing)})
        old._delete()
        package._record_evidence("package_built")
        return package

    def _document(self, request, kind, document):
        """Return the document of this kind, with its facts; portability is a part of access."""
        facts = self.env["privacy.package.facts"]
        whole = {**document, "facts": facts._facts(request, document)}
        if kind != "portability":
            return whole
        part = portable.portable(whole, facts._portable_categories(request))
        if set(rules.facts_of(part)) - set(rules.facts_of(whole)):
            raise UserError(self.env._("Portability is more than access: nothing was made."))
        found = {record["category"] for dataset in part["datasets"]
                 for record in dataset["records"]}
        part["categories"] = [each for each in part["categories"] if each["code"] in found]
        return part

    # === ZIP === #

    def _zip(self, document):
        """Return (bytes, sentences about what is not in it)."""
        with rules.Zip(document["kind"], fields.Datetime.now()) as packed:
            missing = self._add_files(packed, document)
            packed.add_document(document)
            self._add_answer(packed, document, missing)
            if document["kind"] == "portability":
                for name, content in (("contacts.vcf", portable.vcards(document)),
                                      ("meetings.ics", portable.calendar(document))):
                    if content:
                        packed.add(name, content)
            return packed.close(missing), missing

    def _add_answer(self, packed, document, missing):
        """Add what is read, on screen and on paper."""
        html = self._answer(document, missing)
        packed.add("answer.html", html.encode())
        pdf = self._pdf(document["language"], html)
        if pdf:
            packed.add("answer.pdf", pdf)
        else:
            missing.append(self.with_context(lang=document["language"]).env._(
                "answer.pdf: the program that prints it is not installed; answer.html says the "
                "same."))

    def _add_files(self, packed, document):
        """Add the files under neutral names; return sentences about those that are lost."""
        missing, words = [], self.with_context(lang=document["language"]).env
        rows = self.env["ir.attachment"].browse([file["attachment"] for file in document["files"]])
        for number, (file, row) in enumerate(zip(document["files"], rows, strict=True), 1):
            if file.pop("held"):
                continue
            content = row.raw or b""
            if not content and file["size"]:
                missing.append(words._(
                    "A file that is listed in data.json is not on our disk any more (number "
                    "%s).", number))
                continue
            file["file"] = f"files/{number:04d}{rules.ending(file['type'])}"
            file["sha256"] = packed.add(file["file"], content)
        return missing

    # === ANSWER === #

    def _answer(self, document, missing):
        """Return the answer as one HTML page that needs nothing from anywhere."""
        env = self.with_context(lang=document["language"]).env
        return "<!DOCTYPE html>\n" + str(env["ir.qweb"]._render(TEMPLATE, {
            "document": document, "facts": document["facts"], "missing": missing,
            "reasons": sorted(Counter(
                each["reason"] for each in document["redactions"]).items()),
            "lang": document["language"].split("_")[0], "said": self._said(document, env),
            "today": fields.Date.context_today(self).isoformat()}))

    def _said(self, document, env):
        """Return [(category, [(dataset's label, [[(label, words)] of each record])])]."""
        yes, empty = env._("yes"), (None, "", False, 0, 0.0)
        said = []
        for category in document["categories"]:
            sets = []
            for dataset in document["datasets"]:
                known = {field["name"]: field for field in dataset["fields"]}
                rows = [
                    [(known[name]["label"],
                      yes if value is True else self._words(value, known[name]["type"]))
                     for name, value in record["values"].items() if value not in empty]
                    for record in dataset["records"] if record["category"] == category["code"]]
                if rows:
                    sets.append((dataset["label"], rows))
            said.append((category, sets))
        return said

    def _words(self, value, kind):
        """Return a value as it is read: HTML without its tags."""
        said = str(rules.label(value))
        # a mail that waits is text to Odoo, and a page to whoever reads it
        if not (kind == "html" and "<" in said or PAGE.match(said)):
            return said
        return html2plaintext(said, include_references=False).strip()

    def _pdf(self, lang, html):
        """Return the answer as PDF, printed by Odoo's own engine; nothing where it has none."""
        reports = self.env["ir.actions.report"].with_context(lang=lang)
        if reports.get_wkhtmltopdf_state() in ("install", "broken"):
            return None
        return reports._run_wkhtmltopdf([html], specific_paperformat_args={
            "data-report-margin-top": 15, "data-report-header-spacing": 10})
