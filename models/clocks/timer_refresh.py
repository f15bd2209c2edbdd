from odoo import models, tools
from odoo.tools import SQL

from ...engine.clocks.follow import follow
from ...engine.clocks.marks import day_of, fact_columns, floor_of, latest_facts, pack, root_of
from ..policy.signal import REMEMBERED

#: families of so many contacts are looked up one by one, larger ones by reading the tables
FEW = 2000
#: rows of a temporary table that are read faster than an index is made for them
INDEXED = 200
#: company of a remembered fact that only rules of all companies count (no company has this id)
EVERY_COMPANY = -1
#: a typed empty SELECT, so that the facts have their columns without any signal
NO_FACT = SQL(
    "SELECT NULL::int AS partner_id, NULL::int AS company_id, %s WHERE FALSE", fact_columns({}))
#: the end of the task that a rule waits for
TASK_DONE = """(SELECT previous.done_date FROM privacy_timer previous
                 WHERE previous.partner_id = contact.partner_id
                   AND previous.rule_id = rule.previous_rule_id AND previous.state = 'done')"""
#: start event of a rule: SQL of its clock's columns, over ``contact`` and ``rule``
CLOCKS = {
    "relationship_end": {
        "state": """CASE WHEN contact.reason IS NULL OR NOT contact.holder THEN NULL
                         WHEN contact.reason = 'unpaid' THEN 'suspended'
                         WHEN contact.reason = 'relationship_open' THEN 'running'
                         ELSE 'counting' END""",
        "reason": "contact.reason", "mark": "contact.mark",
    },
    "last_interaction": {
        "state": """CASE WHEN contact.last IS NULL AND contact.created IS NULL
                         THEN 'suspended' ELSE 'counting' END""",
        "reason": "CASE WHEN contact.last IS NULL THEN 'creation' ELSE 'interaction' END",
        "mark": "contact.last", "day": "contact.created",
    },
    "opt_out": {
        "state": """CASE WHEN NOT contact.asked THEN NULL
                         WHEN contact.in_force THEN 'running' ELSE 'counting' END""",
        "reason": "CASE WHEN contact.in_force THEN 'consent' ELSE 'opt_out' END",
        "day": "CASE WHEN contact.in_force THEN contact.given ELSE contact.opted_out END",
    },
    "contract_end": {
        "state": """CASE WHEN contact.reason = 'relationship_end' AND contact.is_entity
                         THEN 'counting' END""",
        "reason": "'contract_end'", "mark": "contact.mark",
    },
    "task_done": {
        "state": f"CASE WHEN {TASK_DONE} IS NOT NULL THEN 'counting' END",
        "reason": "'task_done'", "day": TASK_DONE,
    },
}


