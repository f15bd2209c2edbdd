"""Brings the disclosures up to date with what the records show, in sets.

A row stands for all hand-overs of one category of data of one person to one recipient by one
channel. What a record once showed stays when housekeeping removes the record: the first day only
moves back, the last one forward, and the number only grows. It is a lower bound.

The number of statements depends neither on people nor on records.
"""

from odoo import fields
from odoo.tools import SQL

from .. import scratch
from ..clocks.marks import root_of
from ..contactless.address_keys import fill_blocks, key_sql, secret
from ..contactless.addresses import addresses_of
from ..contactless.living import OF_SEVERAL
from .reading import RuleReading

#: the columns of a typed SELECT without a row, as :meth:`.reading.RuleReading.sql` has them
NO_FACT = SQL(
    """NULL::int AS recipient_id, NULL::int AS category_id, NULL::varchar AS channel,
       NULL::timestamp AS first_at, NULL::timestamp AS last_at, NULL::int AS times WHERE FALSE""")

class Disclosures:
    """Derives ``privacy_disclosure`` from the records, as superuser."""

    def __init__(self, env):
        self.env = env(su=True)

    def refresh(self, full=False):
        """Read what changed since the last time, for everybody whose records changed.

        :param bool full: read everything
        :return: how many rows were written
        """
        now, rules = fields.Datetime.now(), self._rules()
        self.env.flush_all()
        readings = [RuleReading(rule) for rule in rules]
        if not full and not self._fill_changed(readings):
            written = 0
        else:
            written = self._write(readings, everybody=full)
        self.env.cr.execute(SQL(
            "UPDATE privacy_disclosure_rule SET read_until = %s WHERE id = ANY(%s)",
            now, rules.ids))
        rules.invalidate_recordset(["read_until"], flush=False)
        return written

    def refresh_people(self, partners, contactless=None):
        """Read all that the records of these people show.

        :param res.partner partners: contacts
        :param privacy.contactless contactless: subjects without one
        :return: how many rows were written
        """
        asked = [(partner, None) for partner in partners.ids]
        if contactless:
            asked += [(None, address) for address in addresses_of(contactless)]
        if not asked:
            return 0
        self.env.flush_all()
        scratch.create(self.env.cr, scratch.DISCLOSED_ASKED)
        scratch.add(self.env.cr, scratch.DISCLOSED_ASKED, asked)
        self._fill(SQL("SELECT partner_id, address FROM privacy_disclosed_asked"))
        return self._write([RuleReading(rule) for rule in self._rules()], everybody=False)

    def _rules(self):
        """Return the rules that can be read and that lead to a recipient."""
        return self.env["privacy.disclosure.rule"].search([])._readable().filtered(
            lambda rule: rule.recipient_id or rule.recipient_path)

    # === WHOSE RECORDS ARE READ === #

    def _fill_changed(self, readings):
        """Fill ``privacy_disclosed`` with whose records changed; return whether there are any."""
        selects = [SQL("SELECT NULL::int AS partner_id, NULL::varchar AS address WHERE FALSE")]
        for reading in readings:
            columns = SQL("NULL::int, whose::varchar") if reading.by_address else SQL(
                "whose::int, NULL::varchar")
            selects.append(SQL("SELECT %s FROM (%s) changed WHERE whose IS NOT NULL",
                               columns, reading.changed_sql()))
        return self._fill(SQL(" UNION ").join(selects))

    def _fill(self, asked):
        """Fill ``privacy_disclosed``: all that leads to the people who are asked about, so that
        the sums are whole.

        :param SQL asked: of (partner_id, address)
        """
        return scratch.fill(self.env.cr, scratch.DISCLOSED, SQL(
            """WITH RECURSIVE asked AS MATERIALIZED (%(asked)s),
                    people AS (
                        SELECT root.id FROM (
                            SELECT %(root)s AS id FROM res_partner p
                             WHERE p.id IN (SELECT partner_id FROM asked)
                             UNION SELECT partner_id FROM (%(living)s) living) root
                         UNION SELECT below.id FROM people
                          JOIN res_partner below ON below.parent_id = people.id
                           AND COALESCE(below.type, 'contact') != 'contact')
               SELECT id AS partner_id, NULL::varchar AS address FROM people
                UNION SELECT NULL, p.email_normalized FROM res_partner p
                 WHERE p.id IN (SELECT id FROM people) AND p.email_normalized != ''
                UNION SELECT NULL, several.address FROM (%(several)s) several
                 WHERE several.partner_id IN (SELECT id FROM people)
                UNION SELECT NULL, address FROM asked WHERE address IS NOT NULL""",
            asked=asked, living=living_sql(SQL("SELECT address FROM asked")),
            several=OF_SEVERAL, root=root_of(SQL("p"))))

    # === WHAT THEY SHOW === #

    def _write(self, readings, everybody):
        """Write what the records show; ``privacy_disclosed`` names whose, or it is everybody's."""
        key = secret()
        if key:
            fill_blocks(self.env.cr, key)
        self.env.cr.execute(SQL(
            """WITH of_contact AS MATERIALIZED (%(of_contact)s),
                    of_address AS MATERIALIZED (%(of_address)s),
                    living AS MATERIALIZED (
                        SELECT address, partner_id,
                               count(*) OVER (PARTITION BY address) > 1 AS shared
                          FROM (%(living)s) each),
                    found AS (%(found)s)
               INSERT INTO privacy_disclosure
                      (partner_id, contactless_id, recipient_id, company_id, category_id, channel,
                       known, first_at, last_at, date, times, create_date, write_date)
               SELECT found.partner_id, found.contactless_id, found.recipient_id,
                      recipient.company_id, found.category_id, found.channel,
                      CASE WHEN bool_or(found.certain) THEN 'recorded' ELSE 'presumed' END,
                      min(found.first_at), max(found.last_at),
                      (max(found.last_at) AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date,
                      sum(found.times), %(now)s, %(now)s
                 FROM found JOIN privacy_recipient recipient ON recipient.id = found.recipient_id
                GROUP BY 1, 2, 3, 4, 5, 6
               %(conflict)s""",
            of_contact=self._union(readings, False, everybody),
            of_address=self._union(readings, True, everybody),
            living=living_sql(SQL("SELECT whose FROM of_address")), found=_found_sql(bool(key)),
            zone=self._zone(), now=fields.Datetime.now(), conflict=KEEP_BOTH))
        written = self.env.cr.rowcount
        self.env["privacy.disclosure"].invalidate_model(flush=False)
        return written

    def _union(self, readings, by_address, everybody):
        """Return SQL of what the rules by address, or by link, find."""
        column = SQL("address") if by_address else SQL("partner_id")
        among = None if everybody else SQL(
            "SELECT %s FROM privacy_disclosed WHERE %s IS NOT NULL", column, column)
        none = SQL("SELECT NULL::%s AS whose, %s",
                   SQL("varchar") if by_address else SQL("int"), NO_FACT)
        return SQL(" UNION ALL ").join([none, *(
            reading.sql(among) for reading in readings if reading.by_address == by_address)])

    def _zone(self):
        """Return the time zone in which moments are days: that of the first company."""
        ((zone,),) = self.env.execute_query(
            SQL("SELECT privacy_tz FROM res_company ORDER BY id LIMIT 1"))
        return zone or "UTC"


