from odoo import models
from odoo.tools import SQL


class PrivacyGateway(models.AbstractModel):
    """What points to contacts outside the data map, counted and named."""

    _inherit = "privacy.gateway"

    def _unmapped(self, run):
        """Return [{model, field, count}]: what points to this run's contacts outside the map.

        Read from the registry: every stored link to contacts of a model that the map does not
        name and the module does not own. What stands there was not looked at, and the run says so.
        """
        counts = [
            {"model": model._name, "field": field.name, "count": self._count_links(field, run)}
            for model, field in self._unmapped_links()
        ]
        return [line for line in counts if line["count"]]

    def _unmapped_links(self):
        """Return (model, field) of each stored link to contacts that no row of the map follows."""
        rows = self.env["privacy.map"].sudo().search([("date_field", "=", False)])._readable()
        mapped = {(row.model_name, (row.path or "").partition(".")[0]) for row in rows}
        return [
            (model, field)
            for name, model in sorted(self.env.registry.items())
            if model._auto and not (model._abstract or model._transient)
            and name != "res.partner" and not name.startswith("privacy.")
            for field in model._fields.values()
            if field.comodel_name == "res.partner" and field.store
            and field.type in ("many2one", "many2many") and not field.company_dependent
            and (name, field.name) not in mapped
        ]

    def _count_links(self, field, run):
        table, column = self.env[field.model_name]._table, field.name
        if field.type == "many2many":
            table, column = field.relation, field.column2
        ((count,),) = self.env.execute_query(
            SQL(
                """SELECT count(*) FROM %s t JOIN privacy_run_item item
                       ON item.partner_id = t.%s
                    WHERE item.run_id = %s AND item.whole AND item.state IN ('done', 'kept')""",
                SQL.identifier(table), SQL.identifier(column), run.id,
            )
        )
        return count
