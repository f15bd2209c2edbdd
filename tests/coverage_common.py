"""Models that no map knows, as a module of tomorrow would bring them."""

from odoo import fields, models
from odoo.service.model import call_kw
from odoo.tools import SQL

from .builders.made_models import MadeModels
from .builders.running import RunningCommon
from .common import SILENT

VISIT, GUESTBOOK, TOOL = "x_odd.visit", "x_odd.guestbook", "x_odd.tool"


class Visit(models.Model):
    _module = None
    _name = VISIT
    _description = "Visit that no map knows"

    who = fields.Many2one("res.partner", ondelete="set null")
    label = fields.Char(required=True, translate=True)
    mail = fields.Char()
    story = fields.Json()
    badge = fields.Char(company_dependent=True)
    amount = fields.Float()
    title = fields.Char(compute="_compute_title", store=True)

    _mail_uniq = models.UniqueIndex("(lower(mail))", "Each address once.")

    def _compute_title(self):
        for visit in self:
            visit.title = visit.label

    _compute_title._depends = ("label",)


class Guestbook(models.Model):
    _module = None
    _name = GUESTBOOK
    _description = "Guests tied to nobody"

    email = fields.Char()
    words = fields.Text()


class Tool(models.Model):
    _module = None
    _name = TOOL
    _description = "Nobody's tool"

    name = fields.Char()


class CoverageCommon(MadeModels, RunningCommon):
    """Models of a module of tomorrow in the registry as long as the class runs."""

    definitions = (Visit, Guestbook, Tool)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.coverage = cls.env["privacy.coverage"]

    def _undecided(self):
        """Return {(model, field): line} of the report."""
        return {(line["model"], line["field"]): line for line in self.coverage.report()["fields"]}

    def _own_undecided(self):
        """Return the names of the undecided fields of the models made here."""
        return {(model, field) for model, field in self._undecided()
                if model in self._names()}

    def _row(self, model, field):
        self.coverage._refresh()
        return self.coverage.search([("model_name", "=", model), ("field_name", "=", field)])

    def _accept(self, model, *names):
        """Accept proposals as an officer does, who presses the button on the selected rows."""
        self.coverage._refresh()
        rows = self.coverage.with_user(self.officer).search(
            [("model_name", "=", model), ("field_name", "in", names)])
        self.assertEqual(set(rows.mapped("field_name")), set(names))
        call_kw(self.coverage.with_user(self.officer), "action_add_to_map", [rows.ids], {})
        self.env.invalidate_all()
        self.assertEqual(set(rows.mapped("state")) - {"mapped", "free"}, set())

    def _person(self, name="Quintus Moerbeke", email="quintus@moerbeke.example", **vals):
        """Make a contact of whom nothing has been heard for years."""
        return self._contact(name, SILENT, email=email, **vals)

    def _living(self, name="Bertrand Oosterlinck", email="bertrand@oosterlinck.example", **vals):
        """Make a contact who wrote this year."""
        return self._contact(name, (("mail", "2026-05-04 10:00:00"),), email=email, **vals)

    def _named(self, run):
        """Return {(model, field): count} of what the run says of its one contact."""
        (item,) = run.item_ids
        return {(line["model"], line["field"]): line["count"] for line in item.undecided or ()}

    def _raw(self, record):
        """Return a record as PostgreSQL has it; nothing where it has gone."""
        self.env.flush_all()
        rows = self.env.execute_query(SQL(
            "SELECT t::text FROM %s t WHERE id = %s", SQL.identifier(record._table), record.id))
        return rows[0][0] if rows else ""
