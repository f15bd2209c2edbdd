"""Models that nobody has read, as a module of tomorrow would bring them."""

from odoo import fields, models

from .made_models import MadeModels
from .under_way import UnderWayCommon

BOOKING, STAGE, LEASE, NOTE = "x_new.booking", "x_new.stage", "x_new.lease", "x_new.note"


class Booking(models.Model):
    _module = None
    _name = BOOKING
    _description = "Boat"

    name = fields.Char()
    payer = fields.Many2one("res.partner", ondelete="set null")
    x_crew = fields.Many2many("res.partner", "x_new_booking_crew")
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


class UnreadCommon(MadeModels, UnderWayCommon):
    """Four models in the registry as long as the class runs."""

    definitions = (Stage, Booking, Lease, Note)
