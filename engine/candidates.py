"""Who a request may be from: contacts with the same address, number or name, and why each.

A name alone leads to nobody, and neither does an address that several living contacts have: then
an officer chooses, and says why (GDPR Art. 12(6); EDPB Guidelines 01/2022, 63 to 65).
"""

from odoo.tools import SQL, email_normalize, email_normalize_all

from ..core.identity import identifiers
from ..core.identity import number_formats as numbers
from .access.inventory import Inventory
from .companies import controller
from .contactless.of_address import contactless_of
from .labels import Labels

#: reasons that tell one person from another; a name does not
STRONG = frozenset(("email", "phone", "vat", "record", "portal"))
#: contacts that are shown
AT_MOST = 50


class Candidates:
    """The contacts that one request may be from."""

    def __init__(self, env, request):
        self.env, self.request = env, request

    def given(self):
        """Return {kind: values} of what the request says of the person, normalised: email,
        phone, vat, name.
        """
        request = self.request
        email = email_normalize(request.person_email or "")
        phone = identifiers.phone_number(
            request.person_phone, request.company_id.country_id.code)
        name = " ".join((request.person_name or "").lower().split())
        words = name.split()
        return {
            "email": [email] if email else [],
            "phone": [phone] if phone else [],
            "vat": sorted(identifiers.vats_in(request.text)),
            "name": sorted({name, " ".join((words[-1], *words[:-1])),
                            " ".join((*words[1:], words[0]))}) if words else [],
        }

    # === CONTACTS === #

    def match_reasons(self, *, with_records=True):
        """Return {contact id: set of why it may be}: email, phone, vat, name, record, portal.

        Two queries, and one for each row of the map that is looked along.

        :param bool with_records: look at the records of other models too
        """
        request, given = self.request.ensure_one(), self.given()
        reasons = {}
        for contact, *found in self._matching_contacts(given):
            kinds = ("email", "phone", "vat", "name")
            reasons[contact] = {kind for kind, held in zip(kinds, found, strict=True) if held}
        for contact in self._linked(given) if with_records else ():
            reasons.setdefault(contact, set()).add("record")
        if request.sudo().requester_id:
            reasons.setdefault(request.sudo().requester_id.id, set()).add("portal")
        living = self.env["res.partner"].with_context(active_test=False).search([
            ("id", "in", list(reasons)), ("privacy_anonymised_on", "=", False),
            ("company_id", "in", [False, *(controller(request.company_id) or ())])])
        return {contact: reasons[contact] for contact in living.ids}

    def _matching_contacts(self, given):
        """Return [(id, same address, same number, same VAT number, same name)]."""
        self.env.flush_all()
        digits = SQL("regexp_replace(COALESCE(phone, ''), '[^0-9]', '', 'g')")
        # however it was typed, where Odoo could not tell which country's number it is
        typed = [each for number in given["phone"] for each in numbers.phone_digits(number)]
        email, phone, vat, name = (
            # several addresses in one field all count, of which Odoo knows the first
            SQL("""COALESCE(email_normalized = ANY(%s) OR email LIKE '%%@%%@%%' AND %s &&
                   regexp_split_to_array(lower(email), '[\\s,;<>"()]+'), FALSE)""",
                given["email"], given["email"]),
            SQL("COALESCE(phone_sanitized = ANY(%s), %s = ANY(%s))", given["phone"], digits, typed),
            SQL("COALESCE(upper(regexp_replace(vat, '[^A-Za-z0-9]', '', 'g')) = ANY(%s), FALSE)",
                given["vat"]),
            SQL("COALESCE(lower(regexp_replace(btrim(name), '\\s+', ' ', 'g')) = ANY(%s), FALSE)",
                given["name"]),
        )
        return self.env.execute_query(SQL(
            """SELECT * FROM (SELECT id, %s AS email, %s AS phone, %s AS vat, %s AS name
                                FROM res_partner WHERE privacy_anonymised_on IS NULL) matching
                WHERE email OR phone OR vat OR name
                ORDER BY email DESC, phone DESC, vat DESC, id LIMIT %s""",
            email, phone, vat, name, AT_MOST))

    def _linked(self, given):
        return self._inventory().linked_contacts(*self._address(given))

    def _inventory(self):
        """Return what counts the records of the request's own controller."""
        return Inventory(self.env, controller(self.request.company_id))

    def _address(self, given):
        """Return (mail address or None, number or None)."""
        return tuple(next(iter(given[kind]), None) for kind in ("email", "phone"))

    def likeliest(self):
        """Return the contacts that this may be, those with a strong reason first.

        :rtype: res.partner
        """
        reasons = self.match_reasons(with_records=False)
        ids = sorted(reasons, key=lambda contact: (not reasons[contact] & STRONG, contact))
        return self.env["res.partner"].with_context(active_test=False).browse(ids[:AT_MOST])

    # === WITHOUT A CONTACT === #

    def contactless(self, email=None, phone=None):
        """Return who has the person's address or number and no contact.

        :param email: other than the request's, however it was typed
        :param phone: likewise
        :rtype: privacy.contactless
        """
        request = self.request
        phone = identifiers.phone_number(
            phone or request.person_phone, request.company_id.country_id.code)
        found = contactless_of(
            self.env, email_normalize_all(email or request.person_email or ""),
            [phone] if phone else [])
        ours = controller(request.company_id)
        return found.filtered(lambda subject: not subject.company_id or ours is None
                              or subject.company_id.id in ours)

    def unsettled(self):
        """Return whether somebody who may be the person was left aside without a reason: a
        contact with the same address, number or login, or records with the address.
        """
        request = self.request.sudo()
        if (request.identity_why or "").strip():
            return False
        strong = {contact for contact, kinds in self.match_reasons().items() if kinds & STRONG}
        left = self.contactless() - request.contactless_ids
        return bool(strong - set(request.partner_ids.ids) or left)

    # === DOUBT === #

    def is_ambiguous(self, partners):
        """Whether nothing but an officer's judgement says that these are the person's accounts.

        :param res.partner partners: the contacts chosen; empty where nothing is held
        """
        reasons = self.match_reasons()
        strong = {contact: kinds & STRONG for contact, kinds in reasons.items()}
        chosen = set(partners.ids)
        if not chosen:
            return any(strong.values())
        if not all(strong.get(contact) for contact in chosen):
            return True
        shared = set().union(*(strong[contact] for contact in chosen))
        holders = {contact for contact, kinds in strong.items() if kinds & shared}
        return len(holders) > 1

    def suggested(self):
        """Return the one candidate there is, where nothing speaks against it; of several none:
        an officer is asked, and nobody is guessed.
        """
        found = self.likeliest()
        return found if len(found) == 1 and not self.is_ambiguous(found) else found.browse()

    # === SHOW === #

    def table(self):
        """Return an HTML table: each candidate with why it may be and how much else is held of
        it, and what has the address and is no contact's.
        """
        reasons, labels = self.match_reasons(), self._labels()
        contacts = self.env["res.partner"].with_context(active_test=False).browse(
            sorted(reasons, key=lambda contact: (-len(reasons[contact] & STRONG), contact)))
        counts = self._inventory().counts([(contact, None, None) for contact in reasons])
        rows = []
        for contact in contacts:
            count = sum(found[contact.id][0] for entry, found in counts.items()
                        if contact.id in found and entry.model != "res.partner")
            kinds = ", ".join(labels[kind] for kind in sorted(reasons[contact.id]))
            rows.append((contact.display_name, contact.id, kinds, count))
        return Labels(self.env).table(
            (self.env._("Who"), self.env._("Contact ID"), self.env._("Why It Matches"),
             self.env._("Records")), rows + self._contactless_rows())

    def _contactless_rows(self):
        """The rows of what has the person's address or number and is no contact's."""
        labels, most = Labels(self.env), {}
        email, phone = self._address(self.given())
        if not (email or phone):
            return []
        for entry, found in self._inventory().counts([(0, email, phone)]).items():
            if 0 in found and entry.model != "res.partner":
                most[entry.model] = max(found[0][0], most.get(entry.model, 0))
        return [(labels.model(model), "", self.env._("same address or number"), count)
                for model, count in sorted(most.items())]

    def _labels(self):
        return {
            "email": self.env._("same mail address"), "phone": self.env._("same number"),
            "vat": self.env._("same VAT number"), "name": self.env._("same name"),
            "record": self.env._("a record with this address leads here"),
            "portal": self.env._("asked on the portal"),
        }
