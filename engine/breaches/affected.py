"""Whom a breach concerns, from the subject index (Art. 33(3)(a), 34(1)): in sets, by the ways of
the data map, as ids and keyed hashes.

The number of statements does not depend on people. Addresses pass through temporary tables alone.
"""

from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...const import OFFICER
from ...core.breach import states
from .. import scratch
from ..clocks.marks import address_sql, root_of
from ..clocks.refresh import Refresh
from ..contactless.address_keys import fill_blocks, key_sql, needed_secret
from ..disclosures.refresh import living_sql
from .log import Log
from .moving import hold_row

FOUND = [("records", "Records of a model"), ("list", "List"), ("recipient", "Recipient"),
         ("hand", "By hand")]
#: ways of the map that say of a record whose it is
WHOSE = ("partner", "email")


class Affected:
    """The affected of one breach."""

    def __init__(self, env, breach):
        self.env, self.breach = env, breach

    # === WAYS TO FIND THEM === #

    def of_records(self, model_name, domain):
        """Add everybody whose records these are, as the data map says it.

        :param str model_name: of a mapped model
        :param list domain: what the officer filters by, with the officer's own rights
        :raise UserError: for a model that the map does not lead to people from
        :raise AccessError: where the officer may not read the model
        :return: how many were added
        """
        self._check()
        rows = self._rows(model_name)
        # a domain asks with the rights of whoever typed it: nobody learns by filtering what they
        # may not read
        model = self.env[model_name].with_context(active_test=False)
        model.check_access("read")
        try:
            ids = model._search(Domain(domain or []))
        except ValueError as error:
            raise UserError(self.env._(
                "These records cannot be filtered in this way.")) from error
        self.env.flush_all()
        contacts, addresses = [], []
        for row in rows:
            found, query = row._query([("id", "in", ids)])
            column = row._column_sql(found, query, row.path)
            by_address = row.match == "email"
            (addresses if by_address else contacts).append(SQL(
                "SELECT %s FROM %s WHERE %s",
                address_sql(row, column) if by_address else column, query.from_clause,
                query.where_clause or SQL("TRUE")))
        return self._add("records", contacts, addresses)

    def of_list(self, partners, addresses, found_by="list"):
        """Add contacts, and whoever has one of these addresses.

        :param res.partner partners: contacts that the officer chose
        :param addresses: normalised mail addresses
        :return: how many were added
        """
        self._check()
        self.env.flush_all()
        scratch.create(self.env.cr, scratch.DISCLOSED_ASKED)
        scratch.add(self.env.cr, scratch.DISCLOSED_ASKED, [(None, each) for each in set(addresses)])
        added = self._add(
            found_by, [SQL("SELECT unnest(%s::int[])", partners.ids)],
            [SQL("SELECT address FROM privacy_disclosed_asked")])
        self._count_unknown()
        return added

    def of_recipient(self, recipient, first=None, last=None):
        """Add everybody whose data went to a recipient, as the disclosures say it.

        :param privacy.recipient recipient: one that the officer may read
        :param datetime.date first: only what went out on this day or later
        :param datetime.date last: only what went out on this day or before
        :return: how many were added
        """
        self._check()
        recipient.check_access("read")
        self.env.flush_all()
        where = SQL(
            """told.recipient_id = %s
               AND (%s::date IS NULL OR told.date >= %s)
               AND (%s::date IS NULL OR COALESCE(told.first_at::date, told.date) <= %s)""",
            recipient.id, first or None, first or None, last or None, last or None)
        return self._add("recipient", [SQL(
            "SELECT told.partner_id FROM privacy_disclosure told WHERE %s", where)], [],
            contactless=SQL(
                """SELECT told.contactless_id FROM privacy_disclosure told
                    WHERE told.contactless_id IS NOT NULL AND %s""", where))

    def models(self):
        """Return the names of the models that the map leads to people from."""
        return sorted({row.model_name for row in self._map() if self._leads(row)})

    # === WHO MAY, AND WHICH ROWS === #

    def _check(self):
        self.breach._check_group(OFFICER)
        self.breach.check_access("write")
        hold_row(self.breach)
        if self.breach.state in states.ENDED:
            raise UserError(self.env._("This breach has ended: open it again first."))
        # who has no contact is known by now, and contacts have who became part of them
        Refresh(self.env(su=True)).run_waiting()

    def _map(self):
        return self.env["privacy.map"].sudo().search(
            [("match", "in", WHOSE), ("path", "!=", False)])._readable()

    def _leads(self, row):
        return not row.model_name.startswith("privacy.") and (
            row.match == "partner" or "." not in row.path)

    def _rows(self, model_name):
        rows = self._map().filtered(
            lambda row: row.model_name == model_name and self._leads(row))
        if not rows or model_name not in self.env:
            raise UserError(self.env._(
                "The data map does not lead from these records to people: choose another model."))
        if not self.env[model_name].has_access("read"):
            raise AccessError(self.env._(
                "You may not read these records: ask an officer who may."))
        return rows

    # === ADDING === #

    def _add(self, found_by, contacts, addresses, contactless=None):
        """Add who is not there yet, in one statement: somebody stays one line.

        :param list contacts: SQL of one column, ids of contacts
        :param list addresses: SQL of one column, addresses
        :param SQL contactless: of one column, ids of subjects without a contact
        :return: how many were added
        """
        if addresses:
            fill_blocks(self.env.cr, needed_secret(self.env))
        self.env.cr.execute(SQL(
            """WITH asked AS MATERIALIZED (
                   SELECT DISTINCT address FROM (%(addresses)s) each (address)
                    WHERE address != ''),
                    linked AS MATERIALIZED (
                   SELECT id FROM (%(contacts)s) link (id) WHERE id IS NOT NULL),
                    living AS MATERIALIZED (%(living)s),
                    found AS (%(found)s)
               INSERT INTO privacy_breach_subject
                      (breach_id, partner_id, contactless_id, key, found_by, state)
               SELECT %(breach)s, found.partner_id, found.contactless_id, found.key, %(by)s,
                      'waiting'
                 FROM found
                WHERE NOT EXISTS (
                      SELECT FROM privacy_breach_subject there
                       WHERE there.breach_id = %(breach)s
                         AND there.partner_id = found.partner_id)
                  AND NOT EXISTS (
                      SELECT FROM privacy_breach_subject there
                       WHERE there.breach_id = %(breach)s AND there.key = found.key)
                ORDER BY found.partner_id, found.contactless_id""",
            addresses=_union(addresses, "varchar"), contacts=_union(contacts, "int"),
            living=living_sql(SQL("SELECT address FROM asked")),
            found=self._found_sql(contactless, bool(addresses)),
            breach=self.breach.id, by=found_by))
        return self._added(found_by, self.env.cr.rowcount)

    def _found_sql(self, contactless, with_key):
        """Return SQL of (partner_id, contactless_id, key): who is found, each once; of a company
        those that are shared or its own.
        """
        company = self.breach.company_id.id
        of_nobody = SQL(
            """UNION SELECT NULL, subject.id, subject.key FROM asked
                CROSS JOIN privacy_address_block block
                 JOIN privacy_contactless subject
                   ON subject.key = %s AND subject.erased_on IS NULL
                WHERE NOT EXISTS (SELECT FROM living WHERE living.address = asked.address)
                  AND (subject.company_id IS NULL OR subject.company_id = %s)""",
            key_sql(SQL("asked.address")), company) if with_key else SQL()
        return SQL(
            """SELECT root.id AS partner_id, NULL::int AS contactless_id, NULL::varchar AS key
                 FROM (SELECT %(root)s AS id FROM res_partner p
                        WHERE p.id IN (SELECT id FROM linked)
                        UNION SELECT partner_id FROM living) root
                 JOIN res_partner mine ON mine.id = root.id
                WHERE mine.privacy_anonymised_on IS NULL
                  AND (mine.company_id IS NULL OR mine.company_id = %(company)s)
                UNION SELECT NULL, subject.id, subject.key FROM privacy_contactless subject
                 WHERE subject.id IN (%(contactless)s) AND subject.erased_on IS NULL
                   AND (subject.company_id IS NULL OR subject.company_id = %(company)s)
               %(of_nobody)s""",
            root=root_of(SQL("p")), company=company, of_nobody=of_nobody,
            contactless=contactless or SQL("SELECT NULL::int WHERE FALSE"))

    def _added(self, found_by, count):
        """Let everybody know of new lines; telling that was done goes on with them."""
        self.env["privacy.breach.subject"].invalidate_model(flush=False)
        self.breach.invalidate_recordset(["subject_ids", "affected_count", "waiting_count"])
        if count and self.breach.telling == "done":
            self.breach.sudo().telling = "stopped"
        Log(self.env, self.breach).add("affected", "", {"way": found_by, "count": count})
        return count

    def _count_unknown(self):
        """Remember how many listed addresses no record has: a number, no address."""
        ((unknown,),) = self.env.execute_query(SQL(
            """WITH living AS MATERIALIZED (%s)
               SELECT count(*) FROM privacy_disclosed_asked asked
                CROSS JOIN privacy_address_block block
                WHERE NOT EXISTS (SELECT FROM living WHERE living.address = asked.address)
                  AND NOT EXISTS (SELECT FROM privacy_contactless subject
                                   WHERE subject.key = %s AND subject.erased_on IS NULL)""",
            living_sql(SQL("SELECT address FROM privacy_disclosed_asked")),
            key_sql(SQL("asked.address"))))
        if unknown:
            self.breach.sudo().unknown_count += unknown

    # === REMOVING === #

    def remove(self, subjects, why):
        """Take people off whom nobody has written to, with a reason.

        :raise UserError: without a reason, or where somebody was written to
        """
        self._check()
        if not (why or "").strip():
            raise UserError(self.env._("Say why these people are not concerned."))
        if subjects.breach_id - self.breach or subjects.filtered(
                lambda each: each.state != "waiting"):
            raise UserError(self.env._("Whoever has been written to stays on the list."))
        count = len(subjects)
        subjects.sudo().unlink()
        Log(self.env, self.breach).add("removed", why, {"count": count})


def _union(selects, kind):
    """Return SQL of all of some selects of one column."""
    none = SQL("SELECT NULL::%s WHERE FALSE", SQL(kind))
    return SQL(" UNION ALL ").join([none, *selects])
