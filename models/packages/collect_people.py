from odoo import models
from odoo.tools import SQL, email_normalize_all

from ...core.policy.coverage import PERSONAL
from ...core.requests import fields as package_fields
from ...core.requests import others
from ...engine.mentions import identities

#: who is who: the person, staff, the controller and nobody, legal persons, other people
YOU, STAFF, OURS, FIRM, OTHER = "you", "staff", "ours", "firm", "other"
PEOPLE = """SELECT partner.id, COALESCE(NULLIF(partner.complete_name, ''), partner.name) AS name,
                   CASE WHEN partner.id = ANY(%(you)s) THEN 'you'
                        WHEN EXISTS (SELECT FROM res_users staff WHERE staff.partner_id = partner.id
                                     AND (staff.share IS NOT TRUE OR staff.id = 1)) THEN 'staff'
                        WHEN EXISTS (SELECT FROM res_company own WHERE own.partner_id = partner.id)
                             OR partner.id = ANY(%(nobody)s) THEN 'ours'
                        WHEN partner.is_company OR partner.privacy_anonymised_on IS NOT NULL
                        THEN 'firm' ELSE 'other' END AS who
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
#: {model: field that says who wrote it}, and the fields that hold the words
WRITERS = {"mail.message": "author_id", "mail.scheduled.message": "author_id",
           "rating.rating": "partner_id", "mail.mail": "author_id"}
WORDS = ("subject", "body", "body_html", "description", "feedback", "body_content")
#: models whose headers name everybody that a mail went to
MAILS = ("mail.message", "mail.mail", "mail.scheduled.message", "mail.group.message")


class PrivacyCollect(models.AbstractModel):
    """Who the people are that a person's records lead to, and what identifies each (Art. 15(4))."""

    _inherit = "privacy.collect"

    # === WHO IS WHO === #

    def _people(self, accounts, linked):
        """Return {contact id: (who, name)} of everybody in or around the records.

        :param res.partner accounts: the person's
        :param linked: what :meth:`_linked` returns
        """
        users = self._users(linked.get("res.users", ()))
        around = {partner for (partner,) in self.env.execute_query(SQL(" UNION ").join(
            [SQL(text) for text in AROUND.values()] + self._party_selects()))}
        ids = {*linked.get("res.partner", ()), *users.values(), *around, *accounts.ids} - {None}
        nobody = self.env.ref("base.public_partner", raise_if_not_found=False)
        rows = self.env.execute_query(SQL(
            PEOPLE, you=accounts.ids, nobody=nobody.ids if nobody else [], ids=sorted(ids)))
        return {partner: (who, name or "") for partner, name, who in rows}

    def _users(self, ids):
        """Return {user id: contact id}."""
        return dict(self.env.execute_query(SQL(
            "SELECT id, partner_id FROM res_users WHERE id = ANY(%s)", sorted(ids))))

    def _party_selects(self):
        """Return SQL of the other parties that the map names, of the entries that found some."""
        held = {entry for (entry,) in self.env.execute_query(SQL(
            "SELECT DISTINCT entry FROM privacy_plan WHERE entry IS NOT NULL"))}
        rows = self.env["privacy.map"].sudo().browse(sorted(held)).filtered("party_paths")
        return [SQL("SELECT party FROM (%s) named WHERE party IS NOT NULL", row._parties_sql())
                for row in rows]

    # === WHAT IDENTIFIES THEM === #

    def _others(self, records, people):
        """Return what takes the others out of texts, and a function that knows addresses.

        :rtype: (Others, function of a mail address)
        """
        of = {kind: {partner for partner, (who, _name) in people.items() if who == kind}
              for kind in (YOU, STAFF, OURS, FIRM, OTHER)}
        companies = {partner for (partner,) in self.env.execute_query(
            SQL("SELECT partner_id FROM res_company"))}
        known = self._identities(of[YOU] | of[OURS] | companies)
        theirs, staff = self._identities(of[OTHER]), self._identities(of[STAFF])
        stay = [each for identifiers in known.values() for each in identifiers]
        # where a record is the person's by its own link, what it says of an address is theirs
        stay += [each for record in records if record["model"] in WRITERS
                 and self._writer(record, people) == YOU
                 for each in others.identifiers_of_strangers(
                     [("", record["values"].get("email_from"))])]
        firms = self._identities(of[FIRM])
        knows = self._knows([*stay, *sum(map(list, firms.values()), []),
                             *sum(map(list, staff.values()), [])])
        strangers = [pair for record in records if record["model"] in MAILS
                     for name in package_fields.HEADERS & record["values"].keys()
                     for pair in others.strangers_in(record["values"][name], knows)]
        strangers = others.identifiers_of_strangers(strangers) + self._of_foreign(records, people)
        return others.Others(theirs, staff, stay, strangers), knows

    def _identities(self, ids):
        return identities(self.env, SQL("SELECT unnest(%s::int[])", sorted(ids))) if ids else {}

    def _knows(self, identifiers):
        """Return the function that says whether an address is one of the known, or ours."""
        addresses = {each.value for each in identifiers if each.kind == "email"}
        domains = {name for (name,) in self.env.execute_query(
            SQL("SELECT name FROM mail_alias_domain"))}
        return lambda address: (address in addresses
                                or address.rpartition("@")[2] in domains)

    # === WHOSE WORDS === #

    def _writer(self, record, people):
        """Return who wrote a record: one of the kinds above, or None where nobody says so."""
        partner = record["values"].get(WRITERS.get(record["model"]))
        return people.get(partner, (None,))[0] if partner else None

    def _withheld(self, record, people, knows):
        """Whether a record holds the words of another living person who is not of the staff."""
        if record["model"] not in WRITERS:
            return False
        writer, values = self._writer(record, people), record["values"]
        if writer:
            return writer == OTHER
        senders = email_normalize_all(values.get("email_from") or "")
        return bool(senders) and not any(map(knows, senders))

    def _foreign(self, record, people):
        """Whether what a record says of names and addresses is another person's: it is theirs by
        its main link.
        """
        model, values = self.env[record["model"]], record["values"]
        field = model._fields.get("partner_id")
        return (field is not None and field.comodel_name == "res.partner"
                and record["model"] not in WRITERS
                and people.get(values.get("partner_id"), (None,))[0] == OTHER)

    def _personal(self, record):
        """Return the fields of a record that hold a name or an address."""
        model = self.env[record["model"]]
        return [name for name in record["values"] if PERSONAL.search(name)
                and model._fields[name].type in ("char", "text", "html")]

    def _of_foreign(self, records, people):
        """Return what identifies the people whose records these are, as the records say it."""
        found = []
        for record in records:
            if self._foreign(record, people):
                values = record["values"]
                found += [each for name in self._personal(record)
                          for each in others.identifiers_of_strangers(
                              [(values[name], values[name])])]
        return found
