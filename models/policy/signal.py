import re

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL, Query

from ...engine.clocks.marks import (
    YES_OR_NO,
    fact_columns,
    floor_of,
    moment,
    pack,
    record_of,
    utc_of,
)

#: what a signal says of a contact; clocks/timer_refresh.py holds what each of them does
KINDS = [
    ("billing", "Billing event"),
    ("unpaid", "Unpaid document: suspends the billing clock"),
    ("contract_end", "End of the contract"),
    ("interaction", "Interaction"),
    ("opt_out", "Opt-out"),
    ("named", "Named on a document, or account holder"),
    ("protected", "Protected contact: never erased"),
]
#: colleagues whom a query names one by one; more of them are searched for
STAFF = 1000
#: a moment that a domain names by its distance from now: what it means changes with time
RELATIVE = re.compile(r"""["'](?:now|today|[+-]\s*\d|=\w)""")
#: kinds that hold whatever the date, and without any (rows brought in by SQL)
UNDATED = ("protected", "named", "unpaid")
#: kinds whose latest date survives the removal of the row by housekeeping (R8)
REMEMBERED = ("billing", "contract_end", "interaction", "opt_out")


class PrivacySignal(models.Model):
    """Which records start, move or stop a clock: a model, the path to the contact, a date."""

    _name = "privacy.signal"
    _description = "Signal of a Clock"
    _inherit = ["privacy.source", "privacy.policy.row"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(KINDS, required=True)
    path = fields.Char(required=True)
    date_field = fields.Char(
        string="Date", required=True, default="create_date", help="A stored date of the model."
    )
    company_path = fields.Char(help="Stored company field, where the model has one.")
    floor_years = fields.Integer(
        string="Statutory Floor",
        help="Years that the law asks to keep this kind of document, counted from 1 January "
        "after its year; 0: none. The billing clock takes the longer of both.",
    )

    _code_uniq = models.UniqueIndex("(code)", "Another signal has this code.")

    @api.constrains("model_name", "module", "match", "path", "date_field", "company_path", "domain")
    def _check_readable(self):
        for signal in self:
            if signal._is_resting():
                signal._check_present(signal.date_field)
                continue
            model = signal._check_model()
            signal._check_target(model)
            signal._check_date_field(model, signal.date_field)
            signal._check_domain(model)

    def _policy_changed(self):
        """Another signal may make more contacts due: automatic runs wait."""
        self.env["privacy.rule"]._all_wait()
        return super()._policy_changed()

    @api.constrains("floor_years")
    def _check_floor_years(self):
        if any(not 0 <= signal.floor_years <= 100 for signal in self):
            raise ValidationError(self.env._("A statutory floor lies between 0 and 100 years."))

    def _check_target(self, model):
        if self.match == "partner":
            self._check_path_leads_to_contact(model)
        elif self._walk(model, self.path).type != "char":
            raise ValidationError(self.env._("%s is no mail address.", self.path))
        company = self.company_path and self._walk(model, self.company_path)
        if company and company.comodel_name != "res.company":
            raise ValidationError(self.env._("%s does not lead to a company.", self.company_path))

    # === WHAT THE OUTBOX ASKS === #

    @tools.ormcache(cache="stable")
    def _path_fields(self):
        """Return {model: fields that lead to a contact}; changing one moves a record away."""
        paths = {"res.partner": {"parent_id"}}
        for signal in self.sudo().search([("active", "=", True)])._readable():
            paths.setdefault(signal.model_name, set()).add(signal.path.partition(".")[0])
        return paths

    @tools.ormcache(cache="stable")
    def _links(self):
        """Return {model: [(signal id, match, path, model of a polymorphic id on that path)]}."""
        links = {}
        for signal in self.sudo().search([("active", "=", True)])._readable():
            field = self.env[signal.model_name]._fields[signal.path.partition(".")[0]]
            thread = signal._linked_model(field) if field.type == "many2one_reference" else None
            links.setdefault(signal.model_name, []).append(
                (signal.id, signal.match, signal.path, thread))
        return links

    def _watched_fields(self):
        """Return the fields of the model whose change may change what this signal says."""
        self.ensure_one()
        conditions = self._domain().iter_conditions()
        paths = [self.path, self.date_field, self.company_path or ""]
        paths += [condition.field_expr for condition in conditions]
        return {path.partition(".")[0] for path in paths if path}

    def _partners_sql(self, ids):
        """Return SQL of the contacts that these records speak of, counted or not."""
        self.ensure_one()
        model = self.env[self.model_name].sudo().with_context(active_test=False)
        query = model._search([("id", "in", ids)], bypass_access=True)
        target = self._column_sql(model, query, self.path)
        if self.match == "email":
            return SQL(
                """SELECT p.id FROM res_partner p WHERE p.email_normalized IN (
                   SELECT %s FROM %s WHERE %s)""",
                target, query.from_clause, query.where_clause,
            )
        return query.select(target)

    # === WHAT THE REFRESH ASKS === #

    def _staff(self):
        """Return {who: ids of their contacts, or None where they are many}: the colleagues that
        the conditions of these signals mean, each kind of them asked for once.
        """
        conditions = {_who(condition): condition for signal in self
                      for condition in signal._staff_conditions()}
        return {who: self._staff_of(condition) for who, condition in conditions.items()}

    def _staff_conditions(self):
        """Return the conditions of this signal that ask for users of a contact."""
        return [condition for condition in self._domain().iter_conditions()
                if condition.operator == "any"
                and condition.field_expr.rpartition(".")[2] == "user_ids"]

    def _staff_of(self, condition):
        partners = self.env["res.partner"].sudo().with_context(active_test=False)
        query = partners._search([("user_ids", "any", condition.value)], bypass_access=True)
        query.limit = STAFF + 1
        ids = [partner for (partner,) in self.env.execute_query(query.select())]
        return tuple(ids) if len(ids) <= STAFF else None

    def _facts_sql(self, few=False, staff=None):
        """Return SQL of the signal's facts: partner_id, company_id and the columns of
        :data:`.mark_sql.FACTS`.

        The latest fact per contact and company (the oldest of what is unpaid). It is found
        before contacts are joined, on the table's own columns: a number of minutes and a
        record id, see ``mark_sql.py``. Only contacts of the temporary table
        ``privacy_family`` come out, see ``clocks/timer_refresh.py``.

        Staff are named by id: PostgreSQL knows how much each of them wrote, and not what a
        search for colleagues will find.

        :param bool few: name their records on the table itself, so that PostgreSQL begins with
            these contacts and not with, say, everything that staff ever wrote
        :param dict staff: colleagues as :meth:`_staff` names them; default those of this signal
        """
        self.ensure_one()
        staff = self._staff() if staff is None else staff
        named = tuple(staff[_who(condition)] for condition in self._staff_conditions())
        moment = fields.Datetime.now() if RELATIVE.search(self.domain) else None
        return self._composed(few, named, moment)

    def _naming(self, named):
        """Return a function that puts ids in the place of this signal's conditions on staff."""
        conditions = self._staff_conditions()
        instead = {
            (condition.field_expr, _who(condition)):
                Domain(condition.field_expr.rpartition(".")[0], "in", ids)
            for condition, ids in zip(conditions, named, strict=True) if ids is not None
        }
        return lambda condition: instead.get(
            (condition.field_expr, _who(condition)), condition)

    @tools.ormcache("self.id", "few", "named", "moment", "self.env.company.id", "self.env.lang")
    def _composed(self, few, named, moment):
        """Return the SQL of :meth:`_facts_sql`, which stays the same until a row of policy, the
        registry or these colleagues change.

        :param tuple named: ids of colleagues for each of this signal's conditions on staff
        :param datetime moment: now, where the domain depends on it
        """
        model, query = self._query([], self._naming(named))
        packed, day = self._moment_sql(model, query)
        dated = SQL("TRUE")
        if self.kind not in UNDATED:
            dated = SQL("%s IS NOT NULL", self._column_sql(model, query, self.date_field))
        company = SQL("NULL")
        if self.company_path:
            company = self._column_sql(model, query, self.company_path)
        whose = self._column_sql(model, query, self.path)
        where = query.where_clause or SQL("TRUE")
        if few:
            where = SQL("%s AND %s", where, self._few_sql(model, query))
        return SQL(
            """SELECT family.partner_id, latest.company_id, %(values)s
                 FROM (SELECT whose, company_id, %(choose)s(moment) AS moment
                         FROM (SELECT %(whose)s AS whose, %(company)s::int AS company_id,
                                      %(moment)s AS moment
                                 FROM %(tables)s WHERE %(where)s AND %(dated)s) fact
                        WHERE whose IS NOT NULL GROUP BY whose, company_id) latest
                 JOIN privacy_family family ON family.%(match)s = latest.whose""",
            values=fact_columns(self._values(day)), whose=whose, company=company, moment=packed,
            choose=SQL("min") if self.kind == "unpaid" else SQL("max"),
            tables=query.from_clause, where=where, dated=dated,
            match=SQL("email") if self.match == "email" else SQL("partner_id"),
        )

    def _values(self, day):
        """Return what a fact of this signal says, as :func:`.mark_sql.fact_columns` takes it."""
        if self.kind in YES_OR_NO:
            return {self.kind: SQL("TRUE")}
        values = {self.kind: pack(day, SQL("%s", self.id), record_of(SQL("latest.moment")))}
        if self.kind == "billing" and self.floor_years:
            values["floor"] = floor_of(day, self.floor_years)
        return values

    def _moment_sql(self, model, query):
        """Return SQL of (the packed moment of a record, the local day of ``latest.moment``).

        R1: a moment is converted to the contact's time zone, not cut in UTC.
        """
        column = self._column_sql(model, query, self.date_field)
        record = SQL.identifier(query.table, "id")
        if self._walk(model, self.date_field).type == "date":
            column, day = SQL("%s::timestamp", column), utc_of(SQL("latest.moment"))
        else:
            day = SQL("%s AT TIME ZONE 'UTC' AT TIME ZONE family.tz", utc_of(SQL("latest.moment")))
        if self.kind in UNDATED:
            column = SQL("COALESCE(%s, TIMESTAMP '1970-01-01')", column)
        return moment(column, record), SQL("(%s)::date", day)

    def _few_sql(self, model, query):
        """Return the condition that names the records of these contacts on their own table.

        Where the path leaves that table, the records it leads from are looked up first.
        """
        column = SQL("email") if self.match == "email" else SQL("partner_id")
        family = SQL("= ANY(ARRAY(SELECT %s FROM privacy_family))", column)
        field = model._fields[self.path.partition(".")[0]]
        if "." not in self.path and field.store and field.column_type:
            return SQL("%s %s", self._column_sql(model, query, self.path), family)
        bare = Query(self.env, model._table, model._table_sql)
        target = self._column_sql(model, bare, self.path)
        bare.add_where(SQL("%s %s", target, family))
        return SQL("%s = ANY(ARRAY(%s))", SQL.identifier(query.table, "id"),
                   bare.select(SQL.identifier(bare.table, "id")))


def _who(condition):
    """Return the colleagues that a condition means, whatever leads to them."""
    return repr(condition.value)
