"""Models of a module of tomorrow that are tied to people in every way that Odoo has."""

from odoo import fields, models

#: the models, by what ties their records to a contact
MEDICAL, RELIGION, REVIEW, REMARK = (
    "x_odd.medical", "x_odd.religion", "x_odd.review", "x_odd.remark")
POINTER, LEDGER, FOLDER, DOCUMENT = (
    "x_odd.pointer", "x_odd.ledger", "x_odd.folder", "x_odd.document")
CLUB, CARE, CARE_LINE, CALL, SHEET, POST = (
    "x_odd.club", "x_odd.care", "x_odd.care.line", "x_odd.call", "x_odd.sheet", "x_odd.post")


class Medical(models.Model):
    _module = None
    _name = MEDICAL
    _description = "Medical file that a contact links to"

    passport = fields.Char()
    story = fields.Text()


class Religion(models.Model):
    _module = None
    _name = RELIGION
    _description = "Religion"

    name = fields.Char()


class Partner(models.Model):
    _module = None
    _name = "res.partner"
    _inherit = ["res.partner"]

    x_medical_id = fields.Many2one(MEDICAL)
    x_religion_ids = fields.Many2many(RELIGION, relation="x_odd_religion_of_partner")


class Review(models.Model):
    _module = None
    _name = REVIEW
    _description = "Review of any record, by Odoo's pair"

    res_model = fields.Char()
    res_id = fields.Many2oneReference(model_field="res_model")
    comment = fields.Text()


class Remark(models.Model):
    _module = None
    _name = REMARK
    _description = "Remark on any record, by a text and a plain number"

    res_model = fields.Char()
    res_id = fields.Integer()
    words = fields.Text()


class Pointer(models.Model):
    _module = None
    _name = POINTER
    _description = "Note on any record, by one text"

    target = fields.Reference([("res.partner", "Contact"), (CARE, "Care")])
    words = fields.Text()


class Ledger(models.Model):
    _module = None
    _name = LEDGER
    _description = "Line of another system, by the contact's number"

    partner_id = fields.Integer()
    words = fields.Char()


class Folder(models.Model):
    _module = None
    _name = FOLDER
    _description = "Folder"
    _parent_store = True

    name = fields.Char()
    parent_id = fields.Many2one(FOLDER)
    parent_path = fields.Char(index=True)
    res_model = fields.Char()
    res_id = fields.Integer()


class Document(models.Model):
    _module = None
    _name = DOCUMENT
    _description = "Document in a folder"

    folder_id = fields.Many2one(FOLDER, required=True, ondelete="cascade")
    name = fields.Char()


class Club(models.Model):
    _module = None
    _name = CLUB
    _description = "Club of several people"

    name = fields.Char()
    pin_code = fields.Char()
    member_ids = fields.Many2many("res.partner", relation="x_odd_club_members")


class Care(models.Model):
    _module = None
    _name = CARE
    _description = "Care of a patient by a doctor"

    patient_id = fields.Many2one("res.partner", required=True, ondelete="restrict")
    doctor_id = fields.Many2one("res.partner")
    commercial_partner_id = fields.Many2one(
        "res.partner", related="patient_id.commercial_partner_id", store=True)
    user_id = fields.Many2one("res.users")
    passport = fields.Char()
    doctor_pager = fields.Char()
    story = fields.Text()
    serial = fields.Char(required=True)
    number = fields.Char(required=True, readonly=True, default="/", copy=False)
    fee = fields.Float()
    scan = fields.Json(required=True, default=lambda _self: {"a": 1})
    line_ids = fields.One2many(CARE_LINE, "care_id")

    _serial_uniq = models.Constraint("UNIQUE(serial)", "Each serial once.")
    _number_uniq = models.Constraint("UNIQUE(number)", "Each number once.")


class CareLine(models.Model):
    _module = None
    _name = CARE_LINE
    _description = "Line of a care"

    care_id = fields.Many2one(CARE)
    words = fields.Char()


class Call(models.Model):
    _module = None
    _name = CALL
    _description = "Call that an activity was made for"

    activity_id = fields.Many2one("mail.activity", ondelete="set null")
    words = fields.Char()


class Sheet(models.Model):
    _module = None
    _name = SHEET
    _description = "Sheet of a colleague"

    user_id = fields.Many2one("res.users", required=True, ondelete="cascade")
    words = fields.Char()


class Post(models.Model):
    _module = None
    _name = POST
    _description = "Post of a login"

    user_id = fields.Many2one("res.users")
    words = fields.Char()


class Message(models.Model):
    _module = None
    _name = "mail.message"
    _inherit = ["mail.message"]

    x_second_cc = fields.Char()


#: in the order in which they can be made
DEFINITIONS = (Medical, Religion, Partner, Review, Remark, Care, CareLine, Pointer, Ledger, Folder,
               Document, Club, Call, Sheet, Post, Message)
