"""Who has received the data of one person, as far as facts and records show (Art. 15(1)(c), 19;
C-154/21).
"""

from odoo.fields import Domain
from odoo.tools import email_normalize, escape_psql

from ..companies import controller
from .inventory import Inventory

#: {fact: models of which one record of the person shows it}
SHOWN_BY = {
    "billed": ("account.move", "account.move.line", "sale.order", "pos.order"),
    "paid": ("account.payment", "account.bank.statement.line", "payment.transaction",
             "pos.payment"),
    "support": ("discuss.channel", "discuss.channel.member", "helpdesk.ticket", "project.task"),
    "mailing": ("mailing.contact", "mailing.trace", "mailing.subscription"),
    "visits": ("website.visitor", "website.track"),
    "staff": ("hr.applicant", "hr.employee", "hr.version"),
}
#: types of messages that go or come by mail
MAIL = ("email", "email_outgoing", "comment")
#: where a purchase is paid online
TRANSACTION = "payment.transaction"


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
        """Return who has received data of the person.

        :param codes: codes of the categories of data that are asked about; None: of all that
            are held
        :rtype: privacy.recipient
        """
        entries = self._entries()
        held = self._held(entries)
        facts = self._facts({entry.model for entry in entries}, held)
        asked = held if codes is None else held & set(codes)
        providers, running, disclosed = self._providers(), self._running(), self._disclosed()
        return self.of_controller().filtered(lambda each: each in disclosed or (
            asked & set(each.category_ids.mapped("code"))
            and (each.received in facts
                 or each.received == "contract" and each in running
                 or each.received == "online" and self._has_paid(each, facts, providers))))

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
            [("partner_id", "in", self._partners.ids)])

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

    def _providers(self):
        """Return the codes of the payment providers that the person has paid through; None where
        payments do not say by whom they went.
        """
        if TRANSACTION not in self.env:
            return None
        return set(self.env[TRANSACTION].search([
            ("partner_id", "child_of", self._partners.ids),
            ("state", "in", ("authorized", "done"))]).mapped("provider_code"))

    def _has_paid(self, recipient, facts, providers):
        """Whether a payment went through a provider. Where payments do not say so, whoever has
        paid may have: the condition says when (C-154/21: who cannot be told by name).
        """
        if providers is None:
            return "paid" in facts
        return bool(recipient.provider_code) and recipient.provider_code in providers

    def _disclosed(self):
        """Return those of whom a disclosure is on record."""
        return self.env["privacy.disclosure"].search([
            "|", ("partner_id", "in", self._partners.ids),
            ("contactless_id", "in", self._request.contactless_ids.ids)]).recipient_id
