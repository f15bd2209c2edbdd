from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ..core import datamap
from ..core.errors import BadPlan


class PrivacyMap(models.Model):
    """One row of the data map: which records of a model are whose data, and what becomes of them.

    Rows with a path concern contacts; rows with a date and the category "technical" or
    "cookies" are deleted by their own date (technical logs, web analytics).
    """

    _name = "privacy.map"
    _description = "Data Map"
    _inherit = ["privacy.source", "privacy.policy.row"]
    _order = "sequence, id"
    _rec_name = "model_name"

    sequence = fields.Integer(default=50)
    active = fields.Boolean(default=True)
    category_id = fields.Many2one("privacy.category", required=True, ondelete="restrict")
    act = fields.Selection(
        [("erase", "Erase the record"), ("mask", "Empty the fields")], required=True
    )
    field_names = fields.Char(
        string="Fields", help="Fields to empty, joined by commas; not for records that go."
    )
    date_field = fields.Char(
        string="Row Date", help="Technical rows: the date whose period deletes the row."
    )
    note = fields.Char(translate=True)

    _row_uniq = models.UniqueIndex(
        "(model_name, COALESCE(path, ''), domain, act, COALESCE(date_field, ''))",
        "The map has this row already.",
    )

    @api.constrains("model_name", "module", "path", "domain", "act", "field_names", "date_field")
    def _check_readable(self):
        for row in self:
            if row._is_resting():
                row._check_present(row.date_field)
                continue
            model = row._check_model()
            if not row.path and not row.date_field:
                raise ValidationError(
                    self.env._("A row of the map needs a path to the contact, or a row date.")
                )
            if row.path:
                row._check_path_leads_to_contact(model)
            if row.date_field:
                row._check_date_field(model, row.date_field)
            row._check_domain(model)
            row._check_fields(model)

    def _check_fields(self, model):
        names = self._field_tuple()
        if (self.act == "mask") != bool(names):
            raise ValidationError(self.env._("Fields are named where they are emptied."))
        wrong = [name for name in names if not self._can_be_emptied(model, name)]
        if wrong:
            raise ValidationError(
                self.env._("%(model)s has no field %(field)s that could be emptied.",
                           model=model._name, field=", ".join(wrong))
            )

    def _can_be_emptied(self, model, name):
        """A stored, optional field that is not the way to the contact; models that the gateway
        masks by a method of their own may name required ones.
        """
        field = model._fields.get(name)
        if field is None or not field.store or name in models.MAGIC_COLUMNS:
            return False
        if name == (self.path or "").partition(".")[0]:
            return False
        own = self.env["privacy.gateway"]._own_method("mask", model._name)
        return bool(own) or not field.required

    def _field_tuple(self):
        return tuple(name.strip() for name in (self.field_names or "").split(",") if name.strip())

    # === COMPILED === #

    @tools.ormcache()
    def _compiled(self):
        """Return the entries that lead to contacts, in acting order."""
        try:
            return datamap.ordered(
                datamap.Entry(
                    key=row.id, sequence=row.sequence, model=row.model_name,
                    category=row.category_id.code, act=row.act, fields=row._field_tuple(),
                )
                for row in self.sudo().search([("date_field", "=", False)])._readable()
            )
        except BadPlan as error:
            raise ValidationError(self.env._("The data map cannot be read: %s", error)) from error

    def _locate(self, subject_ids):
        """Return the pairs (contact id, record id) of this row, in one query."""
        self.ensure_one()
        model, query = self._query([])
        target = self._column_sql(model, query, self.path)
        query.add_where(SQL("%s = ANY(%s)", target, list(subject_ids)))
        return self.env.execute_query(query.select(target, SQL.identifier(query.table, "id")))

    def _expired(self, before, after, limit):
        """Return pairs (record id, contact id) of technical rows older than a moment.

        :param before: datetime; rows of that moment or later stay
        :param int after: only ids above this one, so that rows which stay do not come again
        """
        self.ensure_one()
        model, query = self._query([(self.date_field, "<", before), ("id", ">", after)])
        target = self._column_sql(model, query, self.path) if self.path else SQL("NULL::int")
        query.limit = limit
        query.order = SQL.identifier(query.table, "id")
        return self.env.execute_query(query.select(SQL.identifier(query.table, "id"), target))
