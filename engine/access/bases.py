"""Why data of a category are held of a person: the decision table, read for one (R14)."""

from typing import Any, NamedTuple

from odoo.fields import Domain


class Basis(NamedTuple):
    """One purpose with its basis.

    :ivar categories: of the person's data, that it speaks of
    :ivar tag: the ``privacy.subject.purpose``, or None of what holds for everybody
    :ivar line: the ``privacy.purpose.line`` that holds for everybody, or None
    """

    purpose: Any
    basis: Any
    categories: Any
    tag: Any
    line: Any


class Bases:
    """Reads the tags that hold today, and what holds for everybody of whom such data are held.

    :param env: environment; everything is read as superuser
    :param company: whose register is read, beside the register of every company
    """

    def __init__(self, env, company):
        self.env = env(su=True)
        self._company = company

    def of(self, partners, contactless_ids=(), categories=None):
        """Return every :class:`Basis` of these data subjects, tags first.

        :param categories: of data that are held of them; None: none is known to be
        """
        tags = self.tags(partners.ids, contactless_ids)
        speaks_of = tags._categories()
        found = [Basis(tag.purpose_id, tag.basis_id, speaks_of[tag], tag, None) for tag in tags]
        for line in self._of_everybody():
            concerned = line._categories() & categories if categories else categories
            if concerned:
                found.append(Basis(line.purpose_id, line.basis_id, concerned, None, line))
        return found

    def tags(self, partner_ids, contactless_ids=()):
        """Return the tags of data subjects that hold today and name a basis."""
        every = self.env["privacy.subject.purpose"]
        subjects = Domain("partner_id", "in", list(partner_ids)) | Domain(
            "contactless_id", "in", list(contactless_ids))
        today = self.env["privacy.timer"]._today()
        return every.search(
            subjects & Domain("basis_id.code", "!=", "none") & every._in_force(today))

    def _of_everybody(self):
        return self.env["privacy.purpose.line"].search([
            ("situation", "=", "held"), ("purpose_id.active", "=", True),
            ("purpose_id.company_id", "in", (False, self._company.id))])
