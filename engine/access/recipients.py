"""Who has received the data of one person: who is on record, and who may have where nothing shows
it (Art. 15(1)(c), 19; C-154/21).
"""

from datetime import date
from typing import NamedTuple

from odoo.fields import Domain
from odoo.tools import SQL, email_normalize, escape_psql

from ..clocks.marks import root_of
from ..companies import controller
from ..days import long_day
from ..disclosures.of_run import MAIL, SHOWN_BY, TRANSACTION
from ..disclosures.refresh import Disclosures
from .inventory import Inventory


class Received(NamedTuple):
    """One recipient of the data of a person.

    :ivar privacy.recipient recipient: who
    :ivar bool certain: it has received them; otherwise it may have
    :ivar privacy.category categories: which data; empty where a report does not say
    :ivar last: the last day that is on record, or None
    """

    recipient: object
    certain: bool
    categories: object
    last: date | None


class Recipients:
    """The recipients of the data of one request's person.

    :param env: environment; everything is read as superuser
    :param privacy.request request: one, whose identity holds
    """

    def __init__(self, env, request):
        self.env = env(su=True)
        self._request = request.with_env(self.env)
        self._partners = self._request.partner_ids

    def of_person(self, codes=None):
        """Return who has received data of the person, or may have; see :meth:`received`.

        :rtype: privacy.recipient
        """
        return self.env["privacy.recipient"].union(
            *(each.recipient for each in self.received(codes)))

    def received(self, codes=None):
        """Return who has received data of the person, or may have: who is on record first.

        :param codes: codes of the categories of data that are asked about; None: of all that
            are held
        :return: list of :class:`Received`
        """
        on_record = self._on_record(codes)
        known = self.env["privacy.recipient"].union(*(each.recipient for each in on_record))
        return [*on_record, *self._presumed(codes, known)]

    def _presumed(self, codes, known):
        """Return who may have received data of the person, where nothing says so."""
        entries = self._entries()
        held = self._held(entries)
        facts = self._facts({entry.model for entry in entries}, held)
        asked, running = held if codes is None else held & set(codes), self._running()
        found = (self.of_controller() - known).filtered(
            lambda each: asked & set(each.category_ids.mapped("code"))
            and (each.received in facts
                 or each.received == "contract" and each in running
                 or each.received == "online" and self._may_have_paid(facts)))
        return [Received(each, False, each.category_ids.filtered(
            lambda category: category.code in asked), None) for each in found]

    def remembered(self, codes=None):
        """Return :meth:`received` as plain values: for when what shows it is gone.

        :return: list of {recipient, certain, categories, last}: ids, and a day as ISO has it
        """
        return [{"recipient": each.recipient.id, "certain": each.certain,
                 "categories": each.categories.ids,
                 "last": each.last.isoformat() if each.last else None}
                for each in self.received(codes)]

    def categories(self):
        """Return the categories of the data that are held of the person.

        :rtype: privacy.category
        """
        return self.env["privacy.category"].search(
            [("code", "in", sorted(self._held(self._entries())))])

    def _entries(self):
        return Inventory(self.env, controller(self._request.company_id)).counts(self._subjects())

    def _held(self, entries):
        """Return the codes of the categories of what is held."""
        return {entry.category for entry in entries}.union(
            *(consent.purpose_id.category_ids.mapped("code") for consent in self._consents()))

    def of_controller(self):
        """Return the recipients of the controller's data."""
        return self.env["privacy.recipient"].search(
            [("company_id", "in", (False, self._request.company_id.id))])

    def of_marketing(self, purposes=None):
        """Return who receives data for direct marketing: whether it has the person's address it
        alone knows, so all of them are told to stop.

        :param privacy.purpose purposes: others whose recipients are told as well
        """
        marketing = self.env["privacy.purpose"].search([
            ("company_id", "in", (False, self._request.company_id.id)),
            ("category_ids.code", "=", "marketing"), ("code", "!=", "claims")])
        of_purposes = (marketing.recipient_ids.filtered(
            lambda each: "marketing" in each.category_ids.mapped("code"))
            | (purposes or marketing.browse()).with_env(self.env).recipient_ids)
        return of_purposes & self.of_controller()

    # === FACTS === #

    def _subjects(self):
        subjects = [(partner.id, partner.email_normalized or None, partner.phone_sanitized or None)
                    for partner in self._partners]
        contactless = self._request.contactless_ids.filtered(lambda each: not each.erased_on)
        address = email_normalize(self._request.person_email or "")
        if contactless and address:
            subjects.append((0, address, None))
        return subjects

    def _facts(self, models, held):
        """Return the codes of what is known of the person."""
        facts = {"held"} | {fact for fact, names in SHOWN_BY.items() if models & set(names)}
        if "support" in held:
            facts.add("support")
        if "cookies" in held:
            facts.add("visits")
        if "marketing" in {code for consent in self._consents()
                           for code in consent.purpose_id.category_ids.mapped("code")}:
            facts.add("mailing")
        if self._has_mailed():
            facts.add("mail")
        return facts

    def _consents(self):
        return self.env["privacy.consent.record"].search(
            [("partner_id", "in", self._partners.ids), ("state", "!=", "pending")])

    def _has_mailed(self):
        """Whether somebody wrote to the person, or the person to us; what Odoo notes by itself is
        no mail.
        """
        ids = self._partners.ids
        of_person = Domain("author_id", "in", ids) | Domain("partner_ids", "in", ids) | (
            Domain("model", "=", "res.partner") & Domain("res_id", "in", ids))
        address = email_normalize(self._request.person_email or "")
        if self._request.contactless_ids and address:
            # as it stands alone, or behind a name: an address that only ends alike is another's
            exact = escape_psql(address)
            of_person |= Domain("email_from", "=ilike", exact) | Domain(
                "email_from", "=ilike", f"%<{exact}>")
        return bool(self.env["mail.message"].search_count(
            of_person & Domain("message_type", "in", MAIL)
            & Domain("model", "!=", self._request._name), limit=1))

    def _running(self):
        """Return the recipients for the purposes of a contract that is running."""
        every, today = self.env["privacy.subject.purpose"], self.env["privacy.timer"]._today()
        tags = every.search(Domain("partner_id", "in", self._partners.ids)
                            & Domain("situation", "=", "running") & every._in_force(today))
        return tags.purpose_id.recipient_ids

    def _may_have_paid(self, facts):
        """Whether the person may have paid through a provider: where payments say by whom they
        went, they are on record, and nobody else has received them.
        """
        return TRANSACTION not in self.env and "paid" in facts

    # === WHAT IS ON RECORD === #

    def _on_record(self, codes):
        """Return the recipients of whom a disclosure is on record, as the records show it now.

        Who is archived in the register has received the data all the same.
        """
        Disclosures(self.env).refresh_people(self._partners, self._request.contactless_ids)
        company, found = self._request.company_id, {}
        for each in self.env["privacy.disclosure"].search([
                "|", ("partner_id", "in", self._roots()),
                ("contactless_id", "in", self._request.contactless_ids.ids),
                ("company_id", "in", (False, company.id))]):
            if codes is None or not each.category_id or each.category_id.code in codes:
                rows = found.get(each.recipient_id, each.browse())
                found[each.recipient_id] = rows | each
        return [Received(recipient, any(row.known != "presumed" for row in rows),
                         rows.category_id, max(rows.mapped("date")))
                for recipient, rows in sorted(found.items(), key=lambda one: _place(one[0]))]

    def _roots(self):
        """Return the ids of the person's contacts: what is known of an address is its contact's."""
        rows = self.env.execute_query(SQL(
            "SELECT %s FROM res_partner p WHERE p.id = ANY(%s)",
            root_of(SQL("p")), self._partners.ids))
        return [*self._partners.ids, *(root for (root,) in rows)]


def received_words(env, each):
    """Return what a recipient has received, or may have, as a sentence in the language of ``env``.

    :param Received each: which
    """
    data = ", ".join(each.categories.with_env(env).mapped("name")) or env._("data of yours")
    if not each.certain:
        return env._("May have received: %s.", data)
    if not each.last:
        return env._("Has received: %s.", data)
    return env._("Has received: %(data)s; last on %(day)s.", data=data,
                 day=long_day(env, each.last))


def _place(recipient):
    """Return where a recipient stands in the register."""
    return recipient.group, recipient.sequence, recipient.id
