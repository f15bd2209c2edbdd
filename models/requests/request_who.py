from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, email_normalize

from ...core.identity import identifiers
from ...core.identity import number_formats as numbers
from ...engine.access.inventory import Inventory
from ...engine.labels import Labels

#: ties that tell one person from another; a name does not
STRONG = frozenset(("email", "phone", "vat", "record", "portal"))
#: contacts that are shown
SHOWN = 50


class PrivacyRequest(models.Model):
    """Who is it: contacts with the same address, number or name, and what ties each of them.

    A name alone leads to nobody, and neither does an address that several living contacts have:
    then an officer chooses, and says why (Art. 12(6); EDPB Guidelines 01/2022, 63 to 65).
    """

    _inherit = "privacy.request"

    identity_why = fields.Text(
        string="Why These Accounts", readonly=True, copy=False,
        help="What told this person from others with the same name, address or number.")
    candidate_table = fields.Html(
        string="What Ties Them", compute="_compute_candidate_table", sanitize=False)

    # === WHAT THE PERSON GAVE === #

    def _given(self):
        """Return {kind: values} of what the request says of the person, normalised."""
        self.ensure_one()
        country = self.company_id.country_id.code
        email = email_normalize(self.person_email or "")
        phone = identifiers.phone_number(self.person_phone, country)
        name = " ".join((self.person_name or "").lower().split())
        words = name.split()
        return {
            "email": [email] if email else [],
            "phone": [phone] if phone else [],
            "vat": sorted(identifiers.vats_in(self.text)),
            "name": sorted({name, " ".join((words[-1], *words[:-1])),
                            " ".join((*words[1:], words[0]))}) if words else [],
        }

    # === CONTACTS === #

    def _ties(self, deep=True):
        """Return {contact id: set of what ties it}: email, phone, vat, name, record, portal.

        Two queries, and one for each row of the map that is looked along.

        :param bool deep: look at the records of other models too
        """
        self.ensure_one()
        given = self._given()
        ties = {}
        for contact, *found in self._tied_contacts(given):
            kinds = ("email", "phone", "vat", "name")
            ties[contact] = {kind for kind, held in zip(kinds, found, strict=True) if held}
        linked = self._linked_contacts(given) if deep else ()
        for contact in linked:
            ties.setdefault(contact, set()).add("record")
        if "requester_id" in self._fields and self.sudo().requester_id:
            ties.setdefault(self.sudo().requester_id.id, set()).add("portal")
        living = self.env["res.partner"].with_context(active_test=False).search([
            ("id", "in", list(ties)), ("privacy_anonymised_on", "=", False),
            ("company_id", "in", (False, self.company_id.id))])
        return {contact: ties[contact] for contact in living.ids}

    def _tied_contacts(self, given):
        """Return [(id, same address, same number, same VAT number, same name)]."""
        self.env.flush_all()
        digits = SQL("regexp_replace(COALESCE(phone, ''), '[^0-9]', '', 'g')")
        # however it was typed, where Odoo could not tell which country's number it is
        typed = [said for number in given["phone"] for said in numbers.phone_digits(number)]
        columns = (
            SQL("COALESCE(email_normalized = ANY(%s), FALSE)", given["email"]),
            SQL("COALESCE(phone_sanitized = ANY(%s), %s = ANY(%s))", given["phone"], digits, typed),
            SQL("COALESCE(upper(regexp_replace(vat, '[^A-Za-z0-9]', '', 'g')) = ANY(%s), FALSE)",
                given["vat"]),
            SQL("COALESCE(lower(regexp_replace(btrim(name), '\\s+', ' ', 'g')) = ANY(%s), FALSE)",
                given["name"]),
        )
        email, phone, vat, name = columns
        return self.env.execute_query(SQL(
            """SELECT * FROM (SELECT id, %s AS email, %s AS phone, %s AS vat, %s AS name
                                FROM res_partner WHERE privacy_anonymised_on IS NULL) tied
                WHERE email OR phone OR vat OR name
                ORDER BY email DESC, phone DESC, vat DESC, id LIMIT %s""",
            email, phone, vat, name, SHOWN))

    # === RECORDS === #

    def _nameless(self, given):
        """Return what of other models has the person's address or number."""
        email, phone = (next(iter(given[kind]), None) for kind in ("email", "phone"))
        if not (email or phone):
            return {}
        held = Inventory(self.env).counts([(0, email, phone)])
        return {entry: found[0] for entry, found in held.items() if 0 in found}

    def _linked_contacts(self, given):
        return Inventory(self.env).linked_contacts(
            *(next(iter(given[kind]), None) for kind in ("email", "phone")))

    # === DOUBT === #

    def _doubtful(self, partners):
        """Whether nothing but an officer's judgement says that these are the person's accounts.

        :param res.partner partners: the contacts chosen; empty where nothing is held
        """
        ties = self._ties()
        strong = {contact: kinds & STRONG for contact, kinds in ties.items()}
        chosen = set(partners.ids)
        if not chosen:
            return any(strong.values())
        if any("portal" in strong.get(contact, ()) for contact in chosen) and len(chosen) == 1:
            return False
        if not all(strong.get(contact) for contact in chosen):
            return True
        told = set().union(*(strong[contact] for contact in chosen))
        holders = {contact for contact, kinds in strong.items() if kinds & told}
        return len(holders) > 1

    def _suggested(self):
        """Return the one candidate there is, where nothing speaks against it; of several none:
        an officer is asked, and nobody is guessed.
        """
        found = self._candidates()
        return found if len(found) == 1 and not self._doubtful(found) else found.browse()

    def _confirm_identity(self, partners, method, doubt=False, why=False, **given):
        """Ask, never guess: an ambiguous match needs the officer's reasons.

        :param str why: what tells this person from others with the same tie
        """
        if self._doubtful(partners) and not (why or "").strip():
            raise UserError(self.env._(
                "This is ambiguous: a name alone, or several contacts with the same address or "
                "number. Choose, and say what tells this person from the others."))
        done = super()._confirm_identity(partners, method, doubt, **given)
        self.sudo().identity_why = why or False
        return done

    def _candidates(self):
        """Return the contacts that this may be, those with the strongest tie first."""
        ties = self._ties(deep=False)
        ids = sorted(ties, key=lambda contact: (not ties[contact] & STRONG, contact))
        return self.env["res.partner"].with_context(active_test=False).browse(ids[:SHOWN])

    # === SHOW === #

    @api.model
    def _tie_words(self):
        return {
            "email": self.env._("same mail address"), "phone": self.env._("same number"),
            "vat": self.env._("same VAT number"), "name": self.env._("same name"),
            "record": self.env._("a record with this address leads here"),
            "portal": self.env._("asked on the portal"),
        }

    @api.depends("person_email", "person_phone", "person_name")
    @api.depends_context("lang")
    def _compute_candidate_table(self):
        for request in self:
            request.candidate_table = request._origin and request._candidate_table()

    def _candidate_table(self):
        """Return each candidate with what ties it and how much else is held of it, and what has
        the address and is no contact's.
        """
        words, ties = self._tie_words(), self._ties()
        contacts = self.env["res.partner"].with_context(active_test=False).browse(
            sorted(ties, key=lambda contact: (-len(ties[contact] & STRONG), contact)))
        held = Inventory(self.env).counts([(contact, None, None) for contact in ties])
        rows = []
        for contact in contacts:
            count = sum(found[contact.id][0] for entry, found in held.items()
                        if contact.id in found and entry.model != "res.partner")
            kinds = ", ".join(words[kind] for kind in sorted(ties[contact.id]))
            rows.append((contact.display_name, contact.id, kinds, count))
        labels = Labels(self.env)
        loose = {}
        for entry, (count, _ids) in self._nameless(self._given()).items():
            if entry.model != "res.partner":
                loose[entry.model] = max(count, loose.get(entry.model, 0))
        rows += [(labels.model(model), "", self.env._("same address or number"), count)
                 for model, count in sorted(loose.items())]
        return labels.table(
            (self.env._("Who"), self.env._("Contact ID"), self.env._("What Ties It"),
             self.env._("Records")), rows)
