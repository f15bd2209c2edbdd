"""Whose clocks a refresh looks at: whole families, companies with their persons (R4), and
data subjects without a contact, each alone (R0).
"""

from typing import NamedTuple

from odoo.tools import SQL

from .. import scratch
from ..contactless.living import OF_SEVERAL
from .marks import root_of

#: families of so many contacts are looked up one by one, larger ones by reading the tables
FEW = 2000


class Whose:
    """Whose clocks and tags a refresh writes.

    In temporary tables and run items a subject is one number: the id of a contact, or minus the
    id of a ``privacy.contactless``. The module's own tables have a column for each.

    :ivar str column: of ``privacy_timer`` and ``privacy_subject_purpose``
    :ivar SQL sign: what makes the number of an id, and an id of the number
    """

    def __init__(self, column, sign):
        self.column, self.sign = column, sign

    def of(self, alias):
        """Return SQL of the number of a row's subject."""
        return SQL("%s%s", self.sign, SQL.identifier(alias, self.column))

    def same(self, alias, number):
        """Return the condition that a row is of a subject; an index leads to it.

        :param SQL number: of the subject
        """
        return SQL("%s = %s%s", SQL.identifier(alias, self.column), self.sign, number)


CONTACTS = Whose("partner_id", SQL())
CONTACTLESS = Whose("contactless_id", SQL("-"))


def of_contacts(partner_ids):
    """Return the condition that names everybody of the same families, companies above and below
    included: a company stays while one below it runs. ``p`` is the contact.
    """
    # each step is looked up: by its guess of how many there are PostgreSQL would read all contacts
    return SQL(
        """p.id IN (WITH RECURSIVE up AS (
               SELECT id, parent_id FROM res_partner WHERE id = ANY(%s)
                UNION SELECT above.id, above.parent_id FROM up CROSS JOIN LATERAL (
                      SELECT id, parent_id FROM res_partner WHERE id = up.parent_id OFFSET 0) above
           ), down AS (
               SELECT id FROM up WHERE parent_id IS NULL
                UNION SELECT below.id FROM down CROSS JOIN LATERAL (
                      SELECT id FROM res_partner WHERE parent_id = down.id OFFSET 0) below)
           SELECT id FROM down)""",
        list(partner_ids),
    )


class Families(NamedTuple):
    """What ``privacy_family`` was filled with.

    :ivar int size: how many there are
    :ivar bool several: whether one of them has further addresses (``privacy_family_address``)
    """

    size: int
    several: bool = False


def fill_families(cr, where):
    """Fill ``privacy_family``: the contacts that a condition names, one row each; and
    ``privacy_family_address``.

    Days are days of the contact's company, or of the first one where it belongs to all.

    :param SQL where: condition over ``p``, a contact
    :rtype: Families
    """
    size = scratch.fill(
        cr, scratch.FAMILY,
        SQL(
            """SELECT p.id AS partner_id, p.commercial_partner_id AS entity_id, p.company_id,
                  %s AS root_id, COALESCE(company.privacy_tz, main.privacy_tz) AS tz,
                  p.email_normalized AS email, p.phone_sanitized AS phone,
                  p.privacy_admin_contact AS account_holder,
                  p.privacy_running_customer AS running, p.privacy_relationship_end AS ended,
                  p.privacy_staff_left AS staff_left,
                  CASE WHEN p.commercial_partner_id = p.id THEN above.commercial_partner_id END
                  AS above_id,
                  (p.create_date AT TIME ZONE 'UTC' AT TIME ZONE
                   COALESCE(company.privacy_tz, main.privacy_tz))::date AS created
             FROM res_partner p
             JOIN res_company main ON main.id = (SELECT min(id) FROM res_company)
             LEFT JOIN res_company company ON company.id = p.company_id
             LEFT JOIN res_partner above ON above.id = p.parent_id
            WHERE p.privacy_anonymised_on IS NULL AND %s""",
            root_of(SQL("p")), where,
        ),
        index="partner_id",
    )
    several = scratch.fill(cr, scratch.FAMILY_ADDRESS, SQL(
        """SELECT family.partner_id, several.address FROM (%s) several
             JOIN privacy_family family USING (partner_id)
            WHERE several.address IS DISTINCT FROM family.email""", OF_SEVERAL))
    return Families(size, bool(several))


def fill_contactless(cr):
    """Fill ``privacy_family`` with the subjects whose address stands in ``privacy_address``: each
    is a family of its own.

    :rtype: Families
    """
    return Families(scratch.fill(
        cr, scratch.FAMILY,
        SQL(
            """SELECT -subject.id AS partner_id, -subject.id AS entity_id, subject.company_id,
                  -subject.id AS root_id, COALESCE(company.privacy_tz, main.privacy_tz) AS tz,
                  CASE WHEN subject.kind = 'email' THEN found.address END AS email,
                  CASE WHEN subject.kind = 'phone' THEN '+' || found.address END AS phone,
                  FALSE AS account_holder, FALSE AS running, NULL::date AS ended,
                  NULL::date AS staff_left, NULL::int AS above_id,
                  subject.last_trace AS created
             FROM privacy_address found
             -- the record that stands for it: one, whatever PostgreSQL makes of three conditions
             JOIN privacy_contactless subject ON subject.key = found.key
              AND subject.erased_on IS NULL AND CASE WHEN subject.res_id = found.record
                                                THEN subject.model = found.model END
             JOIN res_company main ON main.id = (SELECT min(id) FROM res_company)
             LEFT JOIN res_company company ON company.id = subject.company_id"""
        ),
        index="partner_id",
    ))
