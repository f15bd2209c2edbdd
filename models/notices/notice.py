from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...const import OFFICER
from ...engine.notices.channel import OPEN
from ...engine.notices.forgetting import Forgetting
from ...engine.notices.queue import Queue, message_of
from ...engine.notices.settling import Settling
from ...engine.notices.words import Words

#: how a recipient is told
CHANNELS = [
    ("task", "By hand"), ("mail", "Mail"), ("webhook", "Webhook"),
    ("connector", "Connector"), ("file", "File to upload"),
]


class PrivacyNotice(models.Model):
    """One recipient who hears of one person's rectification, erasure, restriction (Art. 19),
    objection (Art. 21(3)) or withdrawal of consent (Art. 7(3)).

    What it tells waits sealed, and is gone once the recipient was told. How it is delivered:
    ``engine/notices``.
    """

    _name = "privacy.notice"
    _description = "Notice to a Recipient"
    _order = "id desc"
    _rec_name = "recipient_id"

    right_id = fields.Many2one(
        "privacy.request.right", readonly=True, index=True, ondelete="cascade")
    request_id = fields.Many2one(related="right_id.request_id", store=True, index=True)
    partner_id = fields.Many2one(
        "res.partner", string="Contact", readonly=True, index="btree_not_null",
        ondelete="set null", help="Whose data, where there is no request.")
    contactless_id = fields.Many2one(
        "privacy.contactless", string="Without a Contact", readonly=True,
        index="btree_not_null", ondelete="set null")
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    event = fields.Selection(
        [("rectification", "Rectification"), ("erasure", "Erasure"),
         ("restriction", "Restriction"), ("objection", "Objection"),
         ("withdrawal", "Withdrawal of consent")],
        string="Because Of", required=True, readonly=True)
    recipient_id = fields.Many2one(
        "privacy.recipient", required=True, readonly=True, index=True, ondelete="restrict")
    email = fields.Char(related="recipient_id.email")
    category_ids = fields.Many2many("privacy.category", string="Data Received", readonly=True)
    channel = fields.Selection(CHANNELS, required=True, readonly=True, default="task")
    state = fields.Selection(
        [("todo", "To Tell"), ("sending", "Being Told"), ("failed", "Failed, Tried Again"),
         ("escalated", "Could Not Be Told"), ("told", "Told"), ("acknowledged", "Acknowledged"),
         ("disproportionate", "Impossible or Disproportionate")],
        default="todo", required=True, readonly=True, index=True)
    attempts = fields.Integer(readonly=True, default=0, aggregator=None)
    error = fields.Char(string="Last Error", readonly=True, help="A code, without personal data.")
    next_try = fields.Datetime(string="Tried Again", readonly=True, index="btree_not_null")
    receipt = fields.Char(readonly=True, help="What the recipient calls it, or how it answered.")
    settled_on = fields.Datetime(readonly=True)
    settled_by_id = fields.Many2one("res.users", readonly=True)
    acknowledged_on = fields.Datetime(readonly=True)
    escalated_on = fields.Datetime(readonly=True)
    reminded_on = fields.Date(readonly=True)
    note = fields.Char(help="How they were told, or why that is impossible or disproportionate.")
    key = fields.Char(readonly=True, help="The same at every attempt: nobody is told twice.")
    sealed = fields.Text(groups=fields.NO_ACCESS)
    words = fields.Text(
        string="Words to Use", compute="_compute_words", groups=OFFICER,
        help="Read from what is sealed; gone once the recipient was told.")

    _recipient_uniq = models.Constraint(
        "UNIQUE(right_id, recipient_id)", "Each recipient is told once of a right.")
    _key_uniq = models.Constraint("UNIQUE(key)", "Each notice has a key of its own.")

    @api.depends("state", "event")
    @api.depends_context("lang")
    def _compute_words(self):
        words = Words(self.env)
        for notice in self:
            notice.words = bool(notice._origin and notice.state in OPEN) and words.spoken(
                message_of(notice._origin))

    # === CRUD METHODS === #

    def write(self, vals):
        """The note is an officer's to write; the rest the buttons do."""
        if not self.env.su and (not vals.keys() <= {"note"} or self.filtered(
                lambda notice: notice.state not in OPEN)):
            raise AccessError(self.env._("A notice is settled by its buttons."))
        return super().write(vals)

    @api.autovacuum
    def _gc_identifiers(self):
        """Empty what has waited too long to be told."""
        return Forgetting(self.env).gc_identifiers()

    @api.autovacuum
    def _gc_notices(self):
        """Delete notices without a request that were settled long ago."""
        return Forgetting(self.env).gc_notices()

    # === BUTTONS === #

    def action_told(self):
        """Button: the recipient was told."""
        self._settling().told(self)
        return True

    def action_acknowledged(self):
        """Button: the recipient said that it knows."""
        self._settling().acknowledged(self)
        return True

    def action_disproportionate(self):
        """Button: it is impossible or takes a disproportionate effort; the note says why."""
        self._settling().disproportionate(self)
        return True

    def action_again(self):
        """Button: try at once, the recipient as it is set up now."""
        self._settling().again(self)
        self.env.ref("cloudpepper_privacy.ir_cron_notice").sudo()._trigger()
        return True

    def action_file(self):
        """Button: fetch the list that takes these people out of an audience."""
        self._settling()
        recipient = self.recipient_id
        if len(recipient) != 1 or self.filtered(
                lambda notice: notice.channel != "file" or notice.state not in OPEN):
            raise UserError(self.env._(
                "Choose notices to one recipient that takes a file, and that wait to be told."))
        numbers = ",".join(map(str, self.ids))
        return {"type": "ir.actions.act_url", "target": "download",
                "url": f"/privacy/notices/file/{recipient.id}?notices={numbers}"}

    def _settling(self):
        self.env["privacy.request"]._check_group(OFFICER)
        self.check_access("read")
        return Settling(self.env)

    # === WHAT OTHERS CALL === #

    @api.model
    def _cron_deliver(self):
        Queue(self.env).work()

    def _names(self):
        """Return the names, in a row, of whoever has not said yet that it was done."""
        return ", ".join(self.filtered(
            lambda notice: not notice.acknowledged_on).recipient_id.mapped("name"))

    def _letter_lang(self):
        """Return the language of the letter to the recipient; its template calls it."""
        return (self.recipient_id.notice_lang or self.company_id.partner_id.lang
                or self.env.lang or "en_US")
