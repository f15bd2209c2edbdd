"""Whose consents these are: of an address, whether a contact has it or none."""

from odoo.fields import Domain
from odoo.tools import SQL, email_normalize


def alone_sql(table):
    """Return SQL of (email, partner_id): contacts, archived ones too, who are the only one with
    one of the addresses that a table has as ``email``.

    :param SQL table: its name
    """
    return SQL(
        """SELECT email_normalized AS email, min(id) AS partner_id FROM res_partner
            WHERE privacy_anonymised_on IS NULL
              AND email_normalized IN (SELECT email FROM %s WHERE email IS NOT NULL)
            GROUP BY email_normalized HAVING count(*) = 1""", table)


def contacts_of(env, address):
    """Return the living contacts that have an address.

    :param str address: in any spelling
    :rtype: res.partner
    """
    email = email_normalize(address or "")
    if not email:
        return env["res.partner"].sudo()
    return env["res.partner"].sudo().with_context(active_test=False).search([
        ("email_normalized", "=", email), ("privacy_anonymised_on", "=", False)])


def of_people(partners, emails=()):
    """Return the domain of the consents of some people.

    :param res.partner partners: their contacts
    :param emails: addresses that no contact may have, normalised
    """
    return Domain("partner_id", "in", partners.ids) | Domain("email", "in", list(emails))


def of_address(env, address):
    """Return the domain of the consents of whoever has an address."""
    email = email_normalize(address or "")
    return of_people(contacts_of(env, address), [email] if email else [])


def open_ones():
    """Return the domain of what can be taken back: what is in force, and what waits."""
    return Domain("active", "=", True) & Domain("state", "in", ("given", "pending"))


def in_force(today):
    """Return the domain of the consents that are a basis today.

    :param date today: of the company
    """
    return Domain("active", "=", True) & Domain("state", "=", "given") & (
        Domain("date_until", "=", False) | Domain("date_until", ">=", today))


def adopt(env):
    """Give consents of an address to the one contact that has it by now."""
    env.flush_all()
    rows = env.execute_query(SQL(
        """UPDATE privacy_consent_record consent SET partner_id = found.partner_id, email = NULL
             FROM (%s) found WHERE consent.email = found.email
           RETURNING found.partner_id""", alone_sql(SQL("privacy_consent_record"))))
    env["privacy.consent.record"].invalidate_model(flush=False)
    env["privacy.outbox"]._note("res.partner", [partner for (partner,) in rows])
    return len(rows)
