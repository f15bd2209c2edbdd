"""What follows where the key of addresses cannot be had: contacts go on, whoever has none waits,
and the officers are told on their screens until it is there again. Where another one is there,
everybody without a contact is named anew before anybody is asked about.
"""

from odoo import fields
from odoo.tools import SQL

from ...const import OFFICER
from .address_keys import key_of, secret

#: the kind of activity that tells an officer
ACTIVITY = "cloudpepper_privacy.mail_activity_type_address_key"
#: why an item of a run was left for a later one
REASON = "address_key"
#: system parameter: by which the key is known again that the subjects have their names of
FINGERPRINT = "privacy_address_key.fingerprint"


class MissingKey:
    """Tells the officers, once each, that the key is missing; and takes it back."""

    def __init__(self, env):
        self.env = env(su=True)

    def words(self):
        """Return what an officer reads."""
        return self.env._(
            "The key of addresses cannot be read or made: subscribers, leads and others without a "
            "contact wait, nobody new among them is noticed, and requests of such people cannot "
            "be answered. Contacts go on. Whoever runs the server finds the reason in its log.")

    def warning(self):
        """Return :meth:`words` while the key is missing; else False."""
        return False if secret() else self.words()

    def tell(self):
        """Give each officer who has none an activity."""
        officers = self.env.ref(OFFICER).all_user_ids.filtered(
            lambda user: user.active and not user.share) - self.env.ref("base.user_root")
        kind = self.env.ref(ACTIVITY)
        told = self._activities().user_id
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create([{
            "activity_type_id": kind.id, "user_id": officer.id, "note": self.words(),
            "summary": self.env._("The key of addresses is missing"),
            "date_deadline": fields.Date.context_today(kind),
        } for officer in officers - told])

    def take_back(self):
        """Take the activities back, now that there is a key.

        :return: whether it was missing: what changed meanwhile was not looked at
        """
        kind = self.env.ref(ACTIVITY, raise_if_not_found=False)
        rows = self.env.execute_query(SQL(
            "SELECT id FROM mail_activity WHERE activity_type_id = %s", kind.id)) if kind else ()
        if rows:
            self.env["mail.activity"].browse([activity for (activity,) in rows]).unlink()
        return bool(rows)

    def is_another(self, key):
        """Return whether the key is not the one of before, and remember it: a file that was lost
        is made anew, and under its key nobody is known yet.

        :param bytes key: the secret
        """
        fingerprint = key_of("", key)
        rows = self.env.execute_query(SQL(
            "SELECT value FROM ir_config_parameter WHERE key = %s", FINGERPRINT))
        if rows == [(fingerprint,)]:
            return False
        # of two processes the second begins again, as after any serialization failure
        self.env.cr.execute(SQL(
            """INSERT INTO ir_config_parameter (key, value) VALUES (%s, %s)
               ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value""",
            FINGERPRINT, fingerprint))
        return True

    def _activities(self):
        """Return the activities; one that an officer has marked done is not made again."""
        return self.env["mail.activity"].with_context(active_test=False).search(
            [("activity_type_id", "=", self.env.ref(ACTIVITY).id)])