class PrivacyTimerRefresh(models.Model):
    """How clocks follow from facts, in sets: facts are gathered once, decided once, compared.

    Nothing but the module's own tables is written. The number of statements depends on the
    number of signals and not on the number of contacts. The decision itself is the one
    statement of :meth:`_decision_sql`; ``tests/decision_table.py`` is its specification.
    """

    _inherit = "privacy.timer"

    def _refresh(self, partner_ids=None, full=False, tags=True):
        """Refresh the families of these contacts, of the outbox, or of everybody.

        :param bool tags: False leaves the tags to the outbox, whose notes stay
        """
        self.env.flush_all()
        if full:
            self.env["privacy.outbox"]._drain()
            size = self._fill_family(SQL("TRUE"))
        else:
            if partner_ids is None:
                partner_ids = self._outbox_partners()
            else:
                # what persons deleted and no drain has seen yet
                self.env["privacy.outbox"]._fill_forgotten()
            if not partner_ids:
                return 0
            size = self._fill_family(
                SQL(
                    """commercial_partner_id IN (
                        SELECT commercial_partner_id FROM res_partner WHERE id = ANY(%s))""",
                    list(partner_ids),
                )
            )
        # sums over many contacts need not go to the disk; of tables just made a rough idea will do
        self.env.cr.execute(
            "SET LOCAL work_mem = '64MB'; SET LOCAL default_statistics_target = 10")
        self._gather_facts(size)
        changed = self._apply_timers()
        if tags:
            changed += self.env["privacy.subject.purpose"]._refresh_tags()
        self.env["privacy.timer"].invalidate_model()
        self.env["privacy.subject.purpose"].invalidate_model()
        self.env["res.partner"].invalidate_model(
            [name for name in self.env["res.partner"]._fields if name.startswith("privacy_")],
            flush=False,
        )
        return changed

    def _outbox_partners(self):
        """Return the contacts that the outbox names, and those whose tag ended by its date."""
        ids = self.env["privacy.outbox"]._drain()
        return ids | self.env["privacy.subject.purpose"]._partners_past(self._today())

    def _temp_table(self, name, select, index=None):
        """Make a temporary table of this transaction, and let the planner know its size.

        :return: how many rows it has
        """
        cr, table = self.env.cr, SQL.identifier(name)
        cr.execute(SQL(
            "DROP TABLE IF EXISTS pg_temp.%s; CREATE TEMPORARY TABLE %s ON COMMIT DROP AS %s",
            table, table, select))
        count = cr.rowcount
        if index and count > INDEXED:
            cr.execute(SQL("CREATE INDEX ON %s (%s)", table, SQL.identifier(index)))
        if count:
            cr.execute(SQL("ANALYZE %s", table))
        return count

    def _fill_family(self, where):
        """Gather the contacts of whole families: companies go with their persons (R4).

        Days are days of the contact's company, or of the first one where it belongs to all.

        :return: how many there are
        """
        return self._temp_table(
            "privacy_family",
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

    # === FACTS === #

    def _gather_facts(self, size):
        """Fill ``privacy_fact``: the latest mark of each kind, per contact and company.

        :param int size: how many contacts there are in ``privacy_family``
        """
        signals = self.env["privacy.signal"].search([("active", "=", True)])._readable()
        staff = signals._staff()
        selects = [signal._facts_sql(size <= FEW, staff) for signal in signals]
        if size <= FEW:
            # contacts first, then what the signal asks of their records: left to itself
            # PostgreSQL begins with staff's messages, takes them for a handful and reads all;
            # their rows are looked up in the tables of the module too, by indexes in memory,
            # and not by reading along an index from its beginning
            self.env.cr.execute(
                """SET LOCAL join_collapse_limit = 1; SET LOCAL random_page_cost = 1.1;
                   SET LOCAL enable_mergejoin = off""")
        self._temp_table("privacy_fact", SQL(
            """WITH remembered AS MATERIALIZED (%(remembered)s)
               SELECT partner_id, company_id, %(latest)s
                 FROM (%(facts)s) fact
                GROUP BY partner_id, company_id""",
            remembered=self._remembered_sql(), latest=latest_facts(),
            facts=SQL(" UNION ALL ").join([NO_FACT, *selects, self._vanished_sql()]),
        ))
        if size <= FEW:
            self.env.cr.execute("RESET join_collapse_limit")

    def _remembered_sql(self):
        """Return the signals that clocks stand on and that survive the removal of their row."""
        return SQL(
            """SELECT timer.partner_id, COALESCE(rule.company_id, %s) AS company_id,
                      signal.kind, signal.floor_years, %s AS mark,
                      signal.model_name, timer.signal_res_id
                 FROM privacy_family family
                 JOIN privacy_timer timer ON timer.partner_id = family.partner_id
                 JOIN privacy_signal signal ON signal.id = timer.signal_id
                 JOIN privacy_rule rule ON rule.id = timer.rule_id
                WHERE signal.kind IN %s""",
            EVERY_COMPANY,
            pack(SQL("timer.date_start"), SQL("signal.id"), SQL("timer.signal_res_id")),
            REMEMBERED,
        )

    def _vanished_sql(self):
        """Return the facts whose row, or whose model, housekeeping removed (R8).

        A row that a person deleted stands in the outbox as forgotten and is not given back.
        """
        # one condition, and not a branch a model: PostgreSQL would plan each of them
        there = [
            SQL("WHEN %s THEN EXISTS (SELECT FROM %s r WHERE r.id = signal_res_id)",
                name, SQL.identifier(self.env[name]._table))
            for name in self._remembered_models()]
        gone = SQL("CASE model_name WHEN '' THEN FALSE %s ELSE FALSE END IS FALSE",
                   SQL(" ").join(there))
        return SQL(
            """SELECT partner_id, company_id, %s FROM remembered vanished
                WHERE %s AND NOT EXISTS (SELECT FROM privacy_outbox_forget forget
                       WHERE forget.model = vanished.model_name
                         AND forget.res_id = vanished.signal_res_id)""",
            fact_columns(self._vanished_values()), gone,
        )

    @tools.ormcache(cache="stable")
    def _remembered_models(self):
        """Return the installed models whose records clocks remember, inactive signals' too."""
        signals = self.env["privacy.signal"].with_context(active_test=False)
        return tuple(sorted({
            signal.model_name for signal in signals.search([("kind", "in", REMEMBERED)])
            if signal.model_name in self.env
        }))

    def _vanished_values(self):
        """Return what a remembered fact still says."""
        values = {kind: SQL("CASE WHEN kind = %s THEN mark END", kind) for kind in REMEMBERED}
        values["floor"] = SQL(
            "CASE WHEN kind = 'billing' AND floor_years > 0 THEN %s END",
            floor_of(day_of(SQL("mark")), SQL("floor_years")))
        return values

    # === DECISION === #

    def _decision_sql(self):
        """The decision: one row per contact x rule that has a clock."""
        return SQL(
            """WITH %(facts)s, %(relation)s, contact AS MATERIALIZED (%(contact)s),
                    subject AS (%(subject)s)
               SELECT partner_id, rule_id, state, date_start, signal_id, signal_res_id,
                      CASE WHEN state = 'counting' THEN GREATEST(%(until)s, floor) END
                      AS date_until,
                      CASE WHEN state = 'counting' AND floor > %(until)s
                           THEN 'statutory_floor' ELSE reason END AS reason
                 FROM subject""",
            facts=self._facts_cte(), relation=self._relation_cte(),
            contact=self._contact_sql(), subject=self._subject_sql(), until=self._until_sql(),
        )

    def _facts_cte(self):
        """Facts per scope (one for all companies, one per company that has rules of its own)."""
        return SQL(
            """scope AS (
                SELECT DISTINCT COALESCE(company_id, 0) AS id FROM privacy_rule WHERE active
            ), own AS MATERIALIZED (
                SELECT scope.id AS scope, fact.partner_id, max(billing) AS billing,
                       min(unpaid) AS unpaid, max(contract_end) AS contract_end,
                       max(interaction) AS interaction, max(opt_out) AS opt_out,
                       bool_or(named) AS named, max(floor) AS floor
                  FROM privacy_fact fact
                  JOIN scope ON scope.id = 0 OR COALESCE(fact.company_id, scope.id) = scope.id
                 GROUP BY scope.id, fact.partner_id
            ), entity AS (
                SELECT scope, entity_id, max(billing) AS billing, min(unpaid) AS unpaid,
                       max(contract_end) AS contract_end, max(interaction) AS interaction,
                       max(floor) AS floor
                  FROM own JOIN privacy_family family USING (partner_id)
                 GROUP BY scope, entity_id
            ), person AS (
                SELECT scope, root_id, max(interaction) AS interaction, max(opt_out) AS opt_out,
                       bool_or(named) AS named
                  FROM own JOIN privacy_family family USING (partner_id)
                 GROUP BY scope, root_id
            ), protected AS (
                SELECT DISTINCT partner_id FROM privacy_fact WHERE protected
            ), consent AS (
                SELECT partner_id, max(date_given) AS given, max(date_withdrawn) AS withdrawn,
                       bool_or(date_withdrawn IS NULL) AS in_force
                  FROM privacy_consent_record GROUP BY partner_id
            )"""
        )

    def _relation_cte(self):
        """The relationship of each commercial entity, per scope (R5, R6)."""
        ended = SQL(
            "CASE WHEN family.ended IS NOT NULL THEN %s ELSE entity.contract_end END",
            pack(SQL("family.ended"), SQL("0"), SQL("family.entity_id")),
        )
        reopened = SQL("(entity.billing >> 46) > (ended.mark >> 46)")
        return SQL(
            """relation AS (
                SELECT scope.id AS scope, family.entity_id, entity.floor, entity.interaction,
                       CASE WHEN entity.unpaid IS NOT NULL THEN 'unpaid'
                            WHEN family.running AND (ended.mark IS NULL OR %(reopened)s)
                                 THEN 'relationship_open'
                            WHEN ended.mark IS NOT NULL AND %(reopened)s IS NOT TRUE
                                 THEN 'relationship_end'
                            WHEN entity.billing IS NOT NULL THEN 'billing_event' END AS reason,
                       CASE WHEN entity.unpaid IS NOT NULL THEN entity.unpaid
                            WHEN ended.mark IS NOT NULL AND %(reopened)s IS NOT TRUE
                                 THEN ended.mark
                            ELSE entity.billing END AS mark
                  FROM privacy_family family
                  CROSS JOIN scope
                  LEFT JOIN entity ON entity.scope = scope.id
                                  AND entity.entity_id = family.entity_id
                  CROSS JOIN LATERAL (SELECT %(ended)s AS mark) ended
                 WHERE family.partner_id = family.entity_id
            )""",
            ended=ended, reopened=reopened,
        )

    def _contact_sql(self):
        """One row per contact x scope: what the start events of rules ask about it.

        ``holder``: under the clock of the relationship; ``last``: mark of the last interaction;
        ``asked``: has ever given or refused a consent.
        """
        return SQL(
            """SELECT scope.id AS scope, family.partner_id, family.company_id, family.created,
                      family.partner_id = family.entity_id AS is_entity,
                      (family.root_id = family.entity_id OR family.account_holder
                       OR root.account_holder OR person.named) IS TRUE AS holder,
                      relation.reason, relation.mark, relation.floor,
                      CASE WHEN family.root_id = family.entity_id
                           THEN GREATEST(relation.interaction, person.interaction)
                           ELSE person.interaction END AS last,
                      consent.partner_id IS NOT NULL OR person.opt_out IS NOT NULL AS asked,
                      consent.given, opted.out AS opted_out,
                      consent.in_force AND consent.given > COALESCE(opted.out, DATE '-infinity')
                      AS in_force
                 FROM privacy_family family
                 CROSS JOIN scope
                 LEFT JOIN relation ON relation.entity_id = family.entity_id
                      AND relation.scope = scope.id
                 LEFT JOIN person ON person.root_id = family.root_id AND person.scope = scope.id
                 LEFT JOIN privacy_family root ON root.partner_id = family.root_id
                 LEFT JOIN consent ON consent.partner_id = family.partner_id
                 CROSS JOIN LATERAL (SELECT GREATEST(consent.withdrawn, %s) AS out) opted
                WHERE family.partner_id NOT IN (SELECT partner_id FROM protected)
                  AND family.root_id NOT IN (SELECT partner_id FROM protected)""",
            day_of(SQL("person.opt_out")),
        )

    def _subject_sql(self):
        """One row per contact x rule that has a clock: state, reason, start and signal."""
        return SQL(
            """SELECT contact.partner_id, rule.id AS rule_id, rule.period_count, rule.period_unit,
                      rule.from_year_end, clock.state, clock.reason,
                      NULLIF((clock.mark >> 32) & 16383, 0)::int AS signal_id,
                      CASE WHEN (clock.mark >> 32) & 16383 > 0
                           THEN (clock.mark & 4294967295)::int END AS signal_res_id,
                      COALESCE(%(day)s, clock.day) AS date_start,
                      CASE WHEN rule.start_event = 'relationship_end' THEN contact.floor END
                      AS floor
                 FROM contact
                 JOIN privacy_rule rule ON rule.active AND rule.start_event != 'row_date'
                      AND COALESCE(rule.company_id, 0) = contact.scope
                      AND (rule.company_id IS NULL OR contact.company_id IS NULL
                           OR contact.company_id = rule.company_id)
                 CROSS JOIN LATERAL (%(clock)s) clock
                WHERE clock.state IS NOT NULL""",
            day=day_of(SQL("clock.mark")), clock=self._clock_sql(),
        )

    def _clock_sql(self):
        """The clock of one contact under one rule, by the rule's start event.

        One row of (state, reason, mark, day); without a state there is no clock.
        """
        return SQL(
            "SELECT %s",
            SQL(", ").join(
                SQL("CASE rule.start_event %s END AS %s",
                    SQL(" ").join(
                        SQL("WHEN %s THEN %s", event, SQL(values[column]))
                        for event, values in CLOCKS.items() if column in values),
                    SQL.identifier(column))
                for column in ("state", "reason", "mark", "day")
            ),
        )

    def _until_sql(self):
        """The last day of keeping: the SQL twin of ``core.periods.last_day``."""
        return SQL(
            """LEAST(DATE '9999-12-31', CASE WHEN from_year_end
                     THEN make_date(EXTRACT(year FROM date_start)::int, 12, 31)
                     ELSE date_start END
                + CASE period_unit WHEN 'years' THEN make_interval(years => period_count)
                       WHEN 'months' THEN make_interval(months => period_count)
                       ELSE make_interval(days => period_count) END)::date"""
        )

    # === APPLY === #

    def _apply_timers(self):
        """Write what differs, and nothing else; return how many rows changed."""
        inserted, updated, deleted = follow(
            self, self._decision_sql(), dict.fromkeys(("partner_id", "rule_id")),
            ["state", "reason", "date_start", "date_until", "signal_id", "signal_res_id"],
            stays=SQL("""old.state = 'done' AND new.state = 'counting'
                         AND old.date_start = new.date_start"""),
        )
        if inserted > FEW:
            # the tags are read from them next
            self.env.cr.execute("ANALYZE privacy_timer")
        return inserted + updated + deleted

    def _close_tasks(self):
        """Mark task timers done, file it as evidence, and start the rule that follows."""
        tasks = self.filtered(lambda timer: timer.action == "task")
        today = self._today()
        tasks.write({"state": "done", "done_date": today})
        self.env["privacy.evidence"]._record_tasks(tasks)
        self._refresh(tasks.partner_id.ids)

    def _cron_refresh(self):
        """Drain the outbox; called every few minutes."""
        self.env["ir.cron"]._commit_progress(remaining=0)
        self._refresh()
        if self.env["privacy.outbox"].search_count([], limit=1):
            self.env.ref("cloudpepper_privacy.ir_cron_refresh")._trigger()

    def _cron_refresh_full(self):
        """Compare every clock with the facts; called each week, and after installation."""
        self._refresh(full=True)
