"""Which records that no contact has are the person's, as an identity is confirmed (R0)."""

from odoo.tools import email_normalize

from ...core.identity import identifiers
from ..access.inventory import Inventory
from ..accounts import addresses_of
from ..candidates import Candidates
from ..companies import controller


def certain(subjects):
    """Return those that an address of one name says are the person's. A number that somebody
    typed proves nothing, and of an address that many share an officer says whose it is.

    :param privacy.contactless subjects: who has the address or the number
    """
    return subjects.filtered(lambda subject: subject.kind == "email" and not subject.many_names)


class WithoutContact:
    """The subjects without a contact of one request."""

    def __init__(self, env, request):
        self.env, self.request = env, request

    def found(self, given):
        """Return the subjects under the address and the number that are confirmed.

        :param Statement given: who it is, as it is stated
        """
        request = self.request
        return Candidates(self.env, request).contactless(
            given.person.get("person_email", request.person_email),
            given.person.get("person_phone", request.person_phone))

    def chosen(self, given):
        """Return those that are the person's: what an officer chose, or what is certain."""
        return certain(self.found(given)) if given.contactless is None else given.contactless

    def left_out(self, given):
        """Return those that are not taken along."""
        return self.found(given) - self.chosen(given)


def leads_further(env, partner):
    """Whether a number or a further address of the contact leads to records that nothing else
    ties to it: anybody may type one in the portal, and only an officer can say whose they are.

    :param res.partner partner: of a login
    """
    inventory, unproven = Inventory(env), addresses_of(partner)
    unproven.discard(partner.email_normalized)
    linked = inventory.counts([(partner.id, None, None)]) if unproven else {}
    own = {entry.model: set() for entry in linked}
    for entry, found in linked.items():
        own[entry.model].update(found[partner.id][1])
    return any(
        count > len(ids) or not set(ids) <= own.get(entry.model, set())
        for address in unproven
        for entry, found in inventory.counts([
            (0, address, None) if "@" in address else (0, None, address)]).items()
        if entry.model != "res.partner" and entry.act in ("erase", "mask")
        for count, ids in found.values())


def numbers_of(env, request):
    """Return the numbers in the records that have the address of a request's person and no
    contact, and the one that the request names.

    :param privacy.request request: one
    :rtype: set of str, as ``+32470123456``
    """
    request, env = request.sudo(), env(su=True)
    found = {request.person_phone}
    columns = {}
    for row in env["privacy.map"].search([("match", "=", "phone")])._readable():
        if "." not in row.path:
            columns.setdefault(row.model_name, set()).add(row.path)
    address = email_normalize(request.person_email or "")
    if request.contactless_ids and address:
        for entry, held in Inventory(env, controller(request.company_id)).counts(
                [(0, address, None)]).items():
            records = env[entry.model].browse(held[0][1])
            for name in columns.get(entry.model, ()):
                found.update(records.mapped(name))
    country = request.company_id.country_id.code
    return {number for text in found if text
            and (number := identifiers.phone_number(text, country))}
