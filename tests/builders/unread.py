"""Models that nobody has read, as a module of tomorrow would bring them."""

from odoo import fields, models
from odoo.orm.model_classes import add_to_registry

from .under_way import UnderWayCommon

BOOKING, STAGE, LEASE, NOTE = "x_new.booking", "x_new.stage", "x_new.lease", "x_new.note"


class Booking(models.Model):
    _module = None
    _name = BOOKING
    _description = "Boat"

    name = fields.Char()
    payer = fields.Many2one("res.partner", ondelete="set null")
    # the table of a field made by hand is noted with no module
    x_crew = fields.Many2many("res.partner", "x_new_booking_crew", manual=True)
    state = fields.Selection([("new", "New"), ("sailing", "Sailing"), ("returned", "Returned"),
                              ("cancelled", "Cancelled")], default="new")
    active = fields.Boolean(default=True)


class Stage(models.Model):
    _module = None
    _name = STAGE
    _description = "Stage"

    name = fields.Char()
    fold = fields.Boolean()


class Lease(models.Model):
    _module = None
    _name = LEASE
    _description = "Lease"

    name = fields.Char()
    tenant_id = fields.Many2one("res.partner", ondelete="set null")
    lease_stage_id = fields.Many2one(STAGE)


class Note(models.Model):
    _module = None
    _name = NOTE
    _description = "Note"

    name = fields.Char()
    about = fields.Many2one("res.partner", ondelete="set null")
    back_on = fields.Date()


class UnreadCommon(UnderWayCommon):
    """Four models in the registry as long as the class runs; their tables go with it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.addClassCleanup(cls._remove_models)
        for definition in (Stage, Booking, Lease, Note):
            add_to_registry(cls.registry, definition)
        cls.registry._setup_models__(cls.env.cr, [])
        cls.registry.init_models(cls.env.cr, [STAGE, BOOKING, LEASE, NOTE], {"module": "base"})
        # no module, no table: of a field made by hand Odoo makes it with the field's own record
        cls.env.cr.execute(
            "CREATE TABLE x_new_booking_crew (x_new_booking_id int, res_partner_id int)")
        cls.registry.clear_all_caches()

    @classmethod
    def _remove_models(cls):
        """The transaction takes the tables back, this the classes."""
        for name in (BOOKING, LEASE, NOTE, STAGE):
            del cls.registry[name]
        cls.registry._setup_models__(cls.env.cr, [])
        cls.registry.clear_all_caches()
        cls.registry._ordinary_tables = None
        cls.registry.registry_invalidated = False
