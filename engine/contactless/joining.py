"""Subjects without a contact become part of the contacts that have their address now (R0), with
their holds, their restriction, their requests and what was disclosed of them (R15, R17).
"""

from odoo.tools import SQL

from .address_keys import fill_blocks, key_sql
from .living import living_addresses

#: whether anything points at a subject that would go with its row
CARRIES = SQL(
    """subject.restricted IS TRUE
       OR EXISTS (SELECT FROM privacy_contactless_privacy_hold_rel held
                   WHERE held.privacy_contactless_id = subject.id)
       OR EXISTS (SELECT FROM privacy_request_contactless_rel asked
                   WHERE asked.privacy_contactless_id = subject.id)
       OR EXISTS (SELECT FROM privacy_request_right_restricted_contactless_rel bound
                   WHERE bound.privacy_contactless_id = subject.id)
       OR EXISTS (SELECT FROM privacy_disclosure told WHERE told.contactless_id = subject.id)
       OR EXISTS (SELECT FROM privacy_policy_notice told WHERE told.contactless_id = subject.id)
       OR EXISTS (SELECT FROM privacy_breach_subject line
                   WHERE line.contactless_id = subject.id)""")
#: what carries it over: each contact of several is protected; which of them has asked, or was
#: told of, nobody says: a request finds them among its candidates, where an officer chooses
CARRY = (
    """INSERT INTO privacy_hold_res_partner_rel (privacy_hold_id, res_partner_id)
       SELECT DISTINCT rel.privacy_hold_id, same.contact_id FROM %s
         JOIN privacy_contactless_privacy_hold_rel rel
           ON rel.privacy_contactless_id = same.subject_id
           ON CONFLICT DO NOTHING""",
    """INSERT INTO privacy_request_right_restricted_rel
              (privacy_request_right_id, res_partner_id)
       SELECT DISTINCT rel.privacy_request_right_id, same.contact_id FROM %s
         JOIN privacy_request_right_restricted_contactless_rel rel
           ON rel.privacy_contactless_id = same.subject_id
           ON CONFLICT DO NOTHING""",
    """INSERT INTO privacy_request_partner_rel (privacy_request_id, res_partner_id)
       SELECT DISTINCT rel.privacy_request_id, same.contact_id FROM %s
         JOIN privacy_request_contactless_rel rel
           ON rel.privacy_contactless_id = same.subject_id
        WHERE same.alone
           ON CONFLICT DO NOTHING""",
    """UPDATE privacy_disclosure told
          SET partner_id = same.contact_id, contactless_id = NULL FROM %s
        WHERE told.contactless_id = same.subject_id AND same.first AND told.known = 'reported'""",
    """UPDATE privacy_breach_subject line
          SET partner_id = same.contact_id, contactless_id = NULL, key = NULL FROM %s
        WHERE line.contactless_id = same.subject_id AND same.first""",
    # what records show stands in one row of the contact, which may have it by now
    """INSERT INTO privacy_disclosure AS mine
              (partner_id, recipient_id, category_id, channel, known, date, first_at, last_at,
               times, company_id, create_uid, create_date, write_uid, write_date)
       SELECT same.contact_id, told.recipient_id, told.category_id, told.channel,
              max(told.known), max(told.date), min(told.first_at), max(told.last_at),
              max(told.times), min(told.company_id), min(told.create_uid), min(told.create_date),
              min(told.write_uid), max(told.write_date)
         FROM %s
         JOIN privacy_disclosure told ON told.contactless_id = same.subject_id
          AND told.known != 'reported'
        WHERE same.first
        GROUP BY same.contact_id, told.recipient_id, told.category_id, told.channel
           ON CONFLICT (COALESCE(partner_id, 0), COALESCE(contactless_id, 0), recipient_id,
                        COALESCE(category_id, 0), channel) WHERE known != 'reported'
           DO UPDATE SET known = GREATEST(mine.known, EXCLUDED.known),
                         date = GREATEST(mine.date, EXCLUDED.date),
                         first_at = LEAST(mine.first_at, EXCLUDED.first_at),
                         last_at = GREATEST(mine.last_at, EXCLUDED.last_at),
                         times = GREATEST(mine.times, EXCLUDED.times)""",
    # who was told of a version of the policy is not told again
    """UPDATE privacy_policy_notice told
          SET partner_id = moved.contact_id, contactless_id = NULL
         FROM (SELECT min(its.id) AS id, same.contact_id FROM %s
                 JOIN privacy_policy_notice its ON its.contactless_id = same.subject_id
                WHERE same.first AND NOT EXISTS (
                      SELECT FROM privacy_policy_notice mine
                       WHERE mine.version_id = its.version_id
                         AND mine.partner_id = same.contact_id)
                GROUP BY its.version_id, same.contact_id) moved
        WHERE told.id = moved.id""",
)
#: models whose rows are written here
WRITTEN = ("privacy.hold", "privacy.request", "privacy.request.right", "privacy.disclosure",
           "privacy.policy.notice", "privacy.breach.subject")


