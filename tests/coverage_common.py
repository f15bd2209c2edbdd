"""Models that no map knows, as a module of tomorrow would bring them."""

from odoo import fields, models
from odoo.orm.model_classes import add_to_registry

from .common import PrivacyCommon

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


class CoverageCommon(PrivacyCommon):
    """Three models in the registry as long as the class runs; their tables go with it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.addClassCleanup(cls._remove_models)
        for definition in (Visit, Guestbook, Tool):
            add_to_registry(cls.registry, definition)
        cls.registry._setup_models__(cls.env.cr, [])
        cls.registry.init_models(cls.env.cr, [VISIT, GUESTBOOK, TOOL], {"module": "base"})
        cls.coverage = cls.env["privacy.coverage"]

    @classmethod
    def _remove_models(cls):
        """The transaction takes the tables back, this the classes."""
        for name in (VISIT, GUESTBOOK, TOOL):
            del cls.registry[name]
        cls.registry._setup_models__(cls.env.cr, [])
        cls.registry._ordinary_tables = None
        cls.registry.registry_invalidated = False

    def _undecided(self):
        """Return {(model, field): line} of the report."""
        return {(line["model"], line["field"]): line for line in self.coverage.report()["fields"]}

    def _own_undecided(self):
        """Return the names of the fields of the three models that are undecided."""
        return {(model, field) for model, field in self._undecided()
                if model in (VISIT, GUESTBOOK, TOOL)}

    def _row(self, model, field):
        self.coverage._refresh()
        return self.coverage.search([("model_name", "=", model), ("field_name", "=", field)])

    def _run(self, contacts):
        run = self.runs.preview(contacts)
        run.action_approve()
        run._work()
        self.env.invalidate_all()
        return run
