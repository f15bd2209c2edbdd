"""Who a plan is about: the one place that fills ``privacy_subject``."""

from odoo.tools import SQL

from . import scratch
from .accounts import FixedAddresses
from .contactless.address_keys import fill_blocks, key_sql, needed_secret, secret
from .contactless.living import OF_SEVERAL
from .contactless.of_plan import OWN_ADDRESSES, fill_addresses, records_of, records_of_items
from .due import due_sql


class Subjects:
    """Subjects of a plan, what of each is asked, and the addresses that lead to it alone. One
    without a contact goes by minus its id; its address is read from its records.
    """

    def __init__(self, env, plan):
        self.env, self.plan = env, plan

    def of_run(self, item_ids, again=False, alone=True):
        """Take the subjects of items of a run: what was approved, and of that what is due. Without
        the key of addresses those without a contact are left out.

        :param list item_ids: ids of privacy.run.item
        :param bool again: read once more who is due; items approved by then not due any more
            have no subject
        :param bool alone: only addresses that lead to one contact
        """
        records = records_of_items(self.env, self.plan.run, item_ids)
        fill_addresses(self.env, records, secret() if records else None)
        whole, categories, asked, due = SQL("item.whole"), SQL("item_codes.codes"), SQL(), SQL()
        if again:
            whole = SQL("item.whole AND due.whole")
            categories = SQL(
                """CASE WHEN item.whole THEN COALESCE(due.categories, '{}')
                        WHEN due.whole THEN item_codes.codes
                        ELSE ARRAY(SELECT unnest(item_codes.codes)
                                   INTERSECT SELECT unnest(due.categories)) END"""
            )
            scope = SQL("SELECT partner_ref FROM privacy_run_item WHERE id = ANY(%s)", item_ids)
            # asked once: a planner that expects few rows would ask again for each
            asked = SQL("due AS MATERIALIZED (%s),", due_sql(self.env, self.plan.run, scope))
            due = SQL("JOIN due ON due.partner_id = item.partner_ref")
        self._fill(SQL(
            """WITH %s of_item AS (
                   SELECT item.id AS item_id, item.partner_ref AS partner_id,
                          %s AS whole, %s AS categories
                     FROM privacy_run_item item
                    CROSS JOIN LATERAL (SELECT COALESCE(
                          string_to_array(item.categories, ', '), '{}')::text[] AS codes)
                          item_codes
                     %s
                    WHERE item.id = ANY(%s)
                      AND COALESCE(item.partner_id, -item.contactless_id) = item.partner_ref
               ), each AS MATERIALIZED (
                   SELECT * FROM of_item WHERE whole OR cardinality(categories) > 0
               )
               SELECT each.item_id, each.partner_id, each.whole, each.categories,
                      %s AS email, %s AS phone
                 FROM each LEFT JOIN %s own ON own.partner_id = each.partner_id
                WHERE each.partner_id > 0 OR own.partner_id IS NOT NULL""",
            asked, whole, categories, due, item_ids, *self._addresses_sql(alone), OWN_ADDRESSES,
        ), alone, keys_of_run(self.plan.run))

    def of_contacts(self, partners, keys=None, contactless=None, alone=True):
        """Take whole contacts, with the addresses that lead to nobody else, and what has an
        address of the person's and no contact.

        :param res.partner partners: all accounts of a person
        :param list keys: keys of the only addresses of theirs that lead to records: those that
            were fixed with the identity; None: all of them
        :param privacy.contactless contactless: subjects who are the person too
        :param bool alone: only addresses that lead to nobody else
        :raise NoAddressKey: where nobody can say which records are theirs
        """
        contactless = self.env["privacy.contactless"] if contactless is None else contactless
        fill_addresses(self.env, records_of(contactless),
                       needed_secret(self.env) if contactless else None)
        self._fill(SQL(
            """WITH each AS MATERIALIZED (
                   SELECT id AS partner_id FROM res_partner WHERE id = ANY(%s)
                    UNION ALL SELECT -unnest(%s::int[]))
               SELECT NULL::int AS item_id, each.partner_id, TRUE AS whole,
                      '{}'::text[] AS categories, %s AS email, %s AS phone
                 FROM each LEFT JOIN %s own ON own.partner_id = each.partner_id""",
            partners.ids, contactless.ids, *self._addresses_sql(alone), OWN_ADDRESSES),
            alone, keys)

    def of_places(self, where):
        """Take those who were met at places by the proof: they have gone, and nothing else of
        them is asked.

        :param SQL where: condition on ``privacy_place``
        """
        self._fill(SQL(
            """SELECT DISTINCT item_ref AS item_id, partner_ref AS partner_id, TRUE AS whole,
                      '{}'::text[] AS categories, NULL::varchar AS email, NULL::varchar AS phone
                 FROM privacy_place WHERE %s""", where), True, ())

    def _fill(self, select, alone, keys):
        cr = self.env.cr
        scratch.fill(cr, scratch.SUBJECT, select)
        cr.execute("CREATE UNIQUE INDEX ON privacy_subject (partner_id)")
        if not self.env["privacy.map"]._matches_addresses():
            scratch.create(cr, scratch.SUBJECT_ADDRESS)
            return
        self._fill_addresses(alone)
        if keys is not None:
            self._leave_out(keys)

    def _leave_out(self, keys):
        """Let only these addresses of contacts lead to records: who edits a contact after its
        identity was confirmed, or types an address in the portal, leads nowhere by it.

        :param keys: of ``address_keys``
        """
        cr = self.env.cr
        if keys:
            fill_blocks(cr, needed_secret(self.env))
            cr.execute(SQL(
                """DELETE FROM privacy_subject_address given USING privacy_address_block block
                    WHERE given.partner_id > 0 AND %s != ALL(%s)""",
                key_sql(SQL("given.address")), list(keys)))
        else:
            cr.execute("DELETE FROM privacy_subject_address WHERE partner_id > 0")
        for kind in ("email", "phone"):
            cr.execute(SQL(
                """UPDATE privacy_subject subject SET %(column)s = NULL
                    WHERE partner_id > 0 AND %(column)s IS NOT NULL AND NOT EXISTS (
                          SELECT FROM privacy_subject_address known
                           WHERE known.partner_id = subject.partner_id AND known.kind = %(kind)s
                             AND known.address = subject.%(column)s)""",
                column=SQL.identifier(kind), kind=kind))

    def _fill_addresses(self, alone):
        """Fill ``privacy_subject_address``. Of several addresses in a contact's field Odoo knows
        the first; those behind it count as well, and another's make one that is not the
        subject's alone.
        """
        scratch.fill(self.env.cr, scratch.SUBJECT_ADDRESS, SQL(
            """WITH several AS MATERIALIZED (%(several)s), known AS (
                   SELECT partner_id, 'email' AS kind, email AS address FROM privacy_subject
                    WHERE email IS NOT NULL
                    UNION
                   SELECT partner_id, 'phone', phone FROM privacy_subject WHERE phone IS NOT NULL
                    UNION
                   SELECT partner_id, 'email', address FROM several
                    WHERE partner_id IN (SELECT partner_id FROM privacy_subject)
                      AND NOT EXISTS (
                          SELECT FROM res_partner other
                           WHERE other.email_normalized = several.address AND %(alone)s
                             AND other.privacy_anonymised_on IS NULL
                             AND other.id NOT IN (SELECT partner_id FROM privacy_subject))
               )
               SELECT * FROM known
                WHERE NOT (%(alone)s AND kind = 'email' AND address IN (
                           SELECT address FROM several
                            WHERE partner_id NOT IN (SELECT partner_id FROM privacy_subject)))""",
            several=OF_SEVERAL, alone=alone))

    def _addresses_sql(self, alone):
        """Return SQL of the mail address and of the number of ``each.partner_id``; ``own`` are
        those of who has no contact.
        """
        return (SQL("COALESCE(%s, own.email)", self._address_sql("email_normalized", alone)),
                SQL("COALESCE(%s, own.phone)", self._address_sql("phone_sanitized", alone)))

    def _address_sql(self, field, alone):
        """Return SQL of the address of ``each.partner_id``.

        ``alone``: an address that another living contact has too leads to nobody; ``each`` names
        the subjects of the plan.
        """
        if not self.env["privacy.map"]._matches_addresses():
            return SQL("NULL::varchar")
        return SQL(
            """(SELECT partner.%(field)s FROM res_partner partner
                 WHERE partner.id = each.partner_id AND partner.%(field)s != ''
                   AND %(alone)s)""",
            field=SQL.identifier(field), alone=SQL(
                """NOT EXISTS (
                       SELECT FROM res_partner other
                        WHERE other.%(field)s = partner.%(field)s
                          AND other.privacy_anonymised_on IS NULL
                          AND other.id NOT IN (SELECT partner_id FROM each))""",
                field=SQL.identifier(field)) if alone else SQL("TRUE"),
        )


def keys_of_run(run):
    """Return the keys of the addresses that lead a run of a request to records; None for every
    other run.
    """
    request = run.env["privacy.request"].sudo().browse(run.request_ref or ()).exists()
    return FixedAddresses(run.env, request).keys() if request else None
