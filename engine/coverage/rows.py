"""The rows in which undecided fields wait for an officer."""

import json

from odoo.tools import SQL

#: what a row that is asked for again forgets
REOPENED = {"state": "undecided", "map_id": False, "decided_by_id": False, "decided_on": False}
#: columns of a row that follow the registry and the map until an officer changes one of them
FOLLOWS = ("need", "act", "path", "match", "category_id", "module", "application")


class CoverageRows:
    """Lets the rows of ``privacy.coverage`` follow the registry."""

    def __init__(self, env):
        self.env = env

    def refresh(self):
        """Let the rows follow the registry: what is new comes, what was decided elsewhere goes,
        a decision that no longer holds is asked for again, and what is proposed is what would
        be proposed today.
        """
        coverage = self.env["privacy.coverage"]
        lines = {(line["model"], line["field"]): line for line in coverage.report()["fields"]}
        rows = coverage.search([("id", ">", 0)])
        there = {(row.model_name, row.field_name): row for row in rows}
        rows.filtered(lambda row: row.state == "undecided"
                      and (row.model_name, row.field_name) not in lines).unlink()
        for key, row in there.items():
            if key in lines and (row.exists() and row.state != "undecided"):
                row.write({**REOPENED, "field_type": lines[key]["type"]})
        self.env.flush_all()
        self._upsert(list(lines.values()))
        coverage.invalidate_model(flush=False)

    def _upsert(self, lines):
        """Add rows with their proposals, and bring those up to date that no officer has touched,
        in one statement.
        """
        same = SQL(", ").join(SQL("%(c)s = EXCLUDED.%(c)s", c=SQL.identifier(name))
                              for name in FOLLOWS)
        self.env.cr.execute(SQL(
            """INSERT INTO privacy_coverage AS row (model_name, field_name, field_type, module,
                      application, state, need, act, path, match, category_id)
               SELECT line.model, line.field, line.type, NULLIF(line.module, ''),
                      COALESCE(module.shortdesc ->> 'en_US', NULLIF(line.module, ''), %s),
                      'undecided', COALESCE(line.need, 'nobody'), NULLIF(line.act, ''),
                      NULLIF(line.path, ''), NULLIF(line.match, ''), category.id
                 FROM jsonb_to_recordset(%s::jsonb) line (model text, field text, type text,
                      module text, need text, act text, path text, match text, category text)
                 LEFT JOIN ir_module_module module ON module.name = line.module
                 LEFT JOIN privacy_category category ON category.code = line.category
                   ON CONFLICT (model_name, field_name) DO UPDATE SET %s
                WHERE row.state = 'undecided' AND row.touched IS NOT TRUE""",
            "Fields made by hand", json.dumps(lines), same))
