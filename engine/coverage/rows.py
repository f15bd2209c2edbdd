"""The rows in which undecided fields wait for an officer, and what becomes of a proposal."""

import json

from odoo.tools import SQL

from .ways import Ways

#: what a row that is asked for again forgets
REOPENED = {"state": "undecided", "map_id": False, "decided_by_id": False, "decided_on": False}


class CoverageRows:
    """Lets the rows of ``privacy.coverage`` follow the registry, and the map follow the rows."""

    def __init__(self, env):
        self.env = env

    def refresh(self):
        """Let the rows follow the registry: what is new comes, what was decided elsewhere goes,
        and a decision that no longer holds is asked for again.
        """
        coverage = self.env["privacy.coverage"]
        lines = {(line["model"], line["field"]): line for line in coverage.report()["fields"]}
        rows = coverage.search([("id", ">", 0)])
        there = {(row.model_name, row.field_name): row for row in rows}
        self._insert([line for key, line in lines.items() if key not in there])
        rows.filtered(lambda row: row.state == "undecided"
                      and (row.model_name, row.field_name) not in lines).unlink()
        for key, row in there.items():
            if key in lines and (row.exists() and row.state != "undecided"):
                row.write({**REOPENED, "field_type": lines[key]["type"]})

    def _insert(self, lines):
        """Add rows with their proposals, in one statement; a colleague's are left alone."""
        self.env.cr.execute(
            SQL(
                """INSERT INTO privacy_coverage (model_name, field_name, field_type, module, state,
                          act, path, match, category_id)
                   SELECT line.model, line.field, line.type, NULLIF(line.module, ''), 'undecided',
                          NULLIF(line.act, ''), NULLIF(line.path, ''), NULLIF(line.match, ''),
                          category.id
                     FROM jsonb_to_recordset(%s::jsonb) line (model text, field text, type text,
                          module text, act text, path text, match text, category text)
                     LEFT JOIN privacy_category category ON category.code = line.category
                       ON CONFLICT DO NOTHING""",
                json.dumps(lines),
            )
        )

    def map_row(self, row):
        """Return the row of the data map that does what a coverage row proposes: a new one, or
        one that leads the same way and now has the field too.
        """
        domain = self._domain(row)
        mapped = self._same_way(row, domain)
        names = () if row.act == "erase" else tuple(
            dict.fromkeys((*mapped._field_tuple(), row.field_name)))
        vals = {"active": True, "field_names": ",".join(names) or False}
        if mapped:
            mapped.write(vals)
            return mapped
        return mapped.create({
            **vals, "model_name": row.model_name, "path": row.path, "match": row.match,
            "act": row.act, "domain": domain, "category_id": row.category_id.id,
            "module": self._present_module(row), "sequence": 30,
        })

    def _domain(self, row):
        """By address only records that are tied to nobody, so that nobody else's are taken."""
        if row.match == "partner":
            return "[]"
        links = Ways(self.env).direct(self.env[row.model_name])["own"]
        return repr([(path, "=", False) for path, _match in links if "." not in path])

    def _present_module(self, row):
        """The row rests where its module is not installed; a field made by hand has none."""
        installed = self.env["ir.module.module"].sudo()._installed()
        return row.module if row.module in installed else False

    def _same_way(self, row, domain):
        """Return the row of the map that does the same on the same way, archived or not."""
        return self.env["privacy.map"].with_context(active_test=False).search([
            ("model_name", "=", row.model_name), ("path", "=", row.path),
            ("match", "=", row.match), ("act", "=", row.act), ("date_field", "=", False),
            ("domain", "=", domain),
        ], limit=1)
