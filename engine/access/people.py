"""Who the people are that a person's records lead to, and what identifies each (Art. 15(4))."""

from odoo.tools import SQL, email_normalize_all

from ...core.policy.coverage import PERSONAL
from ...core.requests import fields as package_fields
from ...core.requests import others
from ..contactless import of_plan
from ..mentions import identities

#: roles: the person, staff, the controller and nobody, legal persons, other people
YOU, STAFF, OURS, FIRM, OTHER = "you", "staff", "ours", "firm", "other"
#: who a record comes from, by the role of who wrote or made it; every other role is ``other``
ORIGINS = {YOU: "you", STAFF: "us", OURS: "us"}
ROLES = """SELECT partner.id, COALESCE(NULLIF(partner.complete_name, ''), partner.name) AS name,
                  CASE WHEN partner.id = ANY(%(you)s) THEN 'you'
                       WHEN EXISTS (SELECT FROM res_users staff WHERE staff.partner_id = partner.id
                                    AND (staff.share IS NOT TRUE OR staff.id = 1)) THEN 'staff'
                       WHEN EXISTS (SELECT FROM res_company own WHERE own.partner_id = partner.id)
                            OR partner.id = ANY(%(nobody)s) THEN 'ours'
                       WHEN partner.is_company OR partner.privacy_anonymised_on IS NOT NULL
                       THEN 'firm' ELSE 'other' END AS role
             FROM res_partner partner WHERE partner.id = ANY(%(ids)s)"""
#: people around the records that were found, though no field of these names them
AROUND = {
    "mail.followers": """SELECT f.partner_id FROM mail_followers f
                           JOIN privacy_plan plan ON (plan.model, plan.record)
                                = (f.res_model, f.res_id)""",
    "mail.message": """SELECT beside.author_id FROM mail_message m
                         JOIN privacy_plan plan ON plan.model = 'mail.message'
                              AND plan.record = m.id
                         JOIN mail_message beside ON (beside.model, beside.res_id)
                              = (m.model, m.res_id)
                        WHERE beside.author_id IS NOT NULL""",
    "discuss.channel.member": """SELECT member.partner_id FROM discuss_channel_member member
                         JOIN mail_message m ON m.model = 'discuss.channel'
                              AND m.res_id = member.channel_id
                         JOIN privacy_plan plan ON plan.model = 'mail.message'
                              AND plan.record = m.id
                        WHERE member.partner_id IS NOT NULL""",
}
#: {model: field that says who wrote a record}
WRITERS = {"mail.message": "author_id", "mail.scheduled.message": "author_id",
           "rating.rating": "partner_id", "mail.mail": "author_id"}
#: models whose headers name everybody that a mail went to
MAILS = ("mail.message", "mail.mail", "mail.scheduled.message", "mail.group.message")


