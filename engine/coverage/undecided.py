"""What a run did not look at: rows of its contacts in fields that nothing decides."""

from odoo.tools import SQL

from ...const import ACTED
from ...core.policy import coverage
from ..erasure.values import says_sql
from ..ways import WAYS
from .ways import Ways


class Undecided:
    """Counts the undecided fields that say something in records of a run's contacts."""

    def __init__(self, env):
        self.env = env
        self.ways = Ways(env)

    # === COUNTED WHEN A RUN ENDS === #

    def of_run(self, run):
        """Return [{model, field, count}] of the undecided fields that still say something in
        records of this run's contacts: linked to them, or found by their address while they
        had one. Links themselves count where they lead to one of them.

        One statement, however many fields and contacts.
        """
        selects = [select for model, columns in self._undecided_models().items()
                   for select in self._linked_selects(run, model, columns)]
        selects.append(SQL(
            """SELECT line ->> 'model', line ->> 'field', (line ->> 'count')::int
                 FROM privacy_run_item item, jsonb_array_elements(item.undecided) line
                WHERE item.run_id = %s AND item.state = ANY(%s)""", run.id, list(ACTED)))
        rows = self.env.execute_query(SQL(
            """SELECT model, field, sum(count)::int FROM (%s) found(model, field, count)
                GROUP BY model, field ORDER BY model, field""", SQL(" UNION ALL ").join(selects)))
        return [{"model": model, "field": field, "count": count} for model, field, count in rows]

    def unmapped(self, lines):
        """Return those of undecided lines that are links to contacts: whatever else stands in
        the record, nobody followed the link.
        """
        return [line for line in lines
                if self.env[line["model"]]._fields[line["field"]].comodel_name == "res.partner"]

    def _undecided_models(self):
        """Return {model: its undecided columns}."""
        found = {}
        for column in self.env["privacy.coverage"]._verdicts()[0]:
            found.setdefault(column.model, []).append(column)
        return found

    def _linked_selects(self, run, model_name, columns):
        """Yield one SELECT of (model, field, count) for the texts of a model, and for each link."""
        ways = [path for path, match in self.ways.of(self.env[model_name]) if match == "partner"]
        links = [column for column in columns if coverage.is_link_to_person(column)]
        for column in links:
            paths = [path for path in ways if path.partition(".")[0] == column.name]
            if paths:
                yield SQL("SELECT %s, %s, count(*)::int FROM (%s) tied HAVING count(*) > 0",
                          model_name, column.name, self._tied_sql(run, model_name, paths[0]))
        texts = [column for column in columns if column not in links]
        if texts and ways:
            tied = SQL(" UNION ").join(self._tied_sql(run, model_name, path) for path in ways)
            yield self._filled_sql(model_name, texts, tied)

    def _tied_sql(self, run, model_name, path):
        """Return SQL of the ids of a model's records that a path ties to the run's contacts."""
        _way, query, target = self._way(model_name, path, "partner")
        return SQL(
            """SELECT DISTINCT %s AS id FROM %s JOIN privacy_run_item item ON item.partner_id = %s
                WHERE item.run_id = %s AND item.whole AND item.state = ANY(%s)""",
            SQL.identifier(query.table, "id"), query.from_clause, target, run.id, list(ACTED),
        )

    def _way(self, model_name, path, match):
        """Return (a row of the map that is not stored, query, column at the path's end)."""
        way = self.env["privacy.map"].new(
            {"model_name": model_name, "path": path, "match": match, "domain": "[]"})
        model, query = way._query([])
        return way, query, way._column_sql(model, query, path)

    def _filled_sql(self, model_name, columns, tied):
        """Return SQL of (model, field, count) of columns that say something in tied records."""
        model = self.env[model_name]
        filled = SQL(", ").join(
            SQL("(%s, %s)", column.name, self._holds_sql(model, model._fields[column.name]))
            for column in columns
        )
        return SQL(
            """SELECT %s, filled.field, count(*)::int FROM (%s) tied
                 JOIN %s record ON record.id = tied.id
                CROSS JOIN LATERAL (VALUES %s) filled(field, holds)
                WHERE filled.holds GROUP BY filled.field""",
            model_name, tied, SQL.identifier(model._table), filled,
        )

    def _holds_sql(self, model, field):
        """Return the condition that a field of ``record`` holds something, of whatever type."""
        if field.type == "many2many":
            return SQL("EXISTS (SELECT FROM %s rel WHERE %s = record.id)",
                       SQL.identifier(field.relation), SQL.identifier("rel", field.column1))
        return says_sql(model, field)

    # === COUNTED IN EACH BATCH === #

    def note(self, plan):
        """Remember on each item what undecided fields hold in records that only an address ties
        to the subject: once it is anonymised, nothing leads there any more.

        :param plan: the plan whose subjects (``privacy_subject``) are asked about
        """
        selects = [select for model, columns in self._undecided_models().items()
                   for select in self._addressed_selects(model, columns)]
        if not selects:
            return
        self.env.cr.execute(SQL(
            """UPDATE privacy_run_item item SET undecided = found.lines
                 FROM (SELECT item_id, jsonb_agg(jsonb_build_object(
                              'model', model, 'field', field, 'count', count)
                              ORDER BY model, field) AS lines
                         FROM (%s) each(item_id, model, field, count)
                        GROUP BY item_id) found
                WHERE item.id = found.item_id""", SQL(" UNION ALL ").join(selects)))
        self.env["privacy.run.item"].invalidate_model(["undecided"], flush=False)

    def _addressed_selects(self, model_name, columns):
        """Yield SELECTs of (item, model, field, count) of records found by an address alone.

        The address itself counts, unless it is decided.
        """
        model = self.env[model_name]
        addresses = self.ways.addresses(model)
        texts = [column for column in columns if not coverage.is_link_to_person(column)]
        if not addresses or not texts:
            return
        tied = SQL(" UNION ").join(
            self._addressed_sql(model_name, path, match) for path, match in addresses)
        holds = SQL(", ").join(
            SQL("(%s, %s)", column.name, self._holds_sql(model, model._fields[column.name]))
            for column in texts)
        yield SQL(
            """SELECT tied.item_id, %s, filled.field, count(*)::int FROM (%s) tied
                 JOIN %s record ON record.id = tied.id
                CROSS JOIN LATERAL (VALUES %s) filled(field, holds)
                WHERE filled.holds GROUP BY tied.item_id, filled.field""",
            model_name, tied, SQL.identifier(model._table), holds,
        )

    def _addressed_sql(self, model_name, path, match):
        """Return SQL of (item, record) of a model's records tied to nobody else by a link."""
        way, query, target = self._way(model_name, path, match)
        alone = [SQL("TRUE")]
        for link, _match in self.ways.direct(self.env[model_name])["own"]:
            if "." not in link and self.env[model_name]._fields[link].type == "many2one":
                alone.append(SQL("%s IS NULL", SQL.identifier(query.table, link)))
        return SQL(
            """SELECT subject.item_id, %s AS id FROM %s
                 JOIN privacy_subject subject ON subject.whole AND %s WHERE %s""",
            SQL.identifier(query.table, "id"), query.from_clause, WAYS[match].match(way, target),
            SQL(" AND ").join(alone),
        )
