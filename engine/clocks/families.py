"""Whose clocks a refresh looks at: whole families, companies with their persons (R4)."""

from odoo.tools import SQL

from .. import scratch
from .marks import root_of

#: families of so many contacts are looked up one by one, larger ones by reading the tables
FEW = 2000


def of_contacts(partner_ids):
    """Return the condition that names the contacts of the same commercial entities."""
    return SQL(
        """commercial_partner_id IN (
           SELECT commercial_partner_id FROM res_partner WHERE id = ANY(%s))""",
        list(partner_ids),
    )


def fill_families(cr, where):
    """Fill ``privacy_family``: the contacts that a condition names, one row each.

    Days are days of the contact's company, or of the first one where it belongs to all.

    :param SQL where: condition over ``res_partner``
    :return: how many there are
    """
    return scratch.fill(
        cr, scratch.FAMILY,
        SQL(
            """SELECT p.id AS partner_id, p.commercial_partner_id AS entity_id, p.company_id,
                  %s AS root_id, COALESCE(company.privacy_tz, main.privacy_tz) AS tz,
                  p.email_normalized AS email, p.privacy_admin_contact AS account_holder,
                  p.privacy_running_customer AS running, p.privacy_relationship_end AS ended,
                  (p.create_date AT TIME ZONE 'UTC' AT TIME ZONE
                   COALESCE(company.privacy_tz, main.privacy_tz))::date AS created
             FROM res_partner p
             JOIN res_company main ON main.id = (SELECT min(id) FROM res_company)
             LEFT JOIN res_company company ON company.id = p.company_id
            WHERE p.privacy_anonymised_on IS NULL AND p.id IN (
                  SELECT id FROM res_partner WHERE %s)""",
            root_of(SQL("p")), where,
        ),
        index="partner_id",
    )
