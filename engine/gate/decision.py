"""Who is left out of a mailing, and why: one statement over ``privacy_addressee``, whatever their
number.

An address is left out by restriction (Art. 18), by what its person said (Art. 21(3), 7(3)), and,
where the gate is on, where nothing allows direct marketing to it: neither a consent in force nor a
legitimate interest of the register (P18: a customer's), each for a purpose that was not refused.
"""

from odoo.tools import SQL

from ..contactless.address_keys import key_sql
from ..optout.optout import marketing_purposes

#: what restriction closes, by contact and by address
RESTRICTED = SQL(
    """SELECT recipient.place FROM recipient
         JOIN privacy_closed closed ON closed.partner_id = recipient.partner_id
        UNION
       SELECT recipient.place FROM recipient
         JOIN privacy_closed closed ON closed.address = recipient.email
        UNION
       SELECT recipient.place FROM recipient
         JOIN privacy_closed closed ON closed.address = recipient.phone""")
#: contacts whom an address reaches
PERSON = SQL(
    """SELECT place, partner_id AS id FROM recipient WHERE partner_id IS NOT NULL
        UNION ALL
       SELECT recipient.place, partner.id FROM recipient
         JOIN res_partner partner ON partner.email_normalized = recipient.email
          AND partner.id IS DISTINCT FROM recipient.partner_id
        UNION ALL
       SELECT recipient.place, partner.id FROM recipient
         JOIN res_partner partner ON partner.phone_sanitized = recipient.phone
          AND partner.id IS DISTINCT FROM recipient.partner_id""")
#: why direct marketing to an address is lawful, by purpose; 0: a colleague's own address
BASIS = """SELECT person.place, consent.purpose_id FROM person
         JOIN privacy_consent_record consent ON consent.partner_id = person.id
        WHERE %(in_force)s
        UNION ALL
       SELECT recipient.place, consent.purpose_id FROM recipient
         JOIN privacy_consent_record consent ON consent.email = recipient.email
        WHERE %(in_force)s
        UNION ALL
       SELECT person.place, tag.purpose_id FROM person
         JOIN privacy_subject_purpose tag ON tag.partner_id = person.id
        WHERE tag.purpose_id = ANY(%(purposes)s)
          AND tag.situation NOT IN ('none', 'hold', 'consent')
          AND COALESCE(tag.date_from, %(today)s) <= %(today)s
          AND COALESCE(tag.date_until, %(today)s) >= %(today)s
          AND (tag.company_id IS NULL OR tag.company_id = ANY(%(companies)s))
        UNION ALL
       SELECT person.place, 0 FROM person
         JOIN res_users users ON users.partner_id = person.id
        WHERE users.active AND users.share IS NOT TRUE"""
IN_FORCE = """consent.active AND consent.state = 'given'
          AND consent.purpose_id = ANY(%(purposes)s)
          AND COALESCE(consent.date_until, %(today)s) >= %(today)s"""
#: who left the lists that a mailing goes to, and is on none of them any more
LEFT_LIST = """SELECT recipient.place FROM recipient
         JOIN mailing_subscription subscription ON subscription.contact_id = recipient.record
        WHERE subscription.list_id = ANY(%(lists)s)
        GROUP BY recipient.place HAVING bool_and(subscription.opt_out)"""
NOBODY = SQL("SELECT NULL::tid AS place, NULL::int AS id WHERE FALSE")
DECISION = """
WITH recipient AS MATERIALIZED (
    SELECT ctid AS place, * FROM privacy_addressee),
hashed AS MATERIALIZED (
    SELECT recipient.place, %(mail_key)s AS key
      FROM recipient CROSS JOIN privacy_optout_block block WHERE recipient.email IS NOT NULL
     UNION ALL
    SELECT recipient.place, %(phone_key)s
      FROM recipient CROSS JOIN privacy_optout_block block WHERE recipient.phone IS NOT NULL),
refusal AS MATERIALIZED (
    SELECT DISTINCT hashed.place, COALESCE(optout.purpose_id, 0) AS purpose_id
      FROM hashed JOIN privacy_optout optout ON optout.key = hashed.key AND optout.active
     WHERE optout.list_ref IS NULL OR optout.list_ref = ANY(%(lists)s)),
person AS MATERIALIZED (%(person)s),
basis AS MATERIALIZED (%(basis)s),
lawful AS MATERIALIZED (
    SELECT basis.place, bool_or(refusal.place IS NULL) AS free FROM basis
      LEFT JOIN refusal ON refusal.place = basis.place
           AND refusal.purpose_id = basis.purpose_id
     GROUP BY basis.place)
SELECT record, reason FROM (
    SELECT recipient.record, CASE
           WHEN restricted.place IS NOT NULL THEN 'restricted'
           WHEN refused.place IS NOT NULL THEN 'refused'
           WHEN mail.id IS NOT NULL OR number.id IS NOT NULL THEN 'blacklisted'
           WHEN gone.place IS NOT NULL THEN 'left_list'
           WHEN NOT %(on)s OR lawful.free
                OR recipient.email IS NULL AND recipient.phone IS NULL THEN NULL
           WHEN lawful.place IS NOT NULL THEN 'refused'
           ELSE 'no_basis' END AS reason
      FROM recipient
      LEFT JOIN (%(restricted)s) restricted ON restricted.place = recipient.place
      LEFT JOIN refusal refused
        ON refused.place = recipient.place AND refused.purpose_id = 0
      LEFT JOIN mail_blacklist mail ON mail.email = recipient.email AND mail.active
      LEFT JOIN phone_blacklist number ON number.number = recipient.phone AND number.active
      LEFT JOIN (%(gone)s) gone ON gone.place = recipient.place
      LEFT JOIN lawful ON lawful.place = recipient.place) decided
 WHERE reason IS NOT NULL"""


def decision_sql(env, is_on, companies, lists=(), model_name=None):
    """Return SQL of (record, reason) of whoever is left out.

    :param bool is_on: whether a basis is asked for
    :param list companies: ids of those that the mailing is from
    :param lists: ids of the mailing lists that it goes to
    :param str model_name: of the records
    """
    values = {
        "today": env["privacy.timer"]._today(), "purposes": marketing_purposes(env).ids,
        "companies": list(companies), "lists": list(lists)}
    gone = NOBODY
    if lists and model_name == "mailing.contact":
        gone = SQL(LEFT_LIST, lists=values["lists"])
    in_force = SQL(IN_FORCE, purposes=values["purposes"], today=values["today"])
    return SQL(
        DECISION, on=is_on, lists=values["lists"], gone=gone,
        mail_key=key_sql(SQL("recipient.email")), phone_key=key_sql(SQL("recipient.phone")),
        # who they are is asked only where it decides
        person=PERSON if is_on else NOBODY, restricted=RESTRICTED,
        basis=SQL(BASIS, in_force=in_force, purposes=values["purposes"], today=values["today"],
                  companies=values["companies"]))
