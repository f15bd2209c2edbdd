"""The archive: contacts past active use that a legal duty alone keeps, and who reads them.

CNIL: active base, intermediate archive, erased. A contact in the archive is readable to named
roles, for a while and for a reason that is on record; to everybody else it is its name on the
documents there are, as under restriction. Which contacts those are is ``phases.py``.
"""

from datetime import timedelta

from odoo import SUPERUSER_ID, fields
from odoo.exceptions import AccessError, RedirectWarning
from odoo.tools import SQL

from ...const import ARCHIVE, AUDITOR, MODULE, OFFICER, USER

#: who finds a contact of the archive, and reads it for a reason
READERS = f"{USER},{AUDITOR},{ARCHIVE}"
#: who uses one in a new document, edits it, and brings it back
USERS = f"{OFFICER},{ARCHIVE}"
#: how long a contact stays open to whoever gave a reason
HOURS = 8
#: for what contacts are asked: to find them, to read what they say, to use them
FIND, READ, CHOOSE, WRITE = "find", "read", "choose", "write"


class Archive:
    """Contacts of the archive, as the acting person may use them."""

    def __init__(self, env):
        self.env = env

    # === WHO READS IT === #

    def is_reader(self):
        """Whether the acting person has a role that reads the archive."""
        return self.env.uid == SUPERUSER_ID or self.env.user.has_groups(READERS)

    def is_user(self):
        """Whether the acting person brings contacts back from the archive."""
        return self.env.uid == SUPERUSER_ID or self.env.user.has_groups(USERS)

    def closed(self, operation, own):
        """Return what of the archive is closed to the acting person; None where nothing is.

        :param str operation: ``find``, ``read``, ``choose`` or ``write``
        :param own: ids of contacts that are the acting person's own
        """
        # whoever edits reads
        role = self.is_reader if operation in (FIND, READ) else self.is_user
        if operation in (FIND, CHOOSE) and role():
            return None
        return None if self.env.uid == SUPERUSER_ID else Closed(self.env, own, opens=role())

    def check_reader(self):
        """Refuse whoever has no such role."""
        if not (self.env.su or self.is_reader()):
            raise AccessError(self.env._("Only named roles read the archive."))

    def check_user(self):
        """Refuse whoever may not bring a contact back."""
        if not (self.env.su or self.is_user()):
            raise AccessError(self.env._(
                "A privacy officer, or whoever reads the archive, brings contacts back from it."))

    # === WHO IS IN IT === #

    def since(self, ids):
        """Return {contact id: day} of those of these ids that are in the archive."""
        return dict(self.env.execute_query(SQL(
            """SELECT partner_id, since FROM privacy_archived
                WHERE partner_id = ANY(%s) AND back_until IS NULL""", list(ids))))

    def addresses(self, kind, addresses):
        """Return {address: contact id} of those of these that are in the archive with an address
        which no contact outside it has.

        :param str kind: ``emails`` or ``phones``
        """
        column = SQL.identifier("email_normalized" if kind == "emails" else "phone_sanitized")
        self.env["res.partner"].flush_model(["email_normalized", "phone_sanitized", "active"])
        return dict(self.env.execute_query(SQL(
            """SELECT partner.%(column)s, min(partner.id)
                 FROM res_partner partner
                 LEFT JOIN privacy_archived archived ON archived.partner_id = partner.id
                  AND archived.back_until IS NULL
                WHERE partner.%(column)s = ANY(%(addresses)s)
                  AND (partner.active OR archived.id IS NOT NULL)
                GROUP BY 1 HAVING bool_and(archived.id IS NOT NULL)""",
            column=column, addresses=list(addresses))))

    # === REFUSALS === #

    def refusal(self, ids):
        """Return the error that names contacts of the archive by their ids, and says whom to ask
        or where to give a reason.
        """
        ids = ", ".join(map(str, sorted(ids)))
        if self.is_reader():
            return AccessError(self.env._(
                "In the archive, kept by a legal duty alone: contact %s. Open it under Privacy > "
                "Archive, with the reason for reading it.", ids))
        return AccessError(self.env._(
            "In the archive, kept by a legal duty alone: contact %s. Ask a privacy officer, or "
            "whoever reads the archive, to bring the contact back.", ids))

    def dialogue(self, ids):
        """Return the error that leads a named role to the dialogue; the plain one for others, and
        for several contacts.
        """
        if len(ids) != 1 or not self.is_reader():
            return self.refusal(ids)
        [contact] = ids
        action = self.env.ref(f"{MODULE}.privacy_archive_opening_action").sudo()
        return RedirectWarning(
            self.env._("In the archive, kept by a legal duty alone: contact %s. Reading it asks "
                       "for a reason, which is recorded.", contact),
            action.id, self.env._("Give a Reason"), {"default_partner_id": contact})

    # === OPENED FOR A REASON === #

    def open(self, contact, reason, note):
        """Open a contact of the archive to the acting person for some hours; file why.

        :param contact: res.partner that the acting person finds
        :param reason: privacy.archive.reason
        :param str note: what else there is to say, without personal data
        :return: the privacy.archive.reading
        """
        self.check_reader()
        now = fields.Datetime.now()
        reading = self.env["privacy.archive.reading"].sudo().create({
            "partner_id": contact.id, "reason_id": reason.id,
            "note": note, "at": now, "until": now + timedelta(hours=HOURS)})
        contact._privacy_record_evidence("archive_read", reason=reason.code, reading=reading.id)
        return reading


class Closed:
    """What of the archive is closed to the acting person, as a set that is not read as a whole.

    :param own: ids of contacts that are the acting person's own, on the portal
    :param bool opens: whether a reason that the person gave opens contacts to them
    """

    def __init__(self, env, own, opens):
        self.env, self._own, self._opens = env, own, opens
        self._opened = None

    def has(self, contact):
        """Whether a contact is closed."""
        if contact.id in self._own or not contact.sudo().privacy_archived_on:
            return False
        return not (self._opens and contact.id in self._open_now())

    def _open_now(self):
        if self._opened is None:
            self._opened = {contact for (contact,) in self.env.execute_query(self._open_sql())}
        return self._opened

    def _open_sql(self):
        return SQL("SELECT partner_id FROM privacy_archive_reading"
                   " WHERE create_uid = %s AND until > %s", self.env.uid, fields.Datetime.now())

    def _kept_sql(self):
        kept = SQL("archived.back_until IS NULL")
        if self._own:
            kept = SQL("%s AND archived.partner_id != ALL(%s)", kept, list(self._own))
        if self._opens:
            kept = SQL("%s AND archived.partner_id NOT IN (%s)", kept, self._open_sql())
        return kept

    def select(self):
        """Return SQL of the ids of the closed contacts."""
        return SQL("SELECT archived.partner_id FROM privacy_archived archived WHERE %s",
                   self._kept_sql())

    def excluded(self, column):
        """Return the condition that a column, SQL of a contact's id, names none of them."""
        return SQL("NOT EXISTS (SELECT FROM privacy_archived archived"
                   " WHERE archived.partner_id = %s AND %s)", column, self._kept_sql())
