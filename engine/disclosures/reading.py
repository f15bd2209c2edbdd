"""What one rule finds: who was concerned, which recipient, from when to when, how often."""

from datetime import timedelta

from odoo.tools import SQL

from ..clocks.marks import address_sql

#: records that changed so long before the last reading are read again: a transaction writes its
#: day before it ends, and a notification is sent after the day of its message
OVERLAP = timedelta(days=7)
#: a recipient that mail servers lead to, by the end of their host's name
OF_SERVER = SQL(
    """EXISTS (SELECT FROM ir_mail_server server,
                      regexp_split_to_table(lower(recipient.mail_hosts), '[\\s,;]+') host
                WHERE server.id = fact.led AND host != ''
                  AND (lower(server.smtp_host) = host
                       OR right(lower(server.smtp_host), length(host) + 1) = '.' || host))""")


class RuleReading:
    """The SQL of one rule.

    :param privacy.disclosure.rule rule: one that can be read and leads to a recipient
    """

    def __init__(self, rule):
        self.rule = rule
        self.by_address = rule.match == "email"
        self._model, self._query = rule._query([])
        whose = self._column(rule.path)
        self._whose = address_sql(rule, whose) if self.by_address else whose

    def _column(self, path):
        return self.rule._column_sql(self._model, self._query, path)

    def sql(self, among=None):
        """Return SQL of (whose, recipient_id, category_id, channel, first_at, last_at, times): a
        row for each person or address and recipient.

        :param SQL among: of one column, the contacts or addresses that are asked about
        """
        rule = self.rule
        limited = SQL("AND %s IN (%s)", self._whose, among) if among else SQL()
        company = self._column(rule.company_path) if rule.company_path else SQL("NULL::int")
        led = self._column(rule.recipient_path) if rule.recipient_path else SQL("%s", "")
        return SQL(
            """SELECT fact.whose, recipient.id AS recipient_id, %(category)s::int AS category_id,
                      %(channel)s AS channel, fact.first_at, fact.last_at, fact.times
                 FROM (SELECT %(whose)s AS whose, %(led)s AS led, %(company)s::int AS company_id,
                              min(%(at)s) AS first_at, max(%(at)s) AS last_at,
                              count(*)::int AS times
                         FROM %(tables)s WHERE %(where)s %(limited)s
                        GROUP BY 1, 2, 3) fact
                 JOIN LATERAL (
                      SELECT recipient.id FROM privacy_recipient recipient
                       WHERE %(leads)s AND (recipient.company_id IS NULL
                              OR fact.company_id IS NULL OR recipient.company_id = fact.company_id)
                       ORDER BY recipient.active DESC, recipient.company_id NULLS LAST,
                                recipient.sequence, recipient.id
                       LIMIT 1) recipient ON TRUE
                WHERE fact.whose IS NOT NULL AND fact.last_at IS NOT NULL""",
            category=rule.category_id.id, channel=rule.channel, whose=self._whose, led=led,
            company=company, at=self._moment(), leads=self._leads(), limited=limited,
            tables=self._query.from_clause, where=self._query.where_clause or SQL("TRUE"))

    def changed_sql(self):
        """Return SQL of the contacts, or addresses, of the records that changed since the rule was
        read.
        """
        since = self.rule.read_until and self.rule.read_until - OVERLAP
        changed = SQL.identifier(self._query.table, "write_date") if self._model._log_access \
            else self._moment()
        moved = SQL("%s >= %s", changed, since) if since else SQL("TRUE")
        where = SQL("%s AND %s", self._query.where_clause or SQL("TRUE"), moved)
        # the column first: a path joins its tables as it is composed
        return SQL("SELECT %s AS whose FROM %s WHERE %s",
                   self._whose, self._query.from_clause, where)

    def _moment(self):
        """Return SQL of the moment; a day stands at noon, which is the same day almost
        everywhere.
        """
        column = self._column(self.rule.date_field)
        if self.rule._walk(self._model, self.rule.date_field).type == "date":
            return SQL("(%s + TIME '12:00')", column)
        return SQL("%s::timestamp", column)

    def _leads(self):
        """Return the condition by which a record leads to its recipient."""
        rule = self.rule
        if not rule.recipient_path:
            return SQL("recipient.id = %s", rule.recipient_id.id)
        field = rule._walk(self._model, rule.recipient_path)
        if field.comodel_name == "ir.mail_server":
            return OF_SERVER
        if field.comodel_name == "privacy.recipient":
            return SQL("recipient.id = fact.led")
        return SQL("recipient.provider_code = fact.led")
