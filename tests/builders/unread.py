"""Models that nobody has read, as a module of tomorrow would bring them."""

from odoo import fields, models

from .made_models import MadeModels
from .under_way import UnderWayCommon

BOOKING, STAGE, LEASE, NOTE = "x_new.booking", "x_new.stage", "x_new.lease", "x_new.note"
TRIP, VISIT = "x_new.trip", "x_new.visit"
#: whatever the rule finds among these models is a test's
MADE = {BOOKING, LEASE, NOTE, TRIP, VISIT}


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
    is_cancel = fields.Boolean()


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


class Trip(models.Model):
    _module = None
    _name = TRIP
    _description = "Trip"

    name = fields.Char()
    traveller_id = fields.Many2one("res.partner", ondelete="set null")
    state = fields.Selection([("draft", "Draft"), ("paid", "Paid"), ("done", "Done"),
                              ("cancelled", "Cancelled"), ("refused", "Refused")],
                             default="draft")
    date_start = fields.Datetime()


class Visit(models.Model):
    _module = None
    _name = VISIT
    _description = "Visit"

    name = fields.Char()
    guest_id = fields.Many2one("res.partner", ondelete="set null")
    stage_id = fields.Many2one(STAGE)
    day = fields.Date()


class UnreadCommon(MadeModels, UnderWayCommon):
    """Six models in the registry as long as the class runs."""

    definitions = (Stage, Booking, Lease, Note, Trip, Visit)
