"""Versions of the register: what it said on a day, and what changed from one to the next."""

import hashlib
from datetime import datetime, time

import pytz
from odoo import fields
from odoo.exceptions import UserError

from ...core.evidence.ledger import canonical
from ...core.register.differences import ADDED, REMOVED, differences
from ..days import long_day
from .document import Document
from .headings import Headings

#: the languages that a version is kept in, where they are installed
LANGUAGES = ("en", "nl", "fr", "de")


class Versions:
    """The versions of one company's register.

    :param env: environment; versions are read and made as superuser
    :param company: whose register
    """

    def __init__(self, env, company):
        self.env = env
        self.company = company
        self._all = env["privacy.register.version"].sudo()

    def content(self):
        """Return the register as it stands: ``{language: document}``."""
        return {lang: Document(self.env, self.company, lang).whole() for lang in self._languages()}

    def make(self, automatic=False):
        """Keep the register as it stands; where nothing has changed, the last version is still it.

        :param bool automatic: nobody has asked for it
        :rtype: privacy.register.version
        """
        content = self.content()
        digest, last = _digest(content), self.last()
        if last and last.digest == digest:
            return last
        version = self._all.create({
            "company_id": self.company.id, "number": (last.number or 0) + 1,
            "made_on": fields.Datetime.now(), "automatic": automatic, "content": content,
            "digest": digest})
        self.env["privacy.evidence"].sudo()._record([{
            "act": "register_version", "company": self.company.id, "digest": digest,
            "counts": {"version": version.number, "automatic": automatic}}])
        return version

    def last(self):
        """Return the newest version, or an empty record."""
        return self._all.search([("company_id", "=", self.company.id)],
                                order="number desc", limit=1)

    def at(self, day):
        """Return the version in force at the end of a day, in the company's zone.

        :raise UserError: before the first version, for a day to come, and of a version that is not
            what was kept
        """
        if day > self.env["privacy.timer"].with_company(self.company)._today():
            raise UserError(self.env._("What the register will be on a day to come is not known."))
        zone = pytz.timezone(self.company.privacy_tz)
        end = zone.localize(datetime.combine(day, time.max)).astimezone(pytz.utc)
        found = self._all.search([
            ("company_id", "=", self.company.id),
            ("made_on", "<=", end.replace(tzinfo=None))], order="number desc", limit=1)
        if not found:
            raise UserError(self._nothing_then(day))
        if _digest(found.content) != found.digest:
            raise UserError(self.env._(
                "Version %s is not what was kept: its content does not fit its digest.",
                found.number))
        return found

    def _nothing_then(self, day):
        first = self._all.search([("company_id", "=", self.company.id)],
                                 order="number", limit=1)
        if not first:
            return self.env._("No version of the register has been kept yet.")
        return self.env._(
            "The register of %(day)s was not kept: its first version is of %(first)s.",
            day=long_day(self.env, day), first=long_day(self.env, first.made_on.date()))

    # === DIFFERENCES === #

    def words(self, version):
        """Return sentences: what a version changed, in the reader's language."""
        before = self._all.search([
            ("company_id", "=", version.company_id.id), ("number", "<", version.number)],
            order="number desc", limit=1)
        if not before:
            return [self.env._("The first version.")]
        return self.between(before, version)

    def between(self, old, new):
        """Return sentences: what differs between two versions."""
        headings, lang = Headings(self.env), self._language_of(old, new)
        if not lang:
            return [self.env._("The two versions have no language in common.")]
        told = [self._sentence(headings, each)
                for each in differences(old.content[lang], new.content[lang])]
        return told or [self.env._("Words changed in other languages alone.")]

    def _language_of(self, old, new):
        """Return the reader's language, or another that both versions are kept in."""
        both = [lang for lang in new.content if lang in old.content]
        return self.env.lang if self.env.lang in both else next(iter(sorted(both)), None)

    def _sentence(self, headings, each):
        """Return one difference in words: added, removed, changed from and to."""
        table = headings.table(each.table)
        place = f"{table}, {each.name}" if each.table != "controller" else table
        if not each.key:
            words = self.env._("%s: added.") if each.kind == ADDED else self.env._("%s: removed.")
            return words % place
        values = {"place": place, "column": headings.column(each.key, each.table),
                  "before": _told(headings, each, each.before),
                  "after": _told(headings, each, each.after)}
        if each.kind == ADDED:
            return self.env._("%(place)s, %(column)s: added: %(after)s.", **values)
        if each.kind == REMOVED:
            return self.env._("%(place)s, %(column)s: removed: %(before)s.", **values)
        if not (each.before or each.after):
            return self.env._("%(place)s, %(column)s: in another order.", **values)
        return self.env._("%(place)s, %(column)s: from “%(before)s” to “%(after)s”.", **values)

    # === LANGUAGES === #

    def _languages(self):
        """Return the codes of the languages to keep: those of the product that are installed."""
        installed = [code for code, _name in self.env["res.lang"].get_installed()]
        return sorted(code for code in installed if code[:2] in LANGUAGES) or installed[:1]


def _digest(content):
    """Return the SHA-256 of a content in canonical JSON, as hex."""
    return hashlib.sha256(canonical(content)).hexdigest()


def _told(headings, each, values):
    """Return what stood in a cell; of ids their number."""
    if each.key == "controllers":
        return headings.number(len(values))
    return "; ".join(str(value) for value in values)