class People:
    """Who is who in and around the records of one person.

    :param plan: :class:`~..plan.Plan` that the records were located in
    :param res.partner accounts: the person's own contacts
    :param records: :class:`~.reader.Record` of each record that was read; who each comes from is
        noted on it
    :param dict linked: {model: ids} that the records and their files lead to
    """

    def __init__(self, plan, accounts, records, linked):
        self.env = plan.env
        self._contacts = self._contacts_of_users(linked.get("res.users", ()))
        self._roles = self._read_roles(accounts, linked.get("res.partner", ()))
        self._read_identities(records)
        for record in records:
            self._classify(record)

    # === WHO IS WHO === #

    def role(self, partner):
        """Return the role of a contact; what nobody stands for is ours."""
        return self._roles.get(partner, (OURS, ""))[0]

    def name(self, partner):
        """Return the name of a contact."""
        return self._roles.get(partner, (OURS, ""))[1]

    def user_role(self, user):
        """Return the role of a user."""
        return self.role(self._contacts.get(user))

    def contact(self, comodel, number):
        """Return the contact that a link leads to, 0 where it is gone; None where it is no person.
        """
        if comodel == "res.users":
            return self._contacts.get(number) or 0
        return number if comodel == "res.partner" else None

    def _contacts_of_users(self, ids):
        """Return {user id: contact id}."""
        return dict(self.env.execute_query(SQL(
            "SELECT id, partner_id FROM res_users WHERE id = ANY(%s)", sorted(ids))))

    def _read_roles(self, accounts, linked):
        """Return {contact id: (role, name)} of everybody in or around the records."""
        around = {partner for (partner,) in self.env.execute_query(SQL(" UNION ").join(
            [SQL(text) for text in AROUND.values()] + self._party_selects()))}
        ids = {*linked, *self._contacts.values(), *around, *accounts.ids} - {None}
        nobody = self.env.ref("base.public_partner", raise_if_not_found=False)
        rows = self.env.execute_query(SQL(
            ROLES, you=accounts.ids, nobody=nobody.ids if nobody else [], ids=sorted(ids)))
        return {partner: (role, name or "") for partner, name, role in rows}

    def _party_selects(self):
        """Return SQL of the other parties that the map names, of the entries that found some."""
        found = {entry for (entry,) in self.env.execute_query(SQL(
            "SELECT DISTINCT entry FROM privacy_plan WHERE entry IS NOT NULL"))}
        rows = self.env["privacy.map"].sudo().browse(sorted(found)).filtered("party_paths")
        return [SQL("SELECT party FROM (%s) named WHERE party IS NOT NULL", row._parties_sql())
                for row in rows]

    # === WHAT IDENTIFIES THEM === #

    def _read_identities(self, records):
        """Set ``others``, which takes the others out of texts, and ``knows``, a function that
        says whether a mail address is somebody's who is known.
        """
        of = {kind: {partner for partner, (role, _name) in self._roles.items() if role == kind}
              for kind in (YOU, STAFF, OURS, FIRM, OTHER)}
        companies = {partner for (partner,) in self.env.execute_query(
            SQL("SELECT partner_id FROM res_company"))}
        known = {**self._identities(of[YOU] | of[OURS] | companies),
                 **of_plan.identities(self.env)}
        theirs, staff = self._identities(of[OTHER]), self._identities(of[STAFF])
        stay = [each for identifiers in known.values() for each in identifiers]
        # where a record is the person's by its own link, what it says of an address is theirs
        stay += [each for record in records
                 if record.model in WRITERS and self._writer(record) == YOU
                 for each in others.identifiers_of_strangers(
                     [("", record.values.get("email_from"))])]
        stay += others.identifiers_of_strangers(("", each) for each in self._own_addresses())
        firms = self._identities(of[FIRM])
        self.knows = self._knower([*stay, *sum(map(list, firms.values()), []),
                                   *sum(map(list, staff.values()), [])])
        self.others = others.Others(theirs, staff, stay, self._strangers(records))

    def _own_addresses(self):
        """Return where people write to the controllers of this database."""
        return [address for (address,) in self.env.execute_query(SQL(
            "SELECT privacy_email FROM res_company WHERE privacy_email IS NOT NULL"))]

    def _identities(self, ids):
        return identities(self.env, SQL("SELECT unnest(%s::int[])", sorted(ids))) if ids else {}

    def _knower(self, identifiers):
        """Return the function that says whether an address is one of the known, or ours."""
        addresses = {each.value for each in identifiers if each.kind == "email"}
        domains = {name for (name,) in self.env.execute_query(
            SQL("SELECT name FROM mail_alias_domain"))}
        return lambda address: (address in addresses
                                or address.rpartition("@")[2] in domains)

    def _strangers(self, records):
        """Return the identifiers of people whom no contact stands for, or whose records these
        are, as headers and fields say them.
        """
        pairs = [pair for record in records if record.model in MAILS
                 for name in package_fields.HEADERS & record.values.keys()
                 for pair in others.strangers_in(record.values[name], self.knows)]
        values = [record.values[name] for record in records if self._is_foreign(record)
                  for name in self._personal(record)]
        return [*others.identifiers_of_strangers(pairs),
                *others.identifiers_of_strangers((value, value) for value in values)]

    # === WHOSE RECORDS === #

    def _classify(self, record):
        """Note on a record who it comes from, and what in it is another person's.

        A company's words are no person's.
        """
        record.foreign = self._personal(record) if self._is_foreign(record) else ()
        if self._is_withheld(record):
            record.origin, record.withheld = "other", True
            return
        writer = self._writer(record) or self.user_role(record.made_by)
        record.origin = ORIGINS.get(writer, "other")
        record.withheld = writer == OTHER

    def _writer(self, record):
        """Return the role of who wrote a record; None where nobody says so."""
        partner = record.values.get(WRITERS.get(record.model))
        return self._roles.get(partner, (None,))[0] if partner else None

    def _is_withheld(self, record):
        """Whether a record holds the words of another living person who is not of the staff."""
        if record.model not in WRITERS:
            return False
        writer = self._writer(record)
        if writer:
            return writer == OTHER
        senders = email_normalize_all(record.values.get("email_from") or "")
        return bool(senders) and not any(map(self.knows, senders))

    def _is_foreign(self, record):
        """Whether what a record says of names and addresses is another person's: it is theirs by
        its main link.
        """
        field = self.env[record.model]._fields.get("partner_id")
        return (field is not None and field.comodel_name == "res.partner"
                and record.model not in WRITERS
                and self._roles.get(record.values.get("partner_id"), (None,))[0] == OTHER)

    def _personal(self, record):
        """Return the fields of a record that hold a name or an address."""
        model = self.env[record.model]
        return [name for name in record.values if PERSONAL.search(name)
                and model._fields[name].type in ("char", "text", "html")]