class Joining:
    """Lets subjects be part of contacts: a number of statements that depends on nobody."""

    def __init__(self, env, key):
        """:param bytes key: see ``address_keys.py``"""
        self.env, self.key = env, key

    def join(self, contact_ids=None):
        """Let whoever has the address or number of a living contact be part of it.

        :param contact_ids: the contacts whose addresses are looked at; None: all
        """
        if contact_ids is not None and not contact_ids or not self._is_anybody():
            return
        self.env.flush_all()
        fill_blocks(self.env.cr, self.key)
        same = self._same(contact_ids)
        carried = [(subject, contact) for subject, contact, carries in same if carries]
        if carried:
            self._carry(carried)
        if same:
            self.env.cr.execute(SQL(
                "DELETE FROM privacy_contactless WHERE id = ANY(%s)",
                sorted({subject for subject, _contact, _carries in same})))
            self.env["privacy.contactless"].invalidate_model(flush=False)

    def _is_anybody(self):
        ((there,),) = self.env.execute_query(SQL(
            "SELECT EXISTS (SELECT FROM privacy_contactless WHERE erased_on IS NULL)"))
        return there

    def _same(self, contact_ids):
        """Return [(subject, contact, whether anything is to be carried over)]: of each subject
        all its contacts, also those that were not asked for.
        """
        found = self._with_address(SQL("TRUE") if contact_ids is None else SQL(
            "living.id = ANY(%s)", list(contact_ids)), SQL("TRUE"))
        if contact_ids is None or not any(carries for _subject, _contact, carries in found):
            return found
        # somebody else has the address too, for instance the contact whose note came before
        return self._with_address(SQL("TRUE"), SQL("subject.id = ANY(%s)", [
            subject for subject, _contact, _carries in found]))

    def _with_address(self, contacts, subjects):
        return self.env.execute_query(SQL(
            """SELECT subject.id, same.contact_id, %s
                 FROM (SELECT DISTINCT contact.partner_id AS contact_id, %s AS key
                         FROM (%s) contact CROSS JOIN privacy_address_block block) same
                 JOIN privacy_contactless subject ON subject.key = same.key
                  AND subject.erased_on IS NULL AND %s
                ORDER BY 1, 2""",
            CARRIES, key_sql(SQL("contact.address")), living_addresses(contacts), subjects))

    # === WHAT GOES ALONG === #

    def _carry(self, pairs):
        """:param pairs: [(subject, contact)]"""
        self.env["privacy.evidence"]._record([
            {"act": "merge", "partner": -subject, "counts": {"into": contact}}
            for subject, contact in pairs])
        same = _pairs_sql(pairs)
        for statement in CARRY:
            self.env.cr.execute(SQL(statement, same))
        for model in WRITTEN:
            self.env[model].invalidate_model(flush=False)
        self._restrict(same)
        # their tags follow, with the holds
        self.env["privacy.outbox"]._note(
            "res.partner", sorted({contact for _subject, contact in pairs}))
        # the refresh goes on in the tables
        self.env.flush_all()

    def _restrict(self, same):
        """Restrict the contacts of who was restricted, since that day; evidence, mails on their
        way and what is remembered of restrictions follow as they do by hand.
        """
        since = {}
        for contact, moment in self.env.execute_query(SQL(
                """SELECT same.contact_id, COALESCE(min(filed.at), now() AT TIME ZONE 'UTC')
                     FROM %s
                     JOIN privacy_contactless subject ON subject.id = same.subject_id
                      AND subject.restricted
                     JOIN res_partner contact ON contact.id = same.contact_id
                      AND contact.privacy_restricted IS NOT TRUE
                     LEFT JOIN LATERAL (
                          SELECT max(at) AS at FROM privacy_evidence
                           WHERE partner_ref = -subject.id AND act = 'restrict') filed ON TRUE
                    GROUP BY same.contact_id""", same)):
            since.setdefault(moment, []).append(contact)
        contacts = self.env["res.partner"].browse(
            sorted(contact for ids in since.values() for contact in ids))
        if contacts:
            contacts.write({"privacy_restricted": True})
        for moment, ids in since.items():
            contacts.browse(ids)._privacy_date_restriction(moment)


def _pairs_sql(pairs):
    """Return SQL of (subject_id, contact_id, whether it is the subject's only contact, whether
    its first).
    """
    subjects, contacts = zip(*pairs, strict=True)
    return SQL(
        """(SELECT subject_id, contact_id,
                   count(*) OVER (PARTITION BY subject_id) = 1 AS alone,
                   contact_id = min(contact_id) OVER (PARTITION BY subject_id) AS first
              FROM unnest(%s::int[], %s::int[]) AS pair (subject_id, contact_id)) same""",
        list(subjects), list(contacts))
