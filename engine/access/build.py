"""The zip of a package: the answer to read, the data, the files, the manifest."""

import hashlib
import secrets
from collections import Counter

from odoo import fields
from odoo.exceptions import UserError

from ...core.requests import package as rules
from ...core.requests import portable
from ..requests.paper import Paper
from .facts import Facts
from .language import in_lang
from .letter import Letter

#: what a package is called wherever a file is named
FILE_NAME = "privacy-package.zip"
TEMPLATE = "cloudpepper_privacy.privacy_package_answer"


class Builder:
    """Makes the package that answers a right of access or portability (Art. 15 and 20).

    :param env: environment; everything is done as superuser
    :param privacy.request request: one whose identity holds
    """

    def __init__(self, env, request):
        self.env = env(su=True)
        self._request = request.with_env(self.env)

    def build(self, kind, collected, until):
        """Make a package, and delete the one of the same kind that it replaces.

        :param str kind: ``access`` or ``portability``
        :param collected: :class:`~.collect.Collected`
        :param datetime.datetime until: UTC, after which nobody can fetch it
        :raise BadPackage: where the document is not what its schema says
        :rtype: privacy.package
        """
        document = self._complete(kind, collected.document)
        content, missing = self._zip(document)
        replaced = self._request.package_ids.filtered(lambda package: package.kind == kind)
        package = self.env["privacy.package"].create({
            "request_id": self._request.id, "kind": kind, "token": secrets.token_urlsafe(32)})
        attachment = self.env["ir.attachment"].create({
            "name": FILE_NAME, "raw": content, "mimetype": "application/zip",
            "res_model": package._name, "res_id": package.id})
        package.write({
            "attachment_id": attachment.id, "size": len(content), "state": "ready",
            "records": sum(line["count"] for line in rules.counts(document)),
            "digest": hashlib.sha256(content).hexdigest(),
            "expires_on": until, "missing": "\n".join(missing)})
        replaced._delete()
        package._record_evidence("package_built")
        return package

    def _complete(self, kind, document):
        """Return the document of this kind, with its facts; portability is a part of access."""
        facts = Facts(self.env, self._request)
        whole = {**document, "facts": facts.of(document)}
        if kind != "portability":
            return whole
        part = portable.portable(whole, facts.portable_categories())
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
        local = in_lang(self.env, document["language"])
        html = self._answer(document, missing, local)
        packed.add("answer.html", html.encode())
        pdf = _pdf(local, html)
        if pdf:
            packed.add("answer.pdf", pdf)
        else:
            missing.append(local._(
                "answer.pdf: the program that prints it is not installed; answer.html says the "
                "same."))

    def _add_files(self, packed, document):
        """Add the files under neutral names; return sentences about those that are lost."""
        missing, local = [], in_lang(self.env, document["language"])
        rows = self.env["ir.attachment"].browse([file["attachment"] for file in document["files"]])
        for number, (file, row) in enumerate(zip(document["files"], rows, strict=True), 1):
            if file.pop("held"):
                continue
            content = row.raw or b""
            if not content and file["size"]:
                missing.append(local._(
                    "A file that is listed in data.json is not on our disk any more (number "
                    "%s).", number))
                continue
            file["file"] = f"files/{number:04d}{rules.ending(file['type'])}"
            file["sha256"] = packed.add(file["file"], content)
        return missing

    # === ANSWER === #

    def _answer(self, document, missing, local):
        """Return the answer as one HTML page that needs nothing from anywhere."""
        paper = Paper(local, self._request.with_env(local))
        letter = Letter(local, self._request, document)
        return "<!DOCTYPE html>\n" + str(local["ir.qweb"]._render(TEMPLATE, {
            "document": document, "facts": document["facts"], "missing": missing,
            "reasons": sorted(Counter(
                each["reason"] for each in document["redactions"]).items()),
            "lang": document["language"].split("_")[0], "head": paper.head(),
            "salutation": paper.salutation(), "letter": letter}))


def _pdf(env, html):
    """Return the answer as PDF, printed by Odoo's own engine; nothing where it has none."""
    reports = env["ir.actions.report"]
    if reports.get_wkhtmltopdf_state() in ("install", "broken"):
        return None
    return reports._run_wkhtmltopdf([html], specific_paperformat_args={
        "data-report-margin-top": 15, "data-report-header-spacing": 10})