#: what is known already stays: records come and go
KEEP_BOTH = SQL(
    """ON CONFLICT (COALESCE(partner_id, 0), COALESCE(contactless_id, 0), recipient_id,
                    COALESCE(category_id, 0), channel) WHERE known != 'reported'
       DO UPDATE SET first_at = LEAST(privacy_disclosure.first_at, EXCLUDED.first_at),
                     last_at = GREATEST(privacy_disclosure.last_at, EXCLUDED.last_at),
                     date = GREATEST(privacy_disclosure.date, EXCLUDED.date),
                     times = GREATEST(privacy_disclosure.times, EXCLUDED.times),
                     write_date = EXCLUDED.write_date,
                     known = CASE WHEN 'recorded' IN (privacy_disclosure.known, EXCLUDED.known)
                                  THEN 'recorded' ELSE 'presumed' END
        WHERE EXCLUDED.first_at < privacy_disclosure.first_at
           OR EXCLUDED.last_at > privacy_disclosure.last_at
           OR EXCLUDED.times > privacy_disclosure.times
           OR privacy_disclosure.known = 'presumed' AND EXCLUDED.known = 'recorded'""")


def living_sql(addresses):
    """Return SQL of (address, contact whose it is) of living contacts.

    :param SQL addresses: of one column: those that are asked about
    """
    return SQL(
        """SELECT living.email_normalized AS address, %(root)s AS partner_id
             FROM res_partner living
            WHERE living.privacy_anonymised_on IS NULL
              AND living.email_normalized IN (%(addresses)s)
            UNION
           SELECT several.address, %(root)s FROM (%(several)s) several
             JOIN res_partner living ON living.id = several.partner_id
            WHERE several.address IN (%(addresses)s)""",
        root=root_of(SQL("living")), addresses=addresses, several=OF_SEVERAL)


def _found_sql(with_key):
    """Return SQL of whose each fact is. An address of several contacts says of none of them for
    certain; one that no living contact has is a subject without a contact.

    :param bool with_key: whether the key of addresses is there
    """
    rest = SQL("recipient_id, category_id, channel, first_at, last_at, times")
    of_nobody = SQL(
        """UNION ALL
           SELECT NULL, subject.id, TRUE, %s FROM of_address
            CROSS JOIN privacy_address_block block
             JOIN privacy_contactless subject
               ON subject.key = %s AND subject.erased_on IS NULL
            WHERE NOT EXISTS (SELECT FROM living WHERE living.address = of_address.whose)""",
        rest, key_sql(SQL("of_address.whose"))) if with_key else SQL()
    return SQL(
        """SELECT %(root)s AS partner_id, NULL::int AS contactless_id, TRUE AS certain, %(rest)s
             FROM of_contact JOIN res_partner p ON p.id = of_contact.whose
            WHERE p.privacy_anonymised_on IS NULL
            UNION ALL
           SELECT living.partner_id, NULL, NOT living.shared, %(rest)s
             FROM of_address JOIN living ON living.address = of_address.whose
           %(of_nobody)s""",
        root=root_of(SQL("p")), rest=rest, of_nobody=of_nobody)
